"""What is shown of the times that are free week after week: by weekday, and by the dates on which they are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anjia.interfaces.shared import formats

MOST_PARTLY = 4


@dataclass(frozen=True)
class WeeklyTime:
    """A start of the week: with whom, on how many of its dates she is free, which are not; `query` agrees on it.

    Of two, the dates count on which she and somebody else are free.
    """

    time: str
    who: str
    kept: int
    clashing: tuple[date, ...]
    words: str
    query: str

    @property
    def whole(self) -> bool:
        """Whether every date is free."""
        return not self.clashing


@dataclass(frozen=True)
class WeeklyDay:
    """A weekday by its first date: the times that are free on every date, and the best of those that are not, by the
    dates on which they are not."""

    day: date
    whole: tuple[WeeklyTime, ...]
    partly: tuple[tuple[str, tuple[WeeklyTime, ...]], ...]

    @property
    def weekday(self) -> str:
        """The weekday's name."""
        return formats.weekday(self.day)


def by_dates(times: Iterable[WeeklyTime]) -> tuple[tuple[str, tuple[WeeklyTime, ...]], ...]:
    """The times that clash on the same dates together, those that clash least first."""
    found: dict[tuple[date, ...], list[WeeklyTime]] = {}
    for one in sorted(times, key=lambda one: (-one.kept, one.time)):
        found.setdefault(one.clashing, []).append(one)
    return tuple((some[0].words, tuple(some)) for some in [*found.values()][:MOST_PARTLY])
