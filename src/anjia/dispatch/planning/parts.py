"""Parts of a day: each a problem of its own that any worker can take, with the plan it goes on from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Problem, Task, pinned
from anjia.dispatch.planning.solving import Parameters, solve


@dataclass(frozen=True)
class Part:
    """A part of a day: a problem of its own, and the plan it goes on from (None: from nothing)."""

    problem: Problem
    begin: Plan | None = None

    def solved(self, parameters: Parameters) -> Plan:
        """The part's plan; never worse than the one it goes on from."""
        return solve(self.problem, parameters, begin=self.begin)


def part_of(problem: Problem, people: Collection[int], tasks: Collection[int], plan: Plan | None = None) -> Part:
    """The part of some caregivers and tasks, by their rows, with the ways between their places alone.

    With a plan, tasks whose link leads out of the part are pinned as they are.
    """
    team = tuple(problem.caregivers[one] for one in sorted(people))
    mine = [problem.tasks[row] for row in sorted(tasks)]
    known = {task.id for task in mine}
    links = tuple(link for link in problem.links if {link.first, link.second} <= known)
    if plan is not None:
        torn = {one for link in problem.links for one in (link.first, link.second)}
        torn -= {one for link in links for one in (link.first, link.second)}
        mine = [_held(task, plan) if task.id in torn else task for task in mine]
    used = np.unique([place for one in team for place in (one.start, one.end)] + [task.place for task in mine])
    new = {int(place): number for number, place in enumerate(used)}
    square = np.ix_(used, used)
    small = replace(
        problem,
        caregivers=tuple(replace(one, start=new[one.start], end=new[one.end]) for one in team),
        tasks=tuple(replace(task, place=new[task.place]) for task in mine),
        links=links,
        minutes=np.ascontiguousarray(problem.minutes[square]),
        modes={name: np.ascontiguousarray(ways[square]) for name, ways in problem.modes.items()},
    )
    return Part(small, _plan_of(plan, {one.id for one in team}, known) if plan is not None else None)


def _held(task: Task, plan: Plan) -> Task:
    who = plan.caregiver_of.get(task.id)
    return task if who is None else pinned(task, caregiver_id=who, begins=plan.begin_of[task.id])


def _plan_of(plan: Plan, people: set[int], tasks: set[int]) -> Plan:
    routes = tuple(route for route in plan.routes if route.caregiver_id in people)
    return Plan(routes, tuple(one for one in plan.unserved if one in tasks))


def joined(plans: Iterable[Plan]) -> Plan:
    """The plans of all parts as one."""
    routes: list[Route] = []
    unserved: list[int] = []
    for plan in plans:
        routes += plan.routes
        unserved += plan.unserved
    return Plan(tuple(routes), tuple(sorted(unserved)))


def put_back(whole: Plan, part: Part, found: Plan) -> Plan:
    """The plan of a part in the place of what the whole had there."""
    people = {one.id for one in part.problem.caregivers}
    tasks = {task.id for task in part.problem.tasks}
    rest = tuple(route for route in whole.routes if route.caregiver_id not in people)
    return joined([Plan(rest, tuple(one for one in whole.unserved if one not in tasks)), found])
