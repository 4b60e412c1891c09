"""The reader a company trains: what it learns, keeps and shows."""

import io

import numpy as np
import pytest

from anjia.remarks.rules import read
from anjia.remarks.rules.figures import enough, figures_of
from anjia.remarks.rules.machine import Broken, hash_of, machine_of
from anjia.remarks.rules.training import Example, Trained, train

# A house word that the lexicon does not know: here "小票" is always trouble.
BAD = [Example(f"{thing}又要补小票{n}", True) for n in range(6) for thing in ("厨房", "客厅", "阳台", "书房")]
GOOD = [Example(f"{thing}照常完成{n}", False) for n in range(6) for thing in ("厨房", "客厅", "阳台", "书房")]


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(BAD + GOOD)


@pytest.mark.slow
def test_it_learns_the_company_s_own_words(trained: Trained) -> None:
    text = "卧室要补小票"
    assert read(text).unhappy == pytest.approx(0.5, abs=0.3)
    assert trained.machine.unhappy(text, read(text)) > 0.8
    assert trained.figures.recall > trained.lexicon.recall or trained.lexicon.macro_f1 < trained.figures.macro_f1


def test_the_words_that_made_it_decide_are_shown_with_their_weights(trained: Trained) -> None:
    text = "卧室要补小票"
    verdict = trained.machine.verdict(text, read(text))
    words = {text[word.start : word.end]: word.weight for word in verdict.words}
    assert verdict.is_unhappy
    assert min(words, key=lambda word: words[word]) in ("补", "小票", "要补")


def test_the_same_labels_give_the_same_bytes(trained: Trained) -> None:
    assert train(BAD + GOOD).machine.to_bytes() == trained.machine.to_bytes()


def test_it_comes_back_from_its_bytes_and_reads_alike(trained: Trained) -> None:
    content = trained.machine.to_bytes()
    again = machine_of(content, hash_of(content))
    for text in ("厨房又要补小票", "阳台照常完成", "", "😀"):
        assert again.unhappy(text, read(text)) == pytest.approx(trained.machine.unhappy(text, read(text)), abs=1e-5)


def test_one_changed_byte_is_noticed(trained: Trained) -> None:
    content = bytearray(trained.machine.to_bytes())
    content[len(content) // 2] ^= 1
    with pytest.raises(Broken):
        machine_of(bytes(content), hash_of(trained.machine.to_bytes()))


def test_objects_are_never_unpacked() -> None:
    file = io.BytesIO()
    np.savez(file, head=np.array([{"form": 1}], dtype=object), weights=np.zeros(1), signs=np.zeros(1))
    with pytest.raises(Broken):
        machine_of(file.getvalue(), hash_of(file.getvalue()))


def test_progress_is_told_to_the_end() -> None:
    told: list[int] = []
    train(BAD + GOOD, heard=told.append)
    assert told == sorted(told)
    assert told[0] >= 10
    assert told[-1] >= 90


def test_enough_is_forty_with_twelve_on_each_side() -> None:
    assert enough(12, 28)
    assert not enough(11, 60)
    assert not enough(19, 20)


def test_figures_count_the_unhappy_first() -> None:
    found = figures_of([True, True, False, False], [True, False, True, False])
    assert (found.recall, found.precision, found.f1, found.macro_f1) == (0.5, 0.5, 0.5, 0.5)
    assert figures_of([], []).recall == 0
