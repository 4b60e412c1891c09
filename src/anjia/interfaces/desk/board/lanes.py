"""A day's board as lanes: blocks in minutes of the day, as the time axis wants them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch.queries import AssignmentSummary, BoardRow, Version
from anjia.dispatch.rules import Gate
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import WorkSummary
from anjia.households import queries as household_queries
from anjia.interfaces.desk.board.words import gate_words, hours_words, row_words
from anjia.interfaces.desk.visit_lines import Standing, standing_of
from anjia.interfaces.shared import formats
from anjia.kernel.clock import at_minute, day_of, minute_of

USUAL_FROM, USUAL_UNTIL = 8 * 60, 20 * 60
EARLY = 6 * 60  # earlier only a block makes the axis reach: nights begin in the evening, the rest of one is a block
DAY_MINUTES = 24 * 60
GRAVE = (Gate.OVERLAP, Gate.WAY, Gate.LEAVE, Gate.HOURS, Gate.PAPERS)


@dataclass(frozen=True)
class Block:
    """A visit or a hold on the axis; `visit_id` is None for time that is only kept.

    `begins` and `ends` are its hours as one reads them on this day: a night lies on two.
    `warnings` are sentences, `grave` says that something does not fit, `tight` that it is the way; `icon`
    is a new face where nothing worse is to be looked at. `version` is what
    a move must still find, "" where the visit can no longer be moved.
    """

    from_minute: int
    until_minute: int
    visit_id: int | None
    starts_at: datetime
    ends_at: datetime
    begins: str
    ends: str
    household: str
    title: str
    way_minutes: int
    way_from: int
    standing: Standing
    warnings: tuple[str, ...]
    grave: bool
    tight: bool
    icon: str
    version: str
    url: str

    @property
    def look(self) -> str:
        """How it is drawn."""
        return "bad" if self.grave else self.standing.look

    @property
    def hours(self) -> str:
        """From when until when."""
        return f"{self.begins}–{self.ends}"

    @property
    def begun(self) -> str:
        """When it begins; of what began on the day before, until when it goes on."""
        goes_on = self.begins != formats.clock(self.starts_at)
        return _("until %(time)s") % {"time": self.ends} if goes_on else self.begins

    @property
    def words(self) -> str:
        """All of it in one line: for a pointer that rests, and for a screen reader."""
        way = _("way there %(way)s") % {"way": formats.span(self.way_minutes)} if self.way_minutes else ""
        parts = (self.hours, self.household, self.title, self.standing.words, way, *self.warnings)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Lane:
    """One caregiver's day: her blocks, when she is away, what is left in words, and what is too much."""

    row: BoardRow
    blocks: tuple[Block, ...]
    away: tuple[tuple[int, int], ...]
    note: str
    hours: str
    warnings: tuple[str, ...]
    caregiver_url: str


@dataclass(frozen=True)
class Axis:
    """From which until which minute of the day the board reaches, its hours, and the present minute if it is today."""

    from_minute: int
    until_minute: int
    hours: tuple[tuple[int, str], ...]
    now_minute: int | None


@dataclass(frozen=True)
class Known:
    """What the other areas say of a page's visits."""

    at: datetime
    visits: dict[int, VisitSummary]
    works: dict[int, WorkSummary]
    households: dict[int, str]
    visit_url: str
    caregiver_url: str


def known_of(rows: Iterable[BoardRow], at: datetime) -> Known:
    """Each area is asked once for all of the rows."""
    given = [one for row in rows for one in row.assignments]
    visit_ids = [one.visit_id for one in given if one.visit_id is not None]
    return Known(
        at=at,
        visits=booking_queries.visits(visit_ids),
        works=fieldwork_queries.progress_of_many(visit_ids),
        households=household_queries.names_of(one.household_id for one in given),
        visit_url=reverse("desk:board-visit", args=[0]),
        caregiver_url=reverse("desk:caregiver", args=[0]),
    )


def _about(pattern: str, key: int | None) -> str:
    """The address of a thing: a reverse for each of a thousand blocks would take longer than the rest."""
    return pattern.replace("/0/", f"/{key}/") if key else ""


def lanes_of(rows: Sequence[BoardRow], begins_at: datetime, at: datetime) -> list[Lane]:
    """The rows of the day that begins then, as lanes."""
    known = known_of(rows, at)
    return [lane_of(row, minute_of(begins_at), known) for row in rows]


def lane_of(row: BoardRow, begins: int, known: Known) -> Lane:
    """One row; `begins` is the epoch minute of the day's midnight."""
    away = tuple((begin - begins, end - begins) for begin, end in row.away)
    blocks = tuple(_block(row, number, begins, known) for number in range(len(row.assignments)))
    url = _about(known.caregiver_url, row.caregiver_id)
    return Lane(row, blocks, away, _note(row), hours_words(row), row_words(row), url)


def _note(row: BoardRow) -> str:
    if row.off:
        return _("on leave") if row.on_leave else _("day off")
    if not row.free_minutes:
        return _("no time left")
    return _("%(hours)s h free") % {"hours": f"{row.free_minutes // 30 / 2:g}"}


def _block(row: BoardRow, number: int, begins: int, known: Known) -> Block:
    one, way, gates = row.assignments[number], row.ways[number], row.gates[number]
    visit, starts = known.visits.get(one.visit_id or 0), minute_of(one.starts_at)
    before = minute_of(row.assignments[number - 1].ends_at) if number else starts
    room = starts - before if number else way
    standing = standing_of(visit, known.works[visit.id], known.at) if visit else _held(one, known.at)
    begins_words, ends_words = formats.hours_on(day_of(at_minute(begins)), one.starts_at, one.ends_at)
    return Block(
        from_minute=max(starts - begins, 0),
        until_minute=min(minute_of(one.ends_at) - begins, DAY_MINUTES),
        visit_id=one.visit_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        begins=begins_words,
        ends=ends_words,
        household=known.households.get(one.household_id or 0, ""),
        title=visit.title if visit else "",
        way_minutes=way,
        way_from=max(starts - min(way, max(room, 0)) - begins, 0),
        standing=standing,
        warnings=tuple(gate_words(gate, way, room, row.missing[number]) for gate in gates),
        grave=any(gate in GRAVE for gate in gates),
        tight=Gate.WAY in gates,
        icon="" if not gates else "user" if gates == (Gate.NEW_FACE,) else "warning",
        version=_version(one, visit, known),
        url=_about(known.visit_url, one.visit_id),
    )


def _version(one: AssignmentSummary, visit: VisitSummary | None, known: Known) -> str:
    if visit is None or visit.state != VisitState.PLANNED or visit.ends_at <= known.at:
        return ""
    return "" if known.works[visit.id].checked_in_at else str(Version(one.id, visit.starts_at))


def _held(one: AssignmentSummary, at: datetime) -> Standing:
    return Standing(_("kept until %(time)s") % {"time": formats.clock(one.expires_at or at)}, look="held")


def axis_of(lanes: Sequence[Lane], begins_at: datetime, at: datetime) -> Axis:
    """Eight to eight, and further where a block or somebody's hours reach further."""
    blocks = [block for lane in lanes for block in lane.blocks]
    hours = [_hours(lane) for lane in lanes]
    begin = min([USUAL_FROM, *(comes for comes, _ in hours), *(block.from_minute for block in blocks)]) // 60 * 60
    end = -(-max([USUAL_UNTIL, *(goes for _, goes in hours), *(block.until_minute for block in blocks)]) // 60) * 60
    marks = tuple((minute, f"{minute // 60:02d}:00") for minute in range(begin, end, 60))
    now = minute_of(at) - minute_of(begins_at)
    return Axis(begin, end, marks, now if begin <= now < end else None)


def _hours(lane: Lane) -> tuple[int, int]:
    """From when until when she works, as far as the axis follows; who is away all day asks for nothing."""
    comes = next((until for begins, until in lane.away if begins <= 0), 0)
    goes = next((begins for begins, until in lane.away if until >= DAY_MINUTES), DAY_MINUTES)
    return max(EARLY, comes), goes
