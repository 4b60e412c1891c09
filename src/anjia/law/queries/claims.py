"""The claims check: what in a text may not be said to households, with the article and what to write instead."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anjia.law.queries.calculations import Source, source_of
from anjia.law.queries.packs import articles_in_force, packs
from anjia.law.rules import ClaimKind, Finding, Register, Standard, check, plain_title, read_patterns, read_standards


@dataclass(frozen=True)
class Marked:
    """Words of a text that may not be said, in the reader's language. `sources` are those in force there and then."""

    kind: str
    kind_name: str
    start: int
    end: int
    words: str
    reason: str
    instead: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; `mark` is what is wrong with it, None if nothing is."""

    words: str
    mark: Marked | None


@cache
def register() -> Register:
    """All that the check knows. Raises ValueError for a file that is not whole."""
    folder = files("anjia.law").joinpath("claims")
    read = {name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in _FILES}
    ours = (one.instrument for pack in packs() for one in pack.articles)
    titles = {plain_title(words.zh) for instrument in ours for words in (instrument.title, instrument.short)}
    titles |= {plain_title(entry["zh"]) for entry in read["standards"]["title"]}
    standards = read_standards(read["standards"])
    titles |= {plain_title(one.title.zh) for one in standards if not one.foreign}
    return Register(read_patterns(read["words"]), standards, frozenset(titles))


_FILES = ("words", "standards")


def kind_names() -> dict[str, str]:
    """What is wrong, in words."""
    return {
        ClaimKind.CITATION: _("citation that is not registered"),
        ClaimKind.MEDICAL: _("medical claim"),
        ClaimKind.HARMLESS: _("called harmless"),
        ClaimKind.ABSOLUTE: _("absolute claim"),
        ClaimKind.PRICE: _("price without its condition or proof"),
        ClaimKind.REFERRAL: _("more than one level of referral"),
        ClaimKind.PRIVACY: _("private life without consent"),
        ClaimKind.UNCLEAR: _("promise without a bound"),
        ClaimKind.UNFAIR: _("unfair term"),
    }


def check_claims(text: str, *, jurisdiction: str, on: date) -> tuple[Marked, ...]:
    """What may not be said in the text at a place on a day, in its order; nothing: the check knows no objection."""
    return tuple(_marked(text, one, jurisdiction, on) for one in check(text, register(), on))


def pieces_of(text: str, marks: tuple[Marked, ...]) -> list[Piece]:
    """The text cut at its marks, for showing; where two marks overlap, the first keeps the words."""
    found, place = [], 0
    for mark in marks:
        if mark.start < place:
            continue
        found += [Piece(text[place : mark.start], None), Piece(mark.words, mark)]
        place = mark.end
    return [piece for piece in [*found, Piece(text[place:], None)] if piece.words]


def standards_in_use() -> tuple[Standard, ...]:
    """The standards that may be cited."""
    return tuple(one for one in register().standards if not one.foreign)


def _marked(text: str, one: Finding, jurisdiction: str, on: date) -> Marked:
    language = get_language() or "en"
    held = {article.id: article for article in articles_in_force(jurisdiction, on)}
    return Marked(
        kind=one.kind.value,
        kind_name=kind_names()[one.kind],
        start=one.start,
        end=one.end,
        words=text[one.start : one.end],
        reason=one.reason.said_in(language),
        instead=one.instead.said_in(language),
        sources=tuple(source_of(held[name]) for name in one.articles if name in held),
    )
