"""The lexicon: every word the reader knows, found by the longest match from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from anjia.remarks.rules.words import Aspect

_MARKS = {"!": 1.5, "~": 0.5}
# Full-width letters, digits and signs, traditional characters in common words: one character for one, so spans stay.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF21, 0xFF5B)}
    | {chr(code): chr(code).lower() for code in range(0x41, 0x5B)}
    | {"\n": "。", "\r": "。", "\t": "，", " ": "，", "\u3000": "，"}
    | dict(
        zip(
            "這個們沒還後來說話時間問題態貴髒亂準遲點對價錢費錯愛謝歡壞淨乾專業經驗師傅讓給現東車買賣應該當實為與發覺聽見覆絡務員廚擾騙壓損傷換總",
            "这个们没还后来说话时间问题态贵脏乱准迟点对价钱费错爱谢欢坏净干专业经验师傅让给现东车买卖应该当实为与发觉听见复络务员厨扰骗压损伤换总",
            strict=True,
        )
    )
)


class Token(NamedTuple):
    """One known word at its place. `sign` is 1 happy, -1 unhappy, 0 neither; `kind` as in lexicon.txt."""

    start: int
    end: int
    word: str
    kind: str
    aspect: str
    sign: int
    strength: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of a word."""

    kind: str
    aspect: str
    sign: int
    strength: float


def _entries() -> Iterator[tuple[str, Entry]]:
    text = files("anjia.remarks.rules").joinpath("lexicon.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        aspect, kind, *words = line.split() if line.strip() and not line.startswith("# ") else ("", "")
        for word in words:
            plain = word.rstrip("!~") or word
            strength = _MARKS.get(word[-1], 1.0) if plain != word else 1.0
            sign = {"happy": 1, "unhappy": -1}.get(kind, 0)
            yield plain, Entry(kind, "" if aspect == "mark" else Aspect(aspect), sign, strength)


def _by_word() -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for word, entry in _entries():
        known.setdefault(word, entry)
    return known


KNOWN = _by_word()


def _lengths() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in KNOWN:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_LENGTHS = _lengths()


def plain(text: str) -> str:
    """The text in small, half-width, simplified characters, as long as before, so that places stay the same."""
    return text.translate(_PLAIN)


def tokens_of(text: str) -> list[Token]:
    """The words the lexicon knows, from left to right, the longest at each place. Linear in the text's length."""
    found: list[Token] = []
    at, size = 0, len(text)
    while at < size:
        step = 1
        for length in _LENGTHS.get(text[at], ()):
            entry = KNOWN.get(text[at : at + length])
            if entry is not None:
                step = length
                word = text[at : at + length]
                found.append(Token(at, at + length, word, entry.kind, entry.aspect, entry.sign, entry.strength))
                break
        at += step
    return found
