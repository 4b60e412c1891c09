"""A problem as plain arrays, for compiled code."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.abilities import able_of
from anjia.dispatch.planning.kernels.search import (
    APART,
    CHOICES,
    COUNTED,
    EARLIEST,
    END,
    EVENT,
    FELLOW,
    FLOAT_COLUMNS,
    FOLLOW,
    INT_COLUMNS,
    LATE_COST,
    LATEST,
    LEAD,
    LEAST,
    LENGTH,
    MOST,
    NOBODY,
    ONE,
    PARTNER,
    PLACE,
    ROWS,
    SHIFTS,
    SINCE,
    SOONEST,
    START,
    TWO,
    UNTIL,
    W_OVER,
    W_TRAVEL,
    WIDE,
    Search,
)
from anjia.dispatch.planning.problem import FOREVER, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NEIGHBOURS = 24
HARD_LATE = 1e4  # per minute; more where leaving a task out is dearer


def search_of(problem: Problem) -> Search:
    """The state of a search before its first order."""
    tasks, people = problem.tasks, problem.caregivers
    count, weights = len(people) + 1, problem.weights
    events, wish = _events(problem), _wishes(problem, count)
    size = max(len(tasks), count) + 1
    ints, floats = np.full((size, INT_COLUMNS), -1, np.int64), np.zeros((size, FLOAT_COLUMNS))
    places = np.array([task.place for task in tasks], np.int64)
    columns = events | {PLACE: places, CHOICES: np.isfinite(wish).sum(axis=1)}
    columns |= {START: np.array([*(one.start for one in people), 0]), END: np.array([*(one.end for one in people), 0])}
    for column, values in columns.items():
        ints[: len(values), column] = values
    for column, numbers in (_hours(problem) | _gaps(problem, events[EVENT]) | _soonest(problem, events)).items():
        floats[: len(numbers), column] = numbers
    minutes = np.ascontiguousarray(problem.minutes, np.float64)
    near = _near(minutes, places, floats[: len(tasks), EARLIEST], wish)
    limited = sum(one.until_minute < FOREVER for one in people)
    over = _hard_late(problem) if problem.hard_shifts else weights.overtime
    sums = np.zeros(12)
    sums[W_TRAVEL : W_OVER + 1] = weights.travel, weights.worst_tardiness, over
    counts = np.zeros(24, np.int64)
    counts[: NOBODY + 1] = len(tasks), len(events[ONE]), count - 1
    counts[SHIFTS], counts[WIDE], counts[ROWS] = limited, near.shape[1], size
    return Search(
        ints=ints,
        floats=floats,
        minutes=minutes,
        wish=wish,
        lists=np.concatenate([near, _choices(wish)], axis=1),
        sums=sums,
        size=counts,
        int_trail=np.empty((8 * size + 4096, 3), np.int64),
        float_trail=np.empty((8 * size + 4096, 3)),
    )


def _hours(problem: Problem) -> dict[int, Floats]:
    tasks, people, hard = problem.tasks, problem.caregivers, _hard_late(problem)
    return {
        SINCE: np.array([*(one.from_minute for one in people), 0.0]),
        UNTIL: np.array([*(one.until_minute for one in people), FOREVER]),
        LENGTH: np.array([max(task.minutes, 2 * APART) for task in tasks]),
        EARLIEST: np.array([task.earliest for task in tasks]),
        LATEST: np.array([task.latest for task in tasks]),
        LATE_COST: np.array([hard if task.hard else problem.weights.tardiness for task in tasks]),
        COUNTED: np.array([0.0 if task.hard else 1.0 for task in tasks]),
    }


def _hard_late(problem: Problem) -> float:
    return max(HARD_LATE, 10 * max(task.unserved or 0.0 for task in problem.tasks))


def _wishes(problem: Problem, count: int) -> Floats:
    column = {person.id: number for number, person in enumerate(problem.caregivers)}
    wish = np.zeros((len(problem.tasks), count))
    for row, task in enumerate(problem.tasks):
        for person, price in task.wishes.items():
            if person in column:
                wish[row, column[person]] = price
        if (told := task.published) is not None:
            wish[row, :-1] += problem.weights.other_caregiver * told.factor
            if told.caregiver_id in column:
                wish[row, column[told.caregiver_id]] -= problem.weights.other_caregiver * told.factor
        wish[row, -1] = np.inf if task.unserved is None else task.unserved
    wish[:, :-1][~able_of(problem)] = np.inf
    for first, second, _least, _most in _rows(problem):
        if np.isinf(wish[[first, second], -1]).any():  # of two that are linked, both are left out or none
            wish[[first, second], -1] = np.inf
    return wish


def _choices(wish: Floats) -> Ints:
    choice = np.full(wish.shape, -1, np.int64)
    for row, prices in enumerate(wish):
        able = np.flatnonzero(np.isfinite(prices))
        choice[row, : len(able)] = able
    return choice


def _near(minutes: Floats, place: Ints, earliest: Floats, wish: Floats) -> Ints:
    """The nearest tasks that a caregiver of each may do; a minute between the windows counts a third of one of way."""
    wide = min(len(place) - 1, NEIGHBOURS)
    near = np.full((len(place), max(wide, 1)), -1, np.int64)
    able = np.isfinite(wish[:, :-1]).astype(np.float64)
    shared = able @ able.T > 0
    for row in range(len(place) if wide > 0 else 0):
        apart = minutes[place[row], place] + np.abs(earliest - earliest[row]) / 3
        apart[~shared[row]] = np.inf
        apart[row] = np.inf
        order = np.argsort(apart, kind="stable")[:wide]
        near[row] = np.where(np.isfinite(apart[order]), order, -1)
    return near


def _rows(problem: Problem) -> list[tuple[int, int, float, float]]:
    """The links by the rows of their tasks."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    return [(row[link.first], row[link.second], link.least, link.most) for link in problem.links]


def _events(problem: Problem) -> dict[int, Ints]:
    """Events and who is linked to whom, by rows of ints."""
    tied = _rows(problem)
    together = {first: second for first, second, least, most in tied if least == most == 0}
    seconds = set(together.values())
    one = np.array([number for number in range(len(problem.tasks)) if number not in seconds], np.int64)
    event, partner, fellow = np.full((3, len(problem.tasks)), -1, np.int64)
    two, lead, follow = np.full((3, len(one)), -1, np.int64)
    event[one] = np.arange(len(one))
    for first, second, _least, _most in tied:
        partner[first], partner[second] = second, first
        if first in together:
            event[second] = event[first]
            two[event[first]] = second
            fellow[first], fellow[second] = second, first
        else:
            lead[event[second]], follow[event[first]] = event[first], event[second]
    return {EVENT: event, PARTNER: partner, FELLOW: fellow, ONE: one, TWO: two, LEAD: lead, FOLLOW: follow}


def _gaps(problem: Problem, event: Ints) -> dict[int, Floats]:
    """The bounds of each link, at its second event and, for the longest gap, at its first as well."""
    least, most = np.zeros((2, len(event)))
    for first, second, low, high in _rows(problem):
        if high > 0:
            least[event[second]] = least[event[first]] = max(low, min(2 * APART, high))
            most[event[second]] = most[event[first]] = high
    return {LEAST: least, MOST: most}


def _soonest(problem: Problem, events: dict[int, Ints]) -> dict[int, Floats]:
    earliest = np.array([task.earliest for task in problem.tasks])
    one, two = events[ONE], events[TWO]
    return {SOONEST: np.where(two >= 0, np.maximum(earliest[one], earliest[two]), earliest[one])}
