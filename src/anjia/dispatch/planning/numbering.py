"""A day with its rows numbered by where they lie, so that what a search compares lies together in memory, too.

On a day of some thousand visits most of the search is waiting for memory; nothing of what a plan means is changed,
since plans name tasks and caregivers by their ids.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anjia.dispatch.planning.cuts import Numbers, cut
from anjia.dispatch.planning.problem import Problem

TOGETHER = 8  # places that lie in one piece of the town, in any order


def by_neighbourhood(problem: Problem) -> Problem:
    """The same day; places near each other, their tasks, and caregivers by their homes, have near numbers."""
    count = len(problem.minutes)
    order = _along(problem, count)
    new = np.empty(count, np.int64)
    new[order] = np.arange(count)
    square = np.ix_(order, order)
    team = [replace(one, start=int(new[one.start]), end=int(new[one.end])) for one in problem.caregivers]
    tasks = [replace(task, place=int(new[task.place])) for task in problem.tasks]
    return replace(
        problem,
        caregivers=tuple(sorted(team, key=lambda one: one.start)),
        tasks=tuple(sorted(tasks, key=lambda task: task.place)),
        minutes=np.ascontiguousarray(problem.minutes[square]),
        modes={name: np.ascontiguousarray(ways[square]) for name, ways in problem.modes.items()},
    )


def _along(problem: Problem, count: int) -> Numbers:
    places = np.arange(count)
    pieces = cut(problem.minutes, places, places[:0], max(1, count // TOGETHER), np.random.default_rng(0))
    return np.concatenate([piece for piece, _tasks in pieces]) if pieces else places
