"""Which words of a text may not be said, and by which article: patterns within a sentence, registered standards."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from anjia.law.rules.packs import Sure, Words, day_holds, read_words

MOST_CHARACTERS = 20_000
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_NOT = re.compile(r"不|没|无|非|勿|别|禁止|避免")
_NEAR = 4
_NUMBER = re.compile(
    r"(?<![a-z])(gb|iso|db\d{2,6}|qb|sb|ws|ly|t/[a-z]{2,8})(\s*/\s*[tz])?[\s-]{0,2}(\d{2,6}(?:\.\d{1,2})?)(?:\s*[-:—–]{1,2}\s*(\d{4}))?"
)
_TITLE = re.compile(r"《([^《》]{2,60})》")
_NAMES_A_RULE = re.compile(
    r"(?:法|条例|办法|规定|标准|规范|导则|解释|指南|公约|准则|规程|规则|通则|要求)(?:[(（][^()（）]{1,8}[)）])?$"
)
_VAGUE = re.compile(
    r"(?:根据|依据|符合|按照|执行|通过|达到|获得|经|取得|拥有).{0,8}(?:国家|国际|行业|权威|官方|部委).{0,8}(?:标准|认证|认定|认可|批准)|国家(?:承认|认可|免检)"
)


class ClaimKind(StrEnum):
    """What is wrong with a statement."""

    CITATION = "citation"
    MEDICAL = "medical"
    HARMLESS = "harmless"
    ABSOLUTE = "absolute"
    PRICE = "price"
    REFERRAL = "referral"
    PRIVACY = "privacy"
    UNCLEAR = "unclear"
    UNFAIR = "unfair"


@dataclass(frozen=True)
class Standard:
    """One edition of a standard: its number as compared and as written, when it holds, and words of its title."""

    number: str
    written: str
    years: tuple[int, ...]
    title: Words
    about: tuple[str, ...]
    from_on: date
    until_on: date | None
    foreign: bool
    sure: Sure


@dataclass(frozen=True)
class Pattern:
    """One thing that may not be said."""

    id: str
    kind: ClaimKind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    negated: bool
    articles: tuple[str, ...]
    reason: Words
    instead: Words


@dataclass(frozen=True)
class Register:
    """All that the check knows: patterns, standards, and the titles of rules that may be named."""

    patterns: tuple[Pattern, ...]
    standards: tuple[Standard, ...]
    titles: frozenset[str]


@dataclass(frozen=True)
class Finding:
    """Words that may not be said: where they stand in the text, why, and what to write instead."""

    kind: ClaimKind
    start: int
    end: int
    code: str
    articles: tuple[str, ...]
    reason: Words
    instead: Words


def read_patterns(content: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """The patterns of a parsed file. Raises ValueError or re.error for one that is not whole."""
    return tuple(
        Pattern(
            id=entry["id"],
            kind=ClaimKind(entry["kind"]),
            pattern=re.compile(entry["pattern"]),
            unless=re.compile(entry["unless"]) if "unless" in entry else None,
            negated=bool(entry.get("negated", False)),
            articles=tuple(entry["articles"]),
            reason=read_words(entry, "reason", entry["id"]),
            instead=read_words(entry, "instead", entry["id"]),
        )
        for entry in content["rule"]
    )


def read_standards(content: Mapping[str, Any]) -> tuple[Standard, ...]:
    """The standards of a parsed file. Raises ValueError or KeyError for one that is not whole."""
    return tuple(
        Standard(
            number=plain_number(entry["number"]),
            written=entry["number"],
            years=tuple(entry["years"]),
            title=read_words(entry, "title", entry["number"]),
            about=tuple(entry["about"]),
            from_on=entry["from"],
            until_on=entry.get("until"),
            foreign=bool(entry.get("foreign", False)),
            sure=Sure(entry["sure"]),
        )
        for entry in content["standard"]
    )


def plain_number(number: str) -> str:
    """A standard's number as we compare it: "GB/T 31771" -> "gb31771", "DB32/T 3665" -> "db323665"."""
    return re.sub(r"/[tz]|\s", "", number.lower())


def plain_title(title: str) -> str:
    """A title without spaces, numbers of law and the country's name, as we compare it."""
    return re.sub(r"\s|^中华人民共和国", "", title)


def check(text: str, register: Register, on: date) -> list[Finding]:
    """What may not be said, in the order of the text; of overlapping findings of one kind the first counts."""
    plain, places = _plain(text[:MOST_CHARACTERS])
    found: list[Finding] = []
    for match in _SENTENCE.finditer(plain):
        found += [*_by_patterns(match, register.patterns), *_by_citations(match, register, on)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Finding] = []
    for one in found:
        if not any(other.kind == one.kind and one.start < other.end for other in kept):
            kept.append(one)
    return [_placed(one, places) for one in kept]


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in one width and lower case, and for each of its characters where it stood."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = character if character in "，。！？；" else unicodedata.normalize("NFKC", character).lower()
        characters.append(folded)
        places += [place] * len(folded)
    return "".join(characters), [*places, len(text)]


def _placed(one: Finding, places: list[int]) -> Finding:
    end = places[one.end - 1] + 1
    return Finding(one.kind, places[one.start], end, one.code, one.articles, one.reason, one.instead)


def _by_patterns(sentence: re.Match[str], patterns: Collection[Pattern]) -> Iterator[Finding]:
    words, start = sentence[0], sentence.start()
    for rule in patterns:
        if rule.unless is not None and rule.unless.search(words):
            continue
        for hit in rule.pattern.finditer(words):
            if rule.negated and _NOT.search(words[max(hit.start() - _NEAR, 0) : hit.start()]):
                continue
            at = start + hit.start(), start + hit.end()
            yield Finding(rule.kind, *at, rule.id, rule.articles, rule.reason, rule.instead)


_NO_TITLE = Words("", "")


def _citation(sentence: re.Match[str], hit: re.Match[str], code: str, title: Words = _NO_TITLE) -> Finding:
    reason, instead = _CITATIONS[code]
    said = Words(reason.zh % {"title": title.zh}, reason.en % {"title": title.en})
    at = sentence.start() + hit.start(), sentence.start() + hit.end()
    return Finding(ClaimKind.CITATION, *at, code, ("advertising-law.11",), said, instead)


_INSTEAD = Words(
    "写登记过的标准编号、年份和名称，或不引用。", "Cite a registered standard with number, year and title, or none."
)
_CITATIONS = {
    "unregistered": (
        Words("这个标准没有登记，不能引用", "This standard is not registered and may not be cited"),
        _INSTEAD,
    ),
    "foreign": (
        Words("这个编号是“%(title)s”，与家政无关", "This number is “%(title)s”, nothing of home service"),
        _INSTEAD,
    ),
    "edition": (Words("这一版在当天无效，应核对年份", "This edition does not hold on that day"), _INSTEAD),
    "title": (
        Words("编号与名称对不上，登记的是“%(title)s”", "Number and title differ: registered is “%(title)s”"),
        _INSTEAD,
    ),
    "unknown_rule": (Words("没有登记过这个文件，不能引用", "No such document is registered"), _INSTEAD),
    "vague": (
        Words("说有标准或认证，却没有说是哪一个", "It speaks of a standard or certificate and does not say which"),
        _INSTEAD,
    ),
}


def _by_citations(sentence: re.Match[str], register: Register, on: date) -> Iterator[Finding]:
    words = sentence[0]
    numbers = list(_NUMBER.finditer(words))
    titles = list(_TITLE.finditer(words))
    beside = {near.start() for hit in numbers for near in titles if 0 <= near.start() - hit.end() <= 3}
    for hit in numbers:
        near = next((one[1] for one in titles if 0 <= one.start() - hit.end() <= 3), "")
        yield from _number(sentence, hit, near, register, on)
    for title in titles:
        if title.start() not in beside and _NAMES_A_RULE.search(title[1]) and not _known(title[1], register):
            yield _citation(sentence, title, "unknown_rule")
    vague = _VAGUE.search(words)
    if vague is not None and not numbers and not titles:
        yield _citation(sentence, vague, "vague")


def _number(sentence: re.Match[str], hit: re.Match[str], title: str, register: Register, on: date) -> Iterator[Finding]:
    number, year = plain_number(hit[1] + hit[3]), hit[4]
    editions = [one for one in register.standards if one.number == number]
    if not editions:
        yield _citation(sentence, hit, "unregistered")
        return
    if editions[0].foreign:
        yield _citation(sentence, hit, "foreign", editions[0].title)
        return
    held = [one for one in editions if day_holds(one.from_on, one.until_on, on)]
    meant = [one for one in held if year is None or int(year) in one.years]
    if not meant:
        yield _citation(sentence, hit, "edition")
    elif title and not any(word in title for word in meant[0].about):
        yield _citation(sentence, hit, "title", meant[0].title)


def _known(title: str, register: Register) -> bool:
    wanted = plain_title(title)
    return any(wanted == known or wanted == re.sub(r"[(（].*", "", known) for known in register.titles)
