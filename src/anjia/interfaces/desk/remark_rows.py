"""What the pages of remarks show, gathered for a whole page at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.households import queries as households
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Link
from anjia.kernel.clock import day_of, midnight
from anjia.remarks import queries
from anjia.remarks.queries import Piece, RemarkFilter, RemarkSummary
from anjia.remarks.rules import Aspect, Polarity, Source
from anjia.workforce import queries as workforce

TONES = {Polarity.UNHAPPY: "warn", Polarity.HAPPY: "good", Polarity.NEUTRAL: ""}
ICONS = {Polarity.UNHAPPY: "arrow-down", Polarity.HAPPY: "arrow-up", Polarity.NEUTRAL: ""}
PERIODS = (30, 90, 365)
SHORT = 160  # characters of a text in a list
_LOOKS = {"happy": "good", "unhappy": "bad", "irony": "bad", "wish": "wish", "negation": "turn"}


@dataclass(frozen=True)
class Badge:
    """A word with its tone; `value` is what it stands for."""

    value: str
    label: str
    tone: str = ""
    icon: str = ""
    current: bool = False


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text, and how it is marked: "", good, bad, wish or turn."""

    text: str
    look: str
    weight: float


@dataclass(frozen=True)
class RemarkRow:
    """One remark with the names that its line needs."""

    remark: RemarkSummary
    household: str
    caregiver: str
    service: str
    source: str
    pieces: tuple[MarkedPiece, ...]
    aspects: tuple[Badge, ...]
    choices: tuple[Badge, ...]
    percent: int

    @property
    def short(self) -> list[MarkedPiece]:
        """The text's beginning, for a list."""
        found: list[MarkedPiece] = []
        left = SHORT
        for piece in self.pieces:
            if left <= 0:
                return [*found, MarkedPiece("…", "", 0.0)]
            found.append(replace(piece, text=piece.text[:left]))
            left -= len(piece.text)
        return found if left >= 0 else [*found, MarkedPiece("…", "", 0.0)]


def tabs_of(current: str) -> list[Link]:
    """The faces of remarks."""
    faces = [("remarks", _("What people say")), ("analysis", _("Analysis")), ("reader", _("Reader and owners"))]
    return [Link(label=label, url=reverse(f"desk:{name}"), current=name == current) for name, label in faces]


def rows_of(remarks: Sequence[RemarkSummary]) -> list[RemarkRow]:
    """The lines of a page, with one question to each area."""
    families = households.names_of(one.household_id for one in remarks)
    caregivers = workforce.names_of(one.caregiver_id for one in remarks)
    services = catalog.names_of(one.offering_id for one in remarks)
    sources = queries.source_names()
    return [
        RemarkRow(
            remark=one,
            household=families.get(one.household_id or 0, ""),
            caregiver=caregivers.get(one.caregiver_id or 0, ""),
            service=services.get(one.offering_id or 0, ""),
            source=sources[one.source],
            pieces=marked(one.pieces),
            aspects=_aspects(one),
            choices=choices(one.polarity),
            percent=round(100 * one.unhappiness),
        )
        for one in remarks
    ]


def marked(pieces: Sequence[Piece]) -> tuple[MarkedPiece, ...]:
    """The stretches with their looks."""
    return tuple(MarkedPiece(one.text, _LOOKS.get(one.kind, ""), one.weight) for one in pieces)


def _aspects(one: RemarkSummary) -> tuple[Badge, ...]:
    names = queries.aspect_names()
    return tuple(
        Badge(found.aspect, names[found.aspect], TONES[found.polarity], ICONS[found.polarity]) for found in one.aspects
    )


def choices(now: Polarity) -> tuple[Badge, ...]:
    """The three readings, the present one marked."""
    names = queries.polarity_names()
    return tuple(Badge(one, names[one], TONES[one], ICONS[one], current=one is now) for one in Polarity)


def filter_of(asked: Mapping[str, str], *, at: datetime) -> RemarkFilter:
    """The filter of an address. What it does not understand, it leaves out."""
    labelled = {"yes": True, "no": False}.get(asked.get("labelled", ""))
    days = number(asked.get("days"))
    since = midnight(day_of(at) - timedelta(days=days)) if days in PERIODS else None
    week = asked.get("week", "")
    monday = day_asked(week, day_of(at)) if week else None
    return RemarkFilter(
        aspect=_one_of(Aspect, asked.get("aspect", "")),
        polarity=_one_of(Polarity, asked.get("polarity", "")),
        source=_one_of(Source, asked.get("source", "")),
        offering_id=number(asked.get("offering")),
        caregiver_id=number(asked.get("caregiver")),
        branch_id=number(asked.get("branch")),
        household_id=number(asked.get("household")),
        since=midnight(monday) if monday else since,
        until=midnight(monday + timedelta(days=7)) if monday else None,
        labelled=labelled,
        wish=True if asked.get("wish") == "yes" else None,
    )


def _one_of(kind: type[Aspect] | type[Polarity] | type[Source], text: str) -> str:
    return text if text in set(kind) else ""
