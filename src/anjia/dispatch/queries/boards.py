"""A day or a week of everybody: who works when, who goes where, who still has time, and what does not fit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.assignments import AssignmentSummary, on_days, summary_of
from anjia.dispatch.queries.minutes import WEEK_DAYS, Counted, Minutes, counted_on, minutes_in, week_minutes, within
from anjia.dispatch.queries.pieces import Pieces, pieces_of
from anjia.dispatch.queries.slots import usual_work_on
from anjia.dispatch.rules import (
    DAY_MINUTES,
    Gate,
    UsualWork,
    gates_of,
    longest_minutes,
    midnight_minute,
    row_gates,
    without,
)
from anjia.dispatch.rules.rest import DAY_BEGINS_MINUTES
from anjia.kernel.clock import minute_of
from anjia.workforce import queries as workforce
from anjia.workforce.queries import Duty

# Who has two hours left in a row can still be sent somewhere.
FREE_MINUTES = 120
MOST_ROWS = 250
MOST_WEEK_ROWS = 100


@dataclass(frozen=True)
class BoardRow:
    """One caregiver's day. `away` are the stretches of the day in which she does not work, in epoch minutes.

    `off` says that she does not work on this day at all, `on_leave` that leave is the reason or a part of it.
    `free_minutes` is the longest stretch that is left of the day from now on. `work_minutes` are her hours less leave,
    `used_minutes` her visits, `way_minutes` the ways to them: of a night each day counts the minutes that lie in it,
    and the way on the evening; `week_minutes` are the visits' minutes that lie in the whole week. `row_gates` go by
    `counted`, as the rules of rest count. `ways` are the minutes from the piece before, whether they fit or not, and
    `gates` what is to be looked at, each for one of the assignments; `usual` is what the law counts as usual,
    `missing` the kind of a paper that each lacks.
    """

    caregiver_id: int
    name: str
    district: str
    away: tuple[tuple[int, int], ...]
    off: bool
    on_leave: bool
    free_minutes: int
    work_minutes: int
    used_minutes: int
    way_minutes: int
    week_minutes: int
    assignments: tuple[AssignmentSummary, ...]
    ways: tuple[int, ...]
    gates: tuple[tuple[Gate, ...], ...]
    row_gates: tuple[Gate, ...]
    counted: Counted
    usual: UsualWork
    missing: tuple[str, ...]

    @property
    def warned(self) -> bool:
        """Whether anything but a new face is to be looked at."""
        return bool(self.row_gates) or any(gate != Gate.NEW_FACE for gates in self.gates for gate in gates)


@dataclass(frozen=True)
class DayBoard:
    """A page of a day: its rows, how many match in all, and after which caregiver the next page begins."""

    day: date
    rows: tuple[BoardRow, ...]
    caregivers: int
    next_after_id: int | None


@dataclass(frozen=True)
class WeekBoard:
    """A page of a week: for each caregiver the seven days from Monday."""

    monday: date
    rows: tuple[tuple[BoardRow, ...], ...]
    caregivers: int
    next_after_id: int | None


@dataclass(frozen=True)
class Asked:
    """Whose days a board shows: of a trade, a district, a part of a name; with two hours left; with warnings.

    `only` names caregivers: of these alone, whatever else is asked.
    """

    trade: str = ""
    district: str = ""
    query: str = ""
    free_only: bool = False
    warned_only: bool = False
    only: Collection[int] | None = None


def day_board(
    day: date, *, at: datetime, asked: Asked | None = None, after_id: int = 0, size: int = MOST_ROWS
) -> DayBoard:
    """The day of `size` caregivers who match, by id, after the one named. At most eleven queries."""
    rows, count, following = _page(day, 1, at, asked or Asked(), after_id, size)
    return DayBoard(day, tuple(row for (row,) in rows), count, following)


def week_board(
    monday: date, *, at: datetime, asked: Asked | None = None, after_id: int = 0, size: int = MOST_WEEK_ROWS
) -> WeekBoard:
    """The week of `size` caregivers who match, by id, after the one named. At most eleven queries.

    With two hours left, or with warnings: on any of its days.
    """
    return WeekBoard(monday, *_page(monday, WEEK_DAYS, at, asked or Asked(), after_id, size))


Days = tuple[BoardRow, ...]


def _page(
    first: date, days: int, at: datetime, asked: Asked, after_id: int, size: int
) -> tuple[tuple[Days, ...], int, int | None]:
    if asked.only is None:
        people = workforce.duties(first, days, trade=asked.trade, district=asked.district, query=asked.query)
    else:
        people = [[one for one in day if one.id in asked.only] for day in workforce.duties(first, days)]
    everybody = list(zip(*people, strict=True))
    narrowed = asked.only is None and (asked.free_only or asked.warned_only)
    if narrowed:
        found = [days_of for days_of in _rows(everybody, first, at) if _asked_for(days_of, asked)]
        shown = [days_of for days_of in found if days_of[0].caregiver_id > after_id]
        page, count, more = tuple(shown[:size]), len(found), len(shown) > size
    else:
        left = [hers for hers in everybody if hers[0].id > after_id]
        page, count, more = tuple(_rows(left[:size], first, at)), len(everybody), len(left) > size
    return page, count, page[-1][0].caregiver_id if more else None


def _asked_for(days: Days, asked: Asked) -> bool:
    free = not asked.free_only or any(day.free_minutes >= FREE_MINUTES for day in days)
    return free and (not asked.warned_only or any(day.warned for day in days))


def _rows(people: Sequence[Sequence[Duty]], first: date, at: datetime) -> Iterator[Days]:
    """For each caregiver her days. Eight queries."""
    if not people:
        return
    ids = [hers[0].id for hers in people]
    rows_of = on_days(first, len(people[0]), at, more_minutes=DAY_BEGINS_MINUTES)
    given = list(rows_of.filter(caregiver_id__in=ids).order_by("caregiver_id", "starts_minute"))
    pieces = pieces_of(given, first)
    weeks, usual = week_minutes(ids, first), usual_work_on(first)
    by_caregiver: dict[int, list[Assignment]] = defaultdict(list)
    for row in given:
        by_caregiver[row.caregiver_id].append(row)
    for hers in people:
        rows, week = by_caregiver[hers[0].id], weeks.get(hers[0].id, Minutes())
        yield tuple(
            _row(
                person,
                rows,
                pieces,
                first + timedelta(days=number),
                at,
                week,
                usual,
            )
            for number, person in enumerate(hers)
        )


def _touching(rows: list[Assignment], day: date) -> list[Assignment]:
    begins = midnight_minute(day)
    return [row for row in rows if row.starts_minute < begins + DAY_MINUTES and row.ends_minute > begins]


def _row(
    person: Duty, rows: list[Assignment], pieces: Pieces, day: date, at: datetime, week: Minutes, usual: UsualWork
) -> BoardRow:
    begins = midnight_minute(day)
    ends = begins + DAY_MINUTES
    works, given = without(person.works, person.leaves), _touching(rows, day)
    hers = [pieces[row.pk] for row in given]
    busy = [(row.busy_from, row.ends_minute) for row in given]
    visits = [(row.starts_minute, row.ends_minute) for row in given if row.state == Assignment.State.ASSIGNED]
    counted = Counted(counted_on(day, rows, pieces), week.counted)
    return BoardRow(
        caregiver_id=person.id,
        name=person.name,
        district=person.district,
        away=tuple(without([(begins, ends)], works)),
        off=not works,
        on_leave=bool(person.works and person.leaves),
        free_minutes=longest_minutes(without(within(works, begins, ends), [*busy, (0, minute_of(at))])),
        work_minutes=minutes_in(works, begins, ends),
        used_minutes=minutes_in(visits, begins, ends),
        way_minutes=sum(piece.way for piece in hers if piece.begins >= begins),
        week_minutes=week.lying,
        assignments=tuple(summary_of(row) for row in given),
        ways=tuple(piece.way for piece in hers),
        gates=gates_of(hers, person.works, person.leaves),
        row_gates=row_gates(counted.day_minutes, counted.week_minutes, usual),
        counted=counted,
        usual=usual,
        missing=tuple(piece.missing for piece in hers),
    )


def visits_without_caregiver(from_day: date, until_day: date) -> list[int]:
    """The planned visits of these days, both included, to which nobody is sent yet, earliest first: to a visit of
    two, not both. Three queries."""
    planned = booking.visit_ids_between(from_day, until_day, state=VisitState.PLANNED)
    begins, ends = midnight_minute(from_day), midnight_minute(until_day) + DAY_MINUTES
    rows = Assignment.objects.filter(state=Assignment.State.ASSIGNED, starts_minute__gte=begins, starts_minute__lt=ends)
    given = Counter(rows.values_list("visit_id", flat=True))
    wanted = booking.pairs_among(planned)
    return [visit_id for visit_id in planned if given[visit_id] < wanted.get(visit_id, 1)]
