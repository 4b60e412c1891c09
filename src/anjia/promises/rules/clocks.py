"""The two clocks of a clause, and what they make of a due time: pauses, rungs of the ladder, being late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from anjia.kernel import workdays
from anjia.kernel.workdays import CLOSES, OPENS

WALL, WORKING = "wall", "working"
MOST_MINUTES = 366 * 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Clock:
    """How time passes for a promise: always ("wall"), or in the opening hours of working days ("working").

    `opens` and `closes` are minutes of the Shanghai day.
    """

    name: str = WALL
    opens: int = OPENS
    closes: int = CLOSES

    def after(self, at: datetime, span: timedelta) -> datetime:
        """The instant by which `span` has passed on this clock; before `at` for a negative span."""
        if self.name == WALL or not span:
            return at + span
        return workdays.add_working_time(at, span, opens=self.opens, closes=self.closes)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much time passes on this clock from start to end; never negative."""
        if self.name == WALL:
            return max(end - start, timedelta())
        return workdays.working_time_between(start, end, opens=self.opens, closes=self.closes)


WALL_CLOCK = Clock()


def due_at(made_at: datetime, minutes: int, clock: Clock = WALL_CLOCK) -> datetime:
    """The last instant at which the promise can still be kept."""
    return clock.after(made_at, timedelta(minutes=minutes))


def due_after_pause(due: datetime, *, paused_at: datetime, resumed_at: datetime, clock: Clock) -> datetime:
    """The due time once a pause has ended: what was left on the clock when it stopped is left when it goes on."""
    if resumed_at <= paused_at:
        return due
    if clock.name == WALL:
        return due + (resumed_at - paused_at)
    return clock.after(resumed_at, clock.between(paused_at, due))


def is_in_time(due: datetime, at: datetime) -> bool:
    """Whether something done at `at` keeps a promise due at `due`: the due instant itself still does."""
    return at <= due


def rung_at(due: datetime, *, minutes: int, percent: int, clock: Clock) -> datetime:
    """When so many percent of a promise's `minutes` have gone, reckoned from its due time, so pauses move it too."""
    return clock.after(due, timedelta(seconds=minutes * 60 * (percent - 100) // 100))


def own_minutes(clause_minutes: int, *, made_at: datetime, due: datetime, clock: Clock) -> int:
    """How long a promise has itself: the clause's time, or less where a given due time leaves less."""
    given = int(clock.between(made_at, due).total_seconds()) // 60
    return min(clause_minutes or given, given)


def next_percent(percents: Iterable[int], told: int) -> int | None:
    """The next rung above the one told last; the due time itself (100) is always one. None when all are told."""
    return min((percent for percent in {*percents, 100} if percent > told), default=None)


def micros_of(at: datetime) -> int:
    """Whole microseconds since 1970-01-01 UTC, as validities count."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def at_micros(micros: int) -> datetime:
    """The instant of so many microseconds since 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def longest_wall_minutes(minutes: int, clock: Clock, day: date) -> int:
    """How long `minutes` on the clock can take at most by the wall, begun at any time in the year from `day` on.

    In working time the longest wait begins at closing time.
    """
    if clock.name == WALL:
        return minutes
    longest = workdays.longest_wait(timedelta(minutes=minutes), since=day, opens=clock.opens, closes=clock.closes)
    return -(-int(longest.total_seconds()) // 60)
