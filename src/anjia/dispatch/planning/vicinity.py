"""What lies around some tasks of a day: the only part of it that what befell them can concern."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.abilities import Flags, Reach, able_of
from anjia.dispatch.planning.parts import Part, part_of
from anjia.dispatch.planning.plan import Plan
from anjia.dispatch.planning.problem import Problem, Task

NEIGHBOURS = 12  # tasks near by way and time for each
IDLE = 0.25  # what a minute of waiting counts against a minute of way
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def neighbours(
    problem: Problem, lost: Collection[int], *, frozen: Collection[int] = (), most: int = NEIGHBOURS
) -> frozenset[int]:
    """The lost tasks and what lies nearest to each in way and time, as far as it is not frozen; all by their ids."""
    tasks = [task for task in problem.tasks if task.id not in frozen]
    places = np.array([task.place for task in tasks], np.int64)
    earliest = np.array([task.earliest for task in tasks])
    found = set(lost)
    for one in (task for task in tasks if task.id in lost):
        apart = problem.minutes[one.place, places] + np.abs(earliest - one.earliest) / 3
        found |= {tasks[row].id for row in np.argsort(apart, kind="stable")[:most]}
    return frozenset(found)


def around(problem: Problem, plan: Plan, lost: Collection[int], near: Collection[int], *, routes: int) -> Part:
    """The part of a day that mending some tasks can concern: the lost ones, the routes of those near them, and for each
    the `routes` of those able to do it whose way to it is shortest, with room for it or not, and as many homes."""
    standing = _Standing.of(problem, plan)
    tasks = {task.id: row for row, task in enumerate(problem.tasks)}
    who = standing.who_of()
    people = {who[one] for one in near if one in who}
    alone = {one for one in {*near, *lost} if one not in who}
    alone |= {one for link in problem.links if {link.first, link.second} & alone for one in (link.first, link.second)}
    loose = {tasks[one] for one in alone}
    reach, few = Reach(problem), tuple(task for task in problem.tasks if task.id in lost)
    for one, able in zip(few, able_of(replace(problem, tasks=few)), strict=True):
        people |= standing.able_near(problem, one, able & reach.to(one), routes)
    rows = {row for one, row in tasks.items() if who.get(one) in people}
    return part_of(problem, people, rows | loose, plan)


@dataclass(frozen=True)
class _Standing:
    """All stops of a plan: task, place, when it ends, and the row of its caregiver."""

    ids: Numbers
    places: Numbers
    ends: Floats
    who: Numbers

    @classmethod
    def of(cls, problem: Problem, plan: Plan) -> _Standing:
        column = {person.id: row for row, person in enumerate(problem.caregivers)}
        begins = plan.begin_of
        done = [task for task in problem.tasks if plan.caregiver_of.get(task.id) in column]
        return cls(
            np.array([task.id for task in done], np.int64),
            np.array([task.place for task in done], np.int64),
            np.array([begins[task.id] + task.minutes for task in done], np.float64),
            np.array([column[plan.caregiver_of[task.id]] for task in done], np.int64),
        )

    def who_of(self) -> dict[int, int]:
        return dict(zip(self.ids.tolist(), self.who.tolist(), strict=True))

    def able_near(self, problem: Problem, task: Task, able: Flags, most: int) -> set[int]:
        """Rows of those able to do a task, by the way from their visits before it, and from their homes."""
        way = problem.minutes[self.places, task.place]
        apart = way + IDLE * np.maximum(0.0, task.earliest - self.ends - way)
        apart = np.where(able[self.who] & (self.ends + way <= task.latest), apart, np.inf)
        order = np.argsort(apart, kind="stable")
        behind = dict.fromkeys(self.who[order[np.isfinite(apart[order])]].tolist())
        homes = np.where(able, problem.minutes[[one.start for one in problem.caregivers], task.place], np.inf)
        nearest = np.argsort(homes, kind="stable")[:most]
        return set(list(behind)[:most]) | set(nearest[np.isfinite(homes[nearest])].tolist())
