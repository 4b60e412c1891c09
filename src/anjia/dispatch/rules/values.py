"""What the rules compute with: arrays of working time, arrays of work, and the job that looks for a place.

All times are whole minutes since the epoch (UTC); days are days in Shanghai.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

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
    are pairs of epoch minutes.
    """

    caregiver_id: int
    latitude: float
    longitude: float
    level: int = 3
    hours: Sequence[tuple[int, int, int]] = ()
    leave: Sequence[tuple[int, int]] = ()


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

    def __len__(self) -> int:
        return len(self.caregiver_ids)

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
    hours_columns = np.array(hours, dtype=np.int64).reshape(-1, 4).T
    leave_columns = np.array(leave, dtype=np.int64).reshape(-1, 3).T
    return Roster(
        np.array([person.caregiver_id for person in people], dtype=np.int64),
        np.array([person.latitude for person in people], dtype=np.float64),
        np.array([person.longitude for person in people], dtype=np.float64),
        np.array([person.level for person in people], dtype=np.int64),
        *hours_columns,
        *leave_columns,
    )


@dataclass(frozen=True, eq=False)
class Work:
    """Work given out, held or assigned, as columns: in any order, also of people outside the roster."""

    caregiver_id: Whole
    starts: Whole
    ends: Whole
    latitude: Real
    longitude: Real


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
