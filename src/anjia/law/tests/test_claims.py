"""Claims: what may not be said is found where it stands, with its article; what may be said passes."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from anjia.law.queries import article, check_claims, pieces_of, register, standards_in_use
from anjia.law.rules import MOST_CHARACTERS, ClaimKind, check

DAY = date(2026, 11, 22)
CORPUS = Path(__file__).parent / "corpus"


def sentences(name: str) -> list[tuple[str, str]]:
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(kind, sentence) for kind, sentence in pairs]


def kinds_of(text: str, on: date = DAY) -> set[str]:
    return {found.kind.value for found in check(text, register(), on)}


@pytest.mark.parametrize(("kind", "sentence"), sentences("development"))
def test_each_sentence_of_the_source_articles_and_its_like_is_judged_rightly(kind: str, sentence: str) -> None:
    assert kind in kinds_of(sentence) if kind != "clean" else not kinds_of(sentence)


def test_sentences_kept_apart_are_caught_and_clean_ones_pass() -> None:
    held = sentences("heldout")
    caught = [kind in kinds_of(sentence) for kind, sentence in held if kind != "clean"]
    passed = [not kinds_of(sentence) for kind, sentence in held if kind == "clean"]
    assert sum(caught) / len(caught) >= 0.95
    assert sum(passed) / len(passed) >= 0.95


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("按 GB/T 31771-2015 服务。", date(2020, 1, 1), ""),
        ("按 GB/T 31771-2015 服务。", date(2025, 2, 28), ""),
        ("按 GB/T 31771-2015 服务。", date(2025, 3, 1), "edition"),
        ("按 GB/T 31771-2024 服务。", date(2025, 2, 28), "edition"),
        ("按 ＧＢ／Ｔ ３１７７１—２０２４ 服务。", DAY, ""),
        ("按 GB/T 31771-2024《保洁员手册》服务。", DAY, "title"),
        ("按 GB/T 31771-2024《母婴护理服务质量规范》服务。", DAY, ""),
        ("按 GB 27900-2011《家政服务标准》服务。", DAY, "foreign"),
        ("按《中华人民共和国消费者权益保护法》退款。", DAY, ""),
        ("按《家政白金标准》服务。", DAY, "unknown_rule"),
    ],
)
def test_only_a_registered_standard_may_be_cited_while_it_holds(text: str, on: date, code: str) -> None:
    assert [found.code for found in check(text, register(), on)] == ([code] if code else [])


def test_words_are_marked_where_they_stand_with_the_article_in_force() -> None:
    text = "您好。本店１００％满意，原价 500 元，现价 199 元！\n退款请找店长。"
    with override("zh-hans"):
        marks = check_claims(text, jurisdiction="CN-31", on=DAY)
    assert [(mark.words, mark.kind) for mark in marks] == [
        ("１００％", ClaimKind.ABSOLUTE),
        ("原价 500 元，现价", ClaimKind.PRICE),
    ]
    assert marks[0].sources[0].citation == "《广告法》第9条"
    assert "".join(piece.words for piece in pieces_of(text, marks)) == text
    assert check_claims(text, jurisdiction="CN", on=date(2000, 1, 1))[0].sources == ()


def test_local_articles_are_named_where_they_hold() -> None:
    text = "任何要求都满足。"
    found = {place: check_claims(text, jurisdiction=place, on=DAY)[0].sources for place in ("CN", "CN-31", "CN-44")}
    assert [[source.id for source in found[place]] for place in found] == [
        [], ["shanghai-home-service.12"], ["guangdong-home-service.13"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "😀" * 5000, "最" * 50_000, "原价" * 20_000, "GB" * 20_000, "\x00\n\n《", "<b>最好</b>"]
)
def test_any_text_is_read_quickly_and_without_a_fault(text: str) -> None:
    for found in check(text, register(), DAY):
        assert 0 <= found.start < found.end <= min(len(text), MOST_CHARACTERS)


def test_every_pattern_names_articles_of_the_packs_and_speaks_both_languages() -> None:
    for rule in register().patterns:
        assert rule.reason.zh and rule.reason.en and rule.instead.zh and rule.instead.en
        assert all(article(name).requires for name in rule.articles), rule.id
    assert all(not standard.foreign for standard in standards_in_use())
