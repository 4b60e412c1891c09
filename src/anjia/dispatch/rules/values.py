"""What the rules compute with: arrays of working time, arrays of work, and the job that looks for a place.

All times are whole minutes since the epoch (UTC); days are days in Shanghai.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from anjia.dispatch.rules.standings import Standing
    from anjia.dispatch.rules.weights import Weights

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool]

DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
# A stay of several days is several visits: so the past that can matter to a day is short.
LONGEST_VISIT_MINUTES = DAY_MINUTES
ANYWHERE = 1 << 20  # minutes of way, for who goes everywhere
# China has kept one offset without summer time since 1991, and nothing is dispatched before that.
SHANGHAI_OFFSET_MINUTES = 8 * 60


def midnight_minute(day: date) -> int:
    """The epoch minute at which `day` begins in Shanghai."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * DAY_MINUTES - SHANGHAI_OFFSET_MINUTES


def day_of_minute(minute: int) -> date:
    """The day in Shanghai to which an epoch minute belongs."""
    days = (minute + SHANGHAI_OFFSET_MINUTES) // DAY_MINUTES
    return date.fromordinal(days + date(1970, 1, 1).toordinal())


def week_minute(day: date) -> int:
    """The epoch minute at which the week of `day` begins: Monday, midnight in Shanghai."""
    return midnight_minute(date.fromordinal(day.toordinal() - day.weekday()))


@dataclass(frozen=True)
class WorkingTime:
    """One caregiver who is able to do the job, and when she works.

    `hours` are (weekday 0-6, from minute, until minute of the day), beyond 1440 for a night shift; `leave`
    are pairs of epoch minutes, and so is `barred`: when a paper that the work asks for is missing. `farthest` is
    the longest way from her home that she takes. `outside`: the job lies outside the districts that she keeps to.
    """

    caregiver_id: int
    latitude: float
    longitude: float
    level: int = 3
    hours: Sequence[tuple[int, int, int]] = ()
    leave: Sequence[tuple[int, int]] = ()
    farthest: int | None = None
    barred: Sequence[tuple[int, int]] = ()
    outside: bool = False


@dataclass(frozen=True, eq=False)
class Roster:
    """Everybody who may be asked, as columns, sorted by id; `*_of` are positions in that order."""

    caregiver_ids: Whole
    latitude: Real
    longitude: Real
    level: Whole
    hours_of: Whole
    hours_weekday: Whole
    hours_from: Whole
    hours_until: Whole
    leave_of: Whole
    leave_from: Whole
    leave_until: Whole
    farthest: Whole
    barred_of: Whole
    barred_from: Whole
    barred_until: Whole
    outside: Truth

    def __len__(self) -> int:
        return len(self.caregiver_ids)

    def less(self, caregiver_ids: Collection[int]) -> Roster:
        """The same people less those named: they keep their column and work no hour."""
        others = ~np.isin(self.caregiver_ids, list(caregiver_ids))
        kept = others[self.hours_of]
        names = ("hours_of", "hours_weekday", "hours_from", "hours_until")
        hours: dict[str, Any] = {name: getattr(self, name)[kept] for name in names}
        return replace(self, **hours)

    def only(self, caregiver_id: int) -> Roster:
        """A roster of her alone; of nobody, if she is not on it."""
        at = np.flatnonzero(self.caregiver_ids == caregiver_id)
        single = ("caregiver_ids", "latitude", "longitude", "level", "farthest", "outside")
        chosen: dict[str, Any] = {name: getattr(self, name)[at] for name in single}
        for kind in ("hours", "leave", "barred"):
            hers = np.isin(getattr(self, f"{kind}_of"), at)
            names = [name for name in vars(self) if name.startswith(f"{kind}_")]
            chosen |= {name: getattr(self, name)[hers] for name in names}
            chosen[f"{kind}_of"] = np.zeros(int(hers.sum()), dtype=np.int64)
        return replace(self, **chosen)

    def positions_of(self, caregiver_ids: Whole) -> Whole:
        """Where each caregiver stands in the columns; -1 for those who are not among them."""
        position = np.searchsorted(self.caregiver_ids, caregiver_ids)
        known = np.append(self.caregiver_ids, -1)[position] == caregiver_ids
        return np.where(known, position, -1)


def roster_of(people: Iterable[WorkingTime]) -> Roster:
    """Turn working times into columns."""
    people = sorted(people, key=lambda person: person.caregiver_id)
    hours = [(at, *row) for at, person in enumerate(people) for row in person.hours]
    leave = [(at, *row) for at, person in enumerate(people) for row in person.leave]
    barred = [(at, *row) for at, person in enumerate(people) for row in person.barred]
    of, weekday, begins, ends = np.array(hours, dtype=np.int64).reshape(-1, 4).T
    away = np.array(leave, dtype=np.int64).reshape(-1, 3).T
    without = np.array(barred, dtype=np.int64).reshape(-1, 3).T
    farthest = [ANYWHERE if person.farthest is None else person.farthest for person in people]
    return Roster(
        np.array([person.caregiver_id for person in people], dtype=np.int64),
        np.array([person.latitude for person in people], dtype=np.float64),
        np.array([person.longitude for person in people], dtype=np.float64),
        np.array([person.level for person in people], dtype=np.int64),
        *(of, weekday, begins, ends),
        *(away[0], away[1], away[2]),
        np.array(farthest, dtype=np.int64),
        *(without[0], without[1], without[2]),
        np.array([person.outside for person in people], dtype=np.bool),
    )


Rows = Sequence[tuple[int, int, int]]


def roster_in_columns(
    people: tuple[Sequence[int], Sequence[float], Sequence[float], Sequence[int], Sequence[int | None]],
    weeks: Sequence[bytes],
    leaves: Rows,
    barred: Rows,
    outside: Sequence[bool],
) -> Roster:
    """A roster of many from columns (ids, latitudes, longitudes, levels, farthest ways), sorted by id.

    `weeks` are packed hours: numbers of two bytes (weekday, from, until). Leaves and barred times are rows of
    (caregiver id, from, until); those of people who are not on the roster are left out. `outside` says of each whether
    the job lies outside the districts that she keeps to.
    """
    ids, latitudes, longitudes, levels, farthest = people
    hours = np.frombuffer(b"".join(weeks), dtype="<i2").astype(np.int64).reshape(-1, 3).T
    hours_of = np.repeat(np.arange(len(ids)), [len(week) // 6 for week in weeks]) if ids else hours[0]
    empty: Whole = np.empty(0, dtype=np.int64)
    bare = Roster(
        np.array(ids, dtype=np.int64),
        np.array(latitudes, dtype=np.float64),
        np.array(longitudes, dtype=np.float64),
        np.array(levels, dtype=np.int64),
        hours_of,
        *(hours[0], hours[1], hours[2]),
        *(empty, empty, empty),
        np.array([ANYWHERE if way is None else way for way in farthest], dtype=np.int64),
        *(empty, empty, empty),
        np.array(outside, dtype=np.bool),
    )
    away, without = _in_positions(bare, leaves), _in_positions(bare, barred)
    return replace(
        bare,
        leave_of=away[0],
        leave_from=away[1],
        leave_until=away[2],
        barred_of=without[0],
        barred_from=without[1],
        barred_until=without[2],
    )


def _in_positions(roster: Roster, rows: Rows) -> Whole:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    position = roster.positions_of(columns[0])
    on_it: Whole = np.stack([position, columns[1], columns[2]])[:, position >= 0]
    return on_it


@dataclass(frozen=True, eq=False)
class Work:
    """Work given out, held or assigned, as columns: in any order, also of people outside the roster."""

    caregiver_id: Whole
    starts: Whole
    ends: Whole
    latitude: Real
    longitude: Real


def some_work(work: Work, kept: Truth) -> Work:
    """The work of the rows that are kept."""
    return Work(work.caregiver_id[kept], work.starts[kept], work.ends[kept], work.latitude[kept], work.longitude[kept])


def work_with(work: Work, rows: Sequence[tuple[int, int, int, float, float]]) -> Work:
    """The work and further rows, as in `work_of`."""
    if not rows:
        return work
    more = work_of(rows)
    names = ("caregiver_id", "starts", "ends", "latitude", "longitude")
    return Work(*(np.concatenate([getattr(work, name), getattr(more, name)]) for name in names))


@dataclass(frozen=True)
class Rest:
    """What keeps work bearable: at most so many minutes a working day and a week, so many minutes between two working
    days, and at most so many working days of any seven.

    A working day runs from five to five, so that a night belongs to the day on which it began.
    """

    day_minutes: int
    week_minutes: int
    between_minutes: int
    days_in_seven: int


def work_of(rows: Sequence[tuple[int, int, int, float, float]]) -> Work:
    """Columns from rows of (caregiver id, starts, ends, latitude, longitude)."""
    # One float table and a cast is several times cheaper than five passes over the rows; minutes stay exact.
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    whole = table[:, :3].astype(np.int64)
    return Work(whole[:, 0], whole[:, 1], whole[:, 2], table[:, 3], table[:, 4])


@dataclass(frozen=True)
class Job:
    """What looks for a place: how long, where, on which days, and not before when."""

    minutes: int
    latitude: float
    longitude: float
    from_day: date
    days: int = 7
    earliest: int = 0
    step: int = 30
    rest: Rest | None = None

    @property
    def origin(self) -> int:
        """The epoch minute of the first possible start."""
        return midnight_minute(self.from_day)

    @property
    def steps(self) -> int:
        """How many starts the asked days have."""
        return -(-self.days * DAY_MINUTES // self.step)


@dataclass(frozen=True, eq=False)
class Record:
    """What speaks for each caregiver besides her time, as columns in roster order.

    `visits_before` counts visits done in this household, `share` is her percent of its last eight; `week_minutes`
    and `long_jobs` [week, position] are the work of each week and its jobs of four hours and more, counted from the
    week of the job's first day. `standing` is what speaks for each whatever the start; None where nothing is known,
    as `weights` are the standard ones.
    """

    visits_before: Whole
    week_minutes: Whole
    share: Whole | None = None
    long_jobs: Whole | None = None
    standing: Standing | None = None
    weights: Weights | None = None


@dataclass(frozen=True)
class Start:
    """A start that can be kept: the epoch minute, how many caregivers are free, and the best of them."""

    minute: int
    caregivers: int
    best_id: int

    @property
    def at(self) -> datetime:
        """The start as an instant, in UTC."""
        return datetime.fromtimestamp(self.minute * 60, UTC)


@dataclass(frozen=True)
class SlotDay:
    """One asked day and its free starts, in order; none if nobody has time."""

    day: date
    starts: tuple[Start, ...] = field(default=())
