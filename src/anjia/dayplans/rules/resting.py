"""Rest within a day and around it: the gates that dispatch books by, and a break that a plan leaves room for.

A limit that is broken without a visit forbids more of the same and nothing else, so only who is sent anew is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anjia.dayplans.rules.values import DAY_MINUTES, Facts, Obstacle, Person
from anjia.dispatch.rules import Rest

DAY_BEGINS = 5 * 60
WEEK_DAYS = 7
# A break begins and ends within these minutes of the day.
BREAK_FROM, BREAK_UNTIL = 11 * 60, 14 * 60


@dataclass(frozen=True, order=True)
class Stretch:
    """Time spent at the place of a row of the ways; `stays` when nothing that is planned can take it away."""

    starts: int
    ends: int
    row: int
    stays: bool = True


class Spent(Protocol):
    """Time spent somewhere, in minutes of the day; `row` is the place among the ways."""

    @property
    def starts(self) -> int: ...
    @property
    def ends(self) -> int: ...
    @property
    def row(self) -> int: ...


def working_day(minute: int) -> int:
    """To which working day a minute belongs: 0 is the plan's own, from five to five."""
    return (minute - DAY_BEGINS) // DAY_MINUTES


def weary(facts: Facts, person: Person, others: Sequence[Stretch], new: Stretch) -> Obstacle | None:
    """The limit of rest that she would break by the new stretch beside the others, which are in order; None if none."""
    if facts.rest is None:
        return None
    if too_much := _too_much(facts, facts.rest, person, others, new):
        return too_much
    day = working_day(new.starts)
    before = [one for one in others if one.starts <= new.starts]
    behind = others[len(before)] if len(before) < len(others) else None
    short = (
        bool(before) and working_day(before[-1].starts) < day and _apart(before[-1], new) < facts.rest.between_minutes
    )
    if behind is not None and working_day(behind.starts) > day:
        short = short or _apart(new, behind) < facts.rest.between_minutes
    return Obstacle.REST if short else None


def _apart(one: Stretch, other: Stretch) -> int:
    return other.starts - one.ends


def _too_much(facts: Facts, rest: Rest, person: Person, others: Sequence[Stretch], new: Stretch) -> Obstacle | None:
    day, minutes = working_day(new.starts), new.ends - new.starts
    worked: dict[int, int] = defaultdict(int, person.beyond)
    standing = {other_day for other_day, spent in person.beyond if spent}
    for one in others:
        worked[working_day(one.starts)] += one.ends - one.starts
        if one.stays or working_day(one.starts) != day:
            standing.add(working_day(one.starts))
    if worked[day] + minutes > rest.day_minutes:
        return Obstacle.MOST
    week = (day + facts.weekday) // WEEK_DAYS
    weekly = sum(spent for other_day, spent in worked.items() if (other_day + facts.weekday) // WEEK_DAYS == week)
    if weekly + minutes > rest.week_minutes:
        return Obstacle.WEEK
    if day not in standing and _run(standing, day) > rest.days_in_seven:
        return Obstacle.DAY_OFF
    return None


def _run(days: set[int], day: int) -> int:
    """How many days in a row she would work with this one."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return last - first + 1


def has_break(ways: NDArray[np.int64], home: int, stretches: Sequence[Spent], minutes: int) -> bool:
    """Whether a day, in order, leaves room for a break: at a place before leaving it or on arrival, or at home."""
    latest = BREAK_UNTIL - minutes
    for since, until, way in _gaps(ways, home, stretches):
        for gone in (0, way):
            begins = max(BREAK_FROM, since + gone)
            if begins <= latest and begins + minutes + way - gone <= until:
                return True
    return False


def _gaps(ways: NDArray[np.int64], home: int, stretches: Sequence[Spent]) -> Iterator[tuple[int, int, int]]:
    """(free from, free until, minutes of way within) of each gap, with the mornings and evenings at home."""
    far = 10 * DAY_MINUTES
    if not stretches:
        yield -far, far, 0
        return
    first, last = stretches[0], stretches[-1]
    yield -far, first.starts - int(ways[home, first.row]), 0
    for one, two in pairwise(stretches):
        yield one.ends, two.starts, int(ways[one.row, two.row])
    yield last.ends + int(ways[last.row, home]), far, 0
