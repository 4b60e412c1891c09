"""One day of everybody: who works when, who goes where, who still has time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.assignments import AssignmentSummary, day_assignments
from anjia.dispatch.rules import DAY_MINUTES, longest_minutes, midnight_minute, without
from anjia.kernel.clock import minute_of
from anjia.workforce import queries as workforce
from anjia.workforce.queries import Duty

# Who has two hours left in a row can still be sent somewhere.
FREE_MINUTES = 120


@dataclass(frozen=True)
class BoardRow:
    """One caregiver's day. `away` are the stretches of the day in which she does not work, in epoch minutes.

    `off` says that she does not work on this day at all, `on_leave` that leave is the reason or a part of it.
    `free_minutes` is the longest stretch that is left, counted from now on.
    """

    caregiver_id: int
    name: str
    district: str
    away: tuple[tuple[int, int], ...]
    off: bool
    on_leave: bool
    free_minutes: int
    assignments: tuple[AssignmentSummary, ...]


@dataclass(frozen=True)
class DayBoard:
    """A page of a day: its rows, how many match in all, and after which caregiver the next page begins."""

    day: date
    rows: tuple[BoardRow, ...]
    caregivers: int
    next_after_id: int | None


def day_board(
    day: date,
    *,
    at: datetime,
    trade: str = "",
    district: str = "",
    query: str = "",
    free_only: bool = False,
    after_id: int = 0,
    size: int = 50,
) -> DayBoard:
    """The day of `size` caregivers who match, by id, after the one named. Four queries for any number.

    `free_only` leaves those out who have no two hours in a row left.
    """
    people = workforce.duty(day, trade=trade, district=district, query=query)
    if free_only:
        rows = [row for row in _rows(people, day, at) if row.free_minutes >= FREE_MINUTES]
        shown = [row for row in rows if row.caregiver_id > after_id]
        return _page(day, shown, len(rows), size)
    following = [person for person in people if person.id > after_id][: size + 1]
    return _page(day, _rows(following, day, at, only=True), len(people), size)


def _page(day: date, rows: list[BoardRow], count: int, size: int) -> DayBoard:
    shown = tuple(rows[:size])
    return DayBoard(day, shown, count, shown[-1].caregiver_id if len(rows) > size else None)


def _rows(people: list[Duty], day: date, at: datetime, *, only: bool = False) -> list[BoardRow]:
    """The rows of these people; `only` asks the database for theirs alone, which pays for a few."""
    ids = [person.id for person in people] if only else None
    by_caregiver: dict[int, list[AssignmentSummary]] = defaultdict(list)
    for one in day_assignments(day, at=at, caregiver_ids=ids):
        by_caregiver[one.caregiver_id].append(one)
    return [_row(person, by_caregiver[person.id], day, at) for person in people]


def _row(person: Duty, assignments: list[AssignmentSummary], day: date, at: datetime) -> BoardRow:
    begins = midnight_minute(day)
    whole_day = (begins, begins + DAY_MINUTES)
    works = without(person.works, person.leaves)
    busy = [(minute_of(one.starts_at) - one.way_minutes, minute_of(one.ends_at)) for one in assignments]
    left = without(without(works, [(0, minute_of(at))]), busy)
    return BoardRow(
        caregiver_id=person.id,
        name=person.name,
        district=person.district,
        away=tuple(without([whole_day], works)),
        off=not works,
        on_leave=bool(person.works and person.leaves),
        free_minutes=longest_minutes(left),
        assignments=tuple(assignments),
    )


def visits_without_caregiver(from_day: date, until_day: date) -> list[int]:
    """The planned visits of these days, both included, to which nobody is sent yet, earliest first. Two queries."""
    planned = booking.visit_ids_between(from_day, until_day, state=VisitState.PLANNED)
    begins, ends = midnight_minute(from_day), midnight_minute(until_day) + DAY_MINUTES
    rows = Assignment.objects.filter(state=Assignment.State.ASSIGNED, starts_minute__gte=begins, starts_minute__lt=ends)
    given = set(rows.values_list("visit_id", flat=True))
    return [visit_id for visit_id in planned if visit_id not in given]
