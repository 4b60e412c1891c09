"""A file's rows as the page shows them: the columns that matter, what becomes of each row, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.catalog import queries as catalog
from anjia.households import queries as households
from anjia.interfaces.shared.parts import Link
from anjia.kernel.text import masked_phone
from anjia.onboarding.queries import BatchSummary, FindingSummary, RowSummary, verdict_names
from anjia.workforce import queries as workforce

SHOWN = ("", "good", "doubtful", "asks", "same", "bad")
_MOST_COLUMNS = 7
_BREAK = re.compile(r"<br\s*/?>|\s+")
_MOST_SHOWN = 60
_TONES = {"new": "good", "changed": "accent", "same": "", "bad": "bad"}
_PAGES = {"household": "desk:household", "caregiver": "desk:caregiver", "offering": "desk:offering"}


@dataclass(frozen=True)
class Line:
    """One row on the page. `url` and `name` lead to what it became, once it is written."""

    number: int
    verdict: str
    tone: str
    cells: tuple[tuple[str, str], ...]
    findings: tuple[FindingSummary, ...]
    name: str
    url: str


def columns_of(batch: BatchSummary) -> list[tuple[int, str]]:
    """The columns that are read, with their places; long lists show the first seven."""
    read = [(place, batch.headers[place]) for place, field in enumerate(batch.fields) if field]
    return read[:_MOST_COLUMNS]


def tabs_of(batch: BatchSummary, show: str, address: str) -> list[Link]:
    """The sorts of rows, with how many there are; a sort without rows is left out."""
    sorts = (
        ("", _("All rows"), batch.rows),
        ("good", _("To be taken") if batch.state == "previewed" else pgettext("import", "Taken"), batch.good),
        ("doubtful", _("To be looked at"), batch.doubtful),
        ("asks", _("Prices to settle"), batch.asked),
        ("same", pgettext("import", "Known already"), batch.same),
        ("bad", pgettext("import", "To be mended"), batch.bad),
    )
    return [
        Link(label=label, url=f"{address}?show={key}" if key else address, current=key == show, count=count)
        for key, label, count in sorts
        if count or not key
    ]


def lines_of(rows: Sequence[RowSummary], batch: BatchSummary, columns: Sequence[tuple[int, str]]) -> list[Line]:
    """The rows of one page, with one question to each area for the names of what they became."""
    names = _names_of(row.thing for row in rows if row.written_at)
    words = verdict_names()
    return [
        Line(
            number=row.number,
            verdict=_("Price to settle") if row.asks and row.verdict in ("new", "changed") else words[row.verdict],
            tone="warn" if row.asks and row.verdict in ("new", "changed") else _TONES[row.verdict],
            cells=tuple((name, _shown(row, place, batch)) for place, name in columns),
            findings=row.findings,
            name=names.get(row.thing, "") if row.written_at else "",
            url=_address_of(row.thing) if row.written_at else "",
        )
        for row in rows
    ]


def _shown(row: RowSummary, place: int, batch: BatchSummary) -> str:
    """A cell in short; a phone that was understood is masked, one that was not is shown as it stands."""
    text = _BREAK.sub(" ", row.cells[place]) if place < len(row.cells) else ""
    if batch.fields[place] == "phone" and row.values.get("phone"):
        return masked_phone(row.values["phone"])
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _names_of(things: Iterable[str]) -> dict[str, str]:
    ids: dict[str, list[int]] = {}
    for thing in things:
        kind, _colon, number = thing.partition(":")
        ids.setdefault(kind, []).append(int(number))
    asked = {"household": households.names_of, "caregiver": workforce.names_of, "offering": catalog.names_of}
    found = {f"{kind}:{i}": name for kind, ask in asked.items() if kind in ids for i, name in ask(ids[kind]).items()}
    return found | _names_of_questions(ids.get("price_question", []))


def _names_of_questions(ids: list[int]) -> dict[str, str]:
    """The services whose prices wait; one that was settled since is known by its page, not here."""
    waiting = {question.id: question.raw_name for question in catalog.price_questions()} if ids else {}
    return {f"price_question:{i}": waiting.get(i, _("Price to settle")) for i in ids}


def _address_of(thing: str) -> str:
    kind, _colon, number = thing.partition(":")
    if kind == "price_question":
        return reverse("desk:price-questions")
    try:
        return reverse(_PAGES[kind], args=[number])
    except (NoReverseMatch, KeyError):
        return ""
