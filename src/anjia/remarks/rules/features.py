"""What the trained reader looks at: letters, words, and what the lexicon found."""

from math import log1p, tanh
from typing import NamedTuple

from anjia.remarks.rules.lexicon import plain
from anjia.remarks.rules.reading import MOST_READ, Reading
from anjia.remarks.rules.words import Aspect

ASPECTS = tuple(Aspect)
SIGNS = (
    "score",
    "sure",
    "happy",
    "unhappy",
    "balance",
    "first",
    "last",
    "turned",
    "wishes",
    "nothing",
    "length",
    *(f"about {aspect}" for aspect in ASPECTS),
)


class Term(NamedTuple):
    """A piece of the text the trained reader may have a weight for, and its place."""

    name: str
    start: int
    end: int


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The text's words with their places."""
    import rjieba  # here: it brings its dictionary along, and few processes read remarks

    found, at = [], 0
    for word in rjieba.cut(text):
        found.append((word, at, at + len(word)))
        at += len(word)
    return found


def terms_of(text: str) -> list[Term]:
    """Runs of one to three letters, words, and pairs of words, each once where it first stands."""
    line = plain(text[:MOST_READ])
    found: dict[str, Term] = {}
    size = len(line)
    for length in (1, 2, 3):
        for start in range(size - length + 1):
            name = line[start : start + length]
            if name not in found:
                found[name] = Term(name, start, start + length)
    before = ("^", 0, 0)
    for word in words_of(line):
        for name, start in ((f"w {word[0]}", word[1]), (f"p {before[0]} {word[0]}", before[1])):
            if name not in found:
                found[name] = Term(name, start, word[2])
        before = word
    return list(found.values())


def signs_of(reading: Reading, size: int) -> list[float]:
    """What the lexicon found, as numbers of about the same size, in the order of SIGNS."""
    weights = [finding.weight for finding in reading.findings]
    happy = sum(weight for weight in weights if weight > 0)
    unhappy = -sum(weight for weight in weights if weight < 0)
    turned = sum(1 for finding in reading.findings for word in finding.words if word.kind in ("irony", "negation"))
    sums = dict.fromkeys(ASPECTS, 0.0)
    for finding in reading.findings:
        sums[finding.aspect] += finding.weight
    return [
        tanh(reading.score / 2),
        2 * reading.unhappy - 1,
        log1p(happy),
        log1p(unhappy),
        (happy - unhappy) / (happy + unhappy + 1),
        tanh(weights[0]) if weights else 0.0,
        tanh(weights[-1]) if weights else 0.0,
        log1p(turned),
        float(reading.wishes),
        float(not weights),
        log1p(size) / 4,
        *(tanh(sums[aspect] / 2) for aspect in ASPECTS),
    ]
