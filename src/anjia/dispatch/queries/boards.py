"""One day of everybody: who works when, who goes where, who still has time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.assignments import AssignmentSummary, day_assignments, on_day
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
    """The day of `size` caregivers who match, by id, after the one named. At most five queries.

    `free_only` leaves those out who have no two hours in a row left.
    """
    people = workforce.duty(day, trade=trade, district=district, query=query)
    if free_only:
        people = _with_time_left(people, day, at)
    following = [person for person in people if person.id > after_id]
    rows = _rows(following[:size], day, at)
    return DayBoard(day, rows, len(people), rows[-1].caregiver_id if len(following) > size else None)


def _with_time_left(people: list[Duty], day: date, at: datetime) -> list[Duty]:
    """Those who have two hours left, from plain columns: everybody is looked at, few are shown."""
    busy: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for caregiver_id, begins, ends in on_day(day, at).values_list("caregiver_id", "busy_from", "busy_until"):
        busy[caregiver_id].append((begins, ends))
    return [one for one in people if longest_minutes(_left(one, busy[one.id], at)) >= FREE_MINUTES]


def _left(person: Duty, busy: list[tuple[int, int]], at: datetime) -> list[tuple[int, int]]:
    """The working time of the day that is still to come and not given out."""
    return without(person.works, [*person.leaves, *busy, (0, minute_of(at))])


def _rows(people: list[Duty], day: date, at: datetime) -> tuple[BoardRow, ...]:
    by_caregiver: dict[int, list[AssignmentSummary]] = defaultdict(list)
    for one in day_assignments(day, at=at, caregiver_ids=[person.id for person in people]):
        by_caregiver[one.caregiver_id].append(one)
    return tuple(_row(person, by_caregiver[person.id], day, at) for person in people)


def _row(person: Duty, assignments: list[AssignmentSummary], day: date, at: datetime) -> BoardRow:
    begins = midnight_minute(day)
    whole_day = (begins, begins + DAY_MINUTES)
    works = without(person.works, person.leaves)
    busy = [(minute_of(one.starts_at) - one.way_minutes, minute_of(one.ends_at)) for one in assignments]
    return BoardRow(
        caregiver_id=person.id,
        name=person.name,
        district=person.district,
        away=tuple(without([whole_day], works)),
        off=not works,
        on_leave=bool(person.works and person.leaves),
        free_minutes=longest_minutes(_left(person, busy, at)),
        assignments=tuple(assignments),
    )


def visits_without_caregiver(from_day: date, until_day: date) -> list[int]:
    """The planned visits of these days, both included, to which nobody is sent yet, earliest first. Two queries."""
    planned = booking.visit_ids_between(from_day, until_day, state=VisitState.PLANNED)
    begins, ends = midnight_minute(from_day), midnight_minute(until_day) + DAY_MINUTES
    rows = Assignment.objects.filter(state=Assignment.State.ASSIGNED, starts_minute__gte=begins, starts_minute__lt=ends)
    given = set(rows.values_list("visit_id", flat=True))
    return [visit_id for visit_id in planned if visit_id not in given]
