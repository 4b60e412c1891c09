"""A problem as plain arrays, for compiled code."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.abilities import Flags, able_of
from anjia.dispatch.planning.kernels.search import (
    CHOICES,
    COUNTED,
    DIRTY,
    EARLIEST,
    END,
    EVENT,
    FLOAT_ROWS,
    FOLLOW,
    INT_ROWS,
    LATE_COST,
    LATEST,
    LEAD,
    LEAST,
    LENGTH,
    MOST,
    ONE,
    PARTNER,
    PLACE,
    SINCE,
    START,
    TWO,
    UNTIL,
    Search,
)
from anjia.dispatch.planning.problem import FOREVER, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NEIGHBOURS = 24
HARD_LATE = 1e4


def search_of(problem: Problem) -> Search:
    """The state of a search before its first order."""
    tasks, people = problem.tasks, problem.caregivers
    count, weights = len(people) + 1, problem.weights
    events = _events(problem)
    size = max(len(tasks), len(events[ONE]) + 1, count)
    ints, floats = np.full((INT_ROWS, size), -1, np.int64), np.zeros((FLOAT_ROWS, size))
    able = np.column_stack([able_of(problem), [task.unserved is not None for task in tasks]])
    choice, choices = _choices(able)
    rows = events | {CHOICES: choices, PLACE: np.array([task.place for task in tasks], np.int64)}
    rows |= {START: np.array([*(one.start for one in people), 0]), END: np.array([*(one.end for one in people), 0])}
    for row, values in rows.items():
        ints[row, : len(values)] = values
    ints[DIRTY] = 0
    for row, numbers in (_hours(problem) | _gaps(problem, events[EVENT])).items():
        floats[row, : len(numbers)] = numbers
    over = HARD_LATE if problem.hard_shifts else weights.overtime
    return Search(
        ints=ints,
        floats=floats,
        minutes=problem.minutes.astype(np.float64),
        wish=_wishes(problem, count),
        able=able,
        choice=choice,
        near=_near(problem.minutes.astype(np.float64), rows[PLACE], floats[EARLIEST, : len(tasks)]),
        sums=np.array([0.0, 0.0, 0.0, 0.0, weights.travel, weights.worst_tardiness, over]),
        size=np.array([len(tasks), len(events[ONE]), count - 1, 0, 0, 0]),
        int_trail=np.empty((8 * size + 4096, 3), np.int64),
        float_trail=np.empty((130 * size + 4096, 3)),
    )


def _hours(problem: Problem) -> dict[int, Floats]:
    tasks, people = problem.tasks, problem.caregivers
    return {
        SINCE: np.array([*(one.from_minute for one in people), 0.0]),
        UNTIL: np.array([*(one.until_minute for one in people), FOREVER]),
        LENGTH: np.array([task.minutes for task in tasks]),
        EARLIEST: np.array([task.earliest for task in tasks]),
        LATEST: np.array([task.latest for task in tasks]),
        LATE_COST: np.array([HARD_LATE if task.hard else problem.weights.tardiness for task in tasks]),
        COUNTED: np.array([0.0 if task.hard else 1.0 for task in tasks]),
    }


def _wishes(problem: Problem, count: int) -> Floats:
    column = {person.id: number for number, person in enumerate(problem.caregivers)}
    wish = np.zeros((len(problem.tasks), count))
    for row, task in enumerate(problem.tasks):
        for person, price in task.wishes.items():
            if person in column:
                wish[row, column[person]] = price
        wish[row, -1] = task.unserved or 0.0
        if task.published is not None:
            wish[row, :-1] += problem.weights.other_caregiver * task.published.factor
            if task.published.caregiver_id in column:
                wish[row, column[task.published.caregiver_id]] -= (
                    problem.weights.other_caregiver * task.published.factor
                )
    return wish


def _choices(able: Flags) -> tuple[Ints, Ints]:
    choices = able.sum(axis=1).astype(np.int64)
    choice = np.full(able.shape, -1, np.int64)
    for row, count in enumerate(choices):
        choice[row, :count] = np.flatnonzero(able[row])
    return choice, choices


def _near(minutes: Floats, place: Ints, earliest: Floats) -> Ints:
    """The nearest tasks of each; a minute between the windows counts a third of a minute of way."""
    wide = min(len(place) - 1, NEIGHBOURS)
    near = np.full((len(place), max(wide, 1)), -1, np.int64)
    for row in range(len(place) if wide > 0 else 0):
        apart = minutes[place[row], place] + np.abs(earliest - earliest[row]) / 3
        apart[row] = np.inf
        near[row] = np.argsort(apart, kind="stable")[:wide]
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
    event, partner = np.full((2, len(problem.tasks)), -1, np.int64)
    two, lead, follow = np.full((3, len(one)), -1, np.int64)
    event[one] = np.arange(len(one))
    for first, second, _least, _most in tied:
        partner[first], partner[second] = second, first
        if first in together:
            event[second] = event[first]
            two[event[first]] = second
        else:
            lead[event[second]], follow[event[first]] = event[first], event[second]
    return {EVENT: event, PARTNER: partner, ONE: one, TWO: two, LEAD: lead, FOLLOW: follow}


def _gaps(problem: Problem, event: Ints) -> dict[int, Floats]:
    least, most = np.zeros((2, len(event)))
    for first, second, low, high in _rows(problem):
        least[[event[first], event[second]]], most[[event[first], event[second]]] = low, high
    return {LEAST: least, MOST: most}
