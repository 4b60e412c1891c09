"""Packs: the articles of one jurisdiction, each dated, sourced and marked with how sure we are of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

MINUTES_A_DAY = 24 * 60
_CODE = re.compile(r"CN(-\d\d(\d\d)?)?")
_ID = re.compile(r"[a-z0-9-]{3,40}")


class Sure(StrEnum):
    """How sure we are: the text or two sources were read, one source was, or it is from memory only."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


@dataclass(frozen=True)
class Words:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def said_in(self, language: str) -> str:
        """The text in a language tag such as "zh-hans" or "en"."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Bound:
    """What an article lets nobody promise less than: at most so many minutes, at least so many fen."""

    kind: str
    most_minutes: int | None
    least_fen: int


@dataclass(frozen=True)
class Limit:
    """What an article allows at most: minutes of work, or days of work in seven."""

    kind: str
    most: int


@dataclass(frozen=True)
class Papers:
    """Which kinds of papers an article asks for before somebody is sent; for every trade where none is named."""

    kinds: tuple[str, ...]
    trades: tuple[str, ...]


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, interpretation or notice, with what it is called for short.

    `until_on` is the first day on which it no longer holds.
    """

    id: str
    title: Words
    short: Words
    number: str
    from_on: date
    until_on: date | None
    sure: Sure
    start_sure: Sure
    source: Words


@dataclass(frozen=True)
class Article:
    """One article of an instrument: what it requires, in our own words, and what follows for promises.

    `number` is "" where the instrument was known by what it says, not by its article.
    """

    id: str
    jurisdiction: str
    instrument: Instrument
    number: str
    from_on: date
    until_on: date | None
    sure: Sure
    topics: tuple[str, ...]
    requires: Words
    bounds: tuple[Bound, ...]
    limits: tuple[Limit, ...] = ()
    papers: tuple[Papers, ...] = ()


@dataclass(frozen=True)
class Pack:
    """The articles of one jurisdiction."""

    jurisdiction: str
    name: Words
    articles: tuple[Article, ...]


def lineage(jurisdiction: str) -> tuple[str, ...]:
    """The places whose law holds together: "CN-3303" -> ("CN", "CN-33", "CN-3303"). Nothing for another form."""
    if not _CODE.fullmatch(jurisdiction):
        return ()
    return tuple(dict.fromkeys(("CN", jurisdiction[:5], jurisdiction)))


def day_holds(from_on: date, until_on: date | None, on: date) -> bool:
    """Whether the day lies in [from, until)."""
    return from_on <= on and (until_on is None or on < until_on)


def applies(article: Article, on: date) -> bool:
    """Whether the article is in force on the day: never before its start, never from its end on."""
    return day_holds(article.from_on, article.until_on, on)


def articles_for(packs: Iterable[Pack], jurisdiction: str, on: date) -> tuple[Article, ...]:
    """What is in force at a place on a day, national law first: local rules hold beside it."""
    places = lineage(jurisdiction)
    ranked = sorted((pack for pack in packs if pack.jurisdiction in places), key=lambda pack: len(pack.jurisdiction))
    return tuple(article for pack in ranked for article in pack.articles if applies(article, on))


def strictest(articles: Iterable[Article], kind: str) -> tuple[Article, Bound] | None:
    """The bound nobody may fall below: the shortest time and, at the same time, the highest sum.

    The article is the one that sets the time, else the one that sets the sum; of equals the most local.
    """
    found = [(article, bound) for article in articles for bound in article.bounds if bound.kind == kind]
    if not found:
        return None
    timed = [pair for pair in found if pair[1].most_minutes is not None]
    most = min((bound.most_minutes for _article, bound in timed if bound.most_minutes is not None), default=None)
    least = max(bound.least_fen for _article, bound in found)
    setting = [pair for pair in found if pair[1].most_minutes == most] if timed else found
    article = max(setting, key=lambda pair: (pair[1].least_fen if not timed else 0, len(pair[0].jurisdiction)))[0]
    return article, Bound(kind, most, least)


def tightest(articles: Iterable[Article], kind: str) -> tuple[Article, Limit] | None:
    """The lowest limit of a kind, with the article that sets it; of equals the most local."""
    found = [(article, limit) for article in articles for limit in article.limits if limit.kind == kind]
    return min(found, key=lambda pair: (pair[1].most, -len(pair[0].jurisdiction)), default=None)


def papers_asked(articles: Iterable[Article], trade: str) -> dict[str, Article]:
    """The kinds of papers without which nobody is sent to the trade, each with the first article that asks for it."""
    found: dict[str, Article] = {}
    for article in articles:
        for papers in article.papers:
            if not papers.trades or trade in papers.trades:
                for kind in papers.kinds:
                    found.setdefault(kind, article)
    return found


def read_pack(content: Mapping[str, Any]) -> Pack:
    """A pack from its parsed file. Raises ValueError, with the place of the fault, for anything that is not whole."""
    jurisdiction = str(content.get("jurisdiction", ""))
    if not _CODE.fullmatch(jurisdiction):
        raise ValueError(f"“{jurisdiction}” is not a jurisdiction")
    articles: list[Article] = []
    for entry in content.get("instrument", ()):
        instrument = _instrument(entry)
        articles += [_article(jurisdiction, instrument, one) for one in entry.get("article", ())]
    ids = [article.id for article in articles]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{jurisdiction}: an article stands twice")
    return Pack(jurisdiction, read_words(content, "name", jurisdiction), tuple(articles))


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    name = str(entry.get("id", ""))
    if not _ID.fullmatch(name):
        raise ValueError(f"“{name}” is not an instrument's id")
    from_on, until_on = _days(entry, name)
    if from_on is None:
        raise ValueError(f"{name}: no start")
    title = read_words(entry, "title", name)
    return Instrument(
        id=name,
        title=title,
        short=read_words(entry, "short", name) if "short" in entry else title,
        number=str(entry.get("number", "")),
        from_on=from_on,
        until_on=until_on,
        sure=Sure(entry["sure"]),
        start_sure=Sure(entry["start_sure"]),
        source=read_words(entry, "source", name),
    )


def _article(jurisdiction: str, instrument: Instrument, entry: Mapping[str, Any]) -> Article:
    number = str(entry.get("number", ""))
    name = f"{instrument.id}.{number or entry.get('key', '')}"
    if name.endswith("."):
        raise ValueError(f"{name}: neither number nor key")
    from_on, until_on = _days(entry, name)
    return Article(
        id=name,
        jurisdiction=jurisdiction,
        instrument=instrument,
        number=number,
        from_on=max(from_on or instrument.from_on, instrument.from_on),
        until_on=min(filter(None, (until_on, instrument.until_on)), default=None),
        sure=Sure(entry.get("sure", instrument.sure)),
        topics=tuple(entry.get("topics", ())),
        requires=read_words(entry, "requires", name),
        bounds=tuple(_bound(one, name) for one in entry.get("floors", ())),
        limits=tuple(_limit(one, name) for one in entry.get("limits", ())),
        papers=tuple(_papers(one, name) for one in entry.get("papers", ())),
    )


def _limit(entry: Mapping[str, Any], name: str) -> Limit:
    most = int(entry["most"])
    if most <= 0:
        raise ValueError(f"{name}: a limit without a measure")
    return Limit(str(entry["kind"]), most)


def _papers(entry: Mapping[str, Any], name: str) -> Papers:
    kinds = tuple(str(kind) for kind in entry["kinds"])
    if not kinds:
        raise ValueError(f"{name}: papers without a kind")
    return Papers(kinds, tuple(str(trade) for trade in entry.get("trades", ())))


def _bound(entry: Mapping[str, Any], name: str) -> Bound:
    days, least_fen = entry.get("most_days"), int(entry.get("least_fen", 0))
    if (days is None and not least_fen) or (days is not None and days <= 0) or least_fen < 0:
        raise ValueError(f"{name}: a floor without a measure")
    return Bound(str(entry["kind"]), None if days is None else int(days) * MINUTES_A_DAY, least_fen)


def _days(entry: Mapping[str, Any], name: str) -> tuple[date | None, date | None]:
    from_on, until_on = entry.get("from"), entry.get("until")
    if from_on and until_on and until_on <= from_on:
        raise ValueError(f"{name}: ends before it begins")
    return from_on, until_on


def read_words(entry: Mapping[str, Any], key: str, name: str) -> Words:
    """A text in both languages from a parsed file. Raises ValueError when one is missing."""
    words = entry.get(key, {})
    if not words.get("zh") or not words.get("en"):
        raise ValueError(f"{name}: {key} is not said in both languages")
    return Words(words["zh"], words["en"])
