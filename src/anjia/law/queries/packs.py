"""What is in force where and when."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from anjia.law.rules import Article, Pack, articles_for, lineage, papers_asked, read_pack, strictest, tightest

PLACES = ("CN", "CN-31", "CN-44", "CN-3303", "CN-11")


@dataclass(frozen=True)
class Floor:
    """What no company may promise less than, and which article says so (`article`: in the active language).

    `most_minutes` counts on the wall clock; None: the law sets no time. `least_fen` 0: the law sets no sum.
    """

    kind: str
    most_minutes: int | None
    least_fen: int
    article: str
    article_id: str


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack of this installation. Raises ValueError for a file that is not whole."""
    found = []
    for file in sorted(files("anjia.law").joinpath("packs").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            try:
                found.append(read_pack(tomllib.loads(file.read_text(encoding="utf-8"))))
            except (ValueError, KeyError, TypeError) as fault:
                raise ValueError(f"{file.name}: {fault}") from fault
    return tuple(found)


@cache
def article(article_id: str) -> Article:
    """An article of any pack. Raises KeyError."""
    return {one.id: one for pack in packs() for one in pack.articles}[article_id]


@lru_cache(maxsize=256)
def articles_in_force(jurisdiction: str, on: date) -> tuple[Article, ...]:
    """What holds at a place on a day, national law first."""
    return articles_for(packs(), jurisdiction, on)


def ids_in_force(jurisdiction: str, on: date) -> frozenset[str]:
    """The ids of what holds at a place on a day, as the arithmetic asks for them."""
    return frozenset(one.id for one in articles_in_force(jurisdiction, on))


@lru_cache(maxsize=1024)
def _floor(kind: str, jurisdiction: str, on: date, language: str) -> Floor | None:
    found = strictest(articles_in_force(jurisdiction, on), kind)
    if found is None:
        return None
    source, bound = found
    return Floor(kind, bound.most_minutes, bound.least_fen, citation(source), source.id)


def floor_of(kind: str, jurisdiction: str, on: date) -> Floor | None:
    """What a promise of this kind may not fall below at a place on a day; None: no article of ours sets anything.

    Kinds: refund_paid, card_withdrawal_paid, card_refund_paid (times); fraud_damages (a sum).
    """
    return _floor(kind, jurisdiction, on, get_language() or "en")


@lru_cache(maxsize=1024)
def limit_of(kind: str, jurisdiction: str, on: date) -> tuple[int, str] | None:
    """What the law allows at most at a place on a day, and the id of its article; None: no article of ours says.

    Kinds: work_day, work_week (minutes of work, overtime counted in), usual_day, usual_week (without it), work_days
    (days of work in seven).
    """
    found = tightest(articles_in_force(jurisdiction, on), kind)
    return None if found is None else (found[1].most, found[0].id)


@lru_cache(maxsize=1024)
def papers_for(trade: str, jurisdiction: str, on: date) -> dict[str, str]:
    """The kinds of papers to be checked before somebody is sent to the trade, each with the id of its article."""
    asked = papers_asked(articles_in_force(jurisdiction, on), trade)
    return {kind: article.id for kind, article in asked.items()}


def citation(source: Article) -> str:
    """The article as people quote it, in the active language."""
    language = get_language() or "en"
    values = {"title": source.instrument.short.said_in(language), "number": source.number}
    if not source.number:
        return pgettext("law", "%(title)s") % values
    return _("%(title)s, article %(number)s") % values


def recited(kept: str) -> str:
    """A citation that was kept in no reader's language, in the active one; anything else as it is."""
    source = _by_citation().get(kept)
    return citation(source) if source else kept


@cache
def _by_citation() -> dict[str, Article]:
    with override(None):
        return {citation(one): one for pack in packs() for one in pack.articles}


def article_name(source: Article) -> str:
    """The article within its instrument, in the active language; "" where its number is not known."""
    return _("article %(number)s") % {"number": source.number} if source.number else ""


def place_name(jurisdiction: str) -> str:
    """A jurisdiction in words; one without a name of its own is called by its code."""
    names = {
        "CN": _("China"),
        "CN-31": _("Shanghai"),
        "CN-44": _("Guangdong"),
        "CN-3303": _("Wenzhou"),
        "CN-11": _("Beijing"),
    }
    return names.get(jurisdiction, jurisdiction if lineage(jurisdiction) else "–")


def pack_name(jurisdiction: str) -> str:
    """What the pack of a jurisdiction is called, in the active language."""
    language = get_language() or "en"
    return next((pack.name.said_in(language) for pack in packs() if pack.jurisdiction == jurisdiction), jurisdiction)


def place_names() -> dict[str, str]:
    """The places of which this installation knows the law, by jurisdiction."""
    return {code: place_name(code) for code in PLACES}
