"""A day's board as lanes: blocks in minutes of the day, as the time axis wants them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.dispatch.queries import AssignmentSummary, BoardRow, DayBoard
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import WorkSummary
from anjia.households import queries as household_queries
from anjia.interfaces.desk.visit_lines import Standing, standing_of
from anjia.interfaces.shared import formats
from anjia.kernel.clock import midnight, minute_of

USUAL_FROM, USUAL_UNTIL = 8 * 60, 20 * 60
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Block:
    """A visit or a hold on the axis; `visit_id` is None for time that is only kept."""

    from_minute: int
    until_minute: int
    visit_id: int | None
    starts_at: datetime
    ends_at: datetime
    household: str
    title: str
    way_minutes: int
    standing: Standing

    @property
    def way_from(self) -> int:
        """From which minute of the day she is on the way."""
        return max(self.from_minute - self.way_minutes, 0)


@dataclass(frozen=True)
class Lane:
    """One caregiver's day: her blocks, when she is away, and what is left in words."""

    row: BoardRow
    blocks: tuple[Block, ...]
    away: tuple[tuple[int, int], ...]
    note: str


@dataclass(frozen=True)
class Axis:
    """From which until which minute of the day the board reaches, its hours, and the present minute if it is today."""

    from_minute: int
    until_minute: int
    hours: tuple[tuple[int, str], ...]
    now_minute: int | None


@dataclass(frozen=True)
class _Known:
    """What the other areas say of a page's visits."""

    begins: int
    at: datetime
    visits: dict[int, VisitSummary]
    works: dict[int, WorkSummary]
    households: dict[int, str]


def lanes_of(board: DayBoard, at: datetime) -> list[Lane]:
    """The page's lanes: each area is asked once for all of them."""
    given = [one for row in board.rows for one in row.assignments]
    visit_ids = [one.visit_id for one in given if one.visit_id is not None]
    known = _Known(
        begins=minute_of(midnight(board.day)),
        at=at,
        visits=booking_queries.visits(visit_ids),
        works=fieldwork_queries.progress_of_many(visit_ids),
        households=household_queries.names_of(one.household_id for one in given),
    )
    return [_lane(row, known) for row in board.rows]


def _lane(row: BoardRow, known: _Known) -> Lane:
    away = tuple((begin - known.begins, end - known.begins) for begin, end in row.away)
    blocks = tuple(_block(one, known) for one in row.assignments)
    return Lane(row, blocks, away, _note(row))


def _note(row: BoardRow) -> str:
    if row.off:
        return _("on leave") if row.on_leave else _("day off")
    if not row.free_minutes:
        return _("no time left")
    return _("%(hours)s h free") % {"hours": f"{row.free_minutes // 30 / 2:g}"}


def _block(one: AssignmentSummary, known: _Known) -> Block:
    visit = known.visits.get(one.visit_id or 0)
    held = Standing(_("kept until %(time)s") % {"time": formats.clock(one.expires_at or known.at)}, look="held")
    return Block(
        from_minute=max(minute_of(one.starts_at) - known.begins, 0),
        until_minute=min(minute_of(one.ends_at) - known.begins, DAY_MINUTES),
        visit_id=one.visit_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        household=known.households.get(one.household_id or 0, ""),
        title=visit.title if visit else "",
        way_minutes=one.way_minutes,
        standing=standing_of(visit, known.works[visit.id], known.at) if visit else held,
    )


def axis_of(lanes: Sequence[Lane], board: DayBoard, at: datetime) -> Axis:
    """Eight to eight, and further where a block reaches further."""
    blocks = [block for lane in lanes for block in lane.blocks]
    begin = min([USUAL_FROM, *(block.from_minute for block in blocks)]) // 60 * 60
    end = -(-max([USUAL_UNTIL, *(block.until_minute for block in blocks)]) // 60) * 60
    hours = tuple((minute, f"{minute // 60:02d}:00") for minute in range(begin, end, 60))
    now = minute_of(at) - minute_of(midnight(board.day))
    return Axis(begin, end, hours, now if begin <= now < end else None)
