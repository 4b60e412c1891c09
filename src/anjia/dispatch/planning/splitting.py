"""A city larger than one solve: cut into parts that are planned apart, joined, and cut anew across the old borders.

A part is a problem of its own, so that any worker can take it. What nobody does comes first in each exchange: it looks
for its place among all who can reach it, of whichever part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from anjia.dispatch.planning.cuts import Numbers, cut
from anjia.dispatch.planning.parts import Part, joined, part_of, put_back
from anjia.dispatch.planning.plan import Plan
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.solving import Parameters
from anjia.dispatch.planning.vicinity import around, neighbours

USUAL_ROUNDS = 3
ROUTES = 40  # of those able, for each task that nobody does


def parts_of(problem: Problem, count: int, *, seed: int = 0, plan: Plan | None = None) -> list[Part]:
    """The day in `count` parts of about as many tasks each; every caregiver and every task is in one of them.

    With a plan each caregiver keeps her route, and the parts go on from it. Of a visit for two whose caregivers come to
    lie apart, both tasks are pinned; without a plan they stay together.
    """
    people, tasks = _laid_out(problem, plan)
    sides = cut(problem.minutes, people, tasks, max(1, count), np.random.default_rng(seed))
    where = {one: number for number, (_people, mine) in enumerate(sides) for one in mine.tolist()}
    where = _together(problem, where) if plan is None else _with_their_routes(problem, plan, sides, where)
    rows: list[list[int]] = [[] for _side in sides]
    for row, number in where.items():
        rows[number].append(row)
    return [part_of(problem, mine.tolist(), rows[number], plan) for number, (mine, _tasks) in enumerate(sides)]


def _laid_out(problem: Problem, plan: Plan | None) -> tuple[Numbers, Numbers]:
    """The place of each caregiver and each task; with a plan a caregiver is where the middle of her route is."""
    place = {task.id: task.place for task in problem.tasks}
    at = {one.id: one.start for one in problem.caregivers}
    if plan is not None:
        at |= {route.caregiver_id: place[route.stops[len(route.stops) // 2].task_id] for route in plan.routes}
    people = np.array([at[one.id] for one in problem.caregivers], np.int64)
    return people, np.array([task.place for task in problem.tasks], np.int64)


def _together(problem: Problem, where: dict[int, int]) -> dict[int, int]:
    """Both tasks of a link where the first one is."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    return where | {row[link.second]: where[row[link.first]] for link in problem.links}


def _with_their_routes(
    problem: Problem, plan: Plan, sides: Sequence[tuple[Numbers, Numbers]], where: dict[int, int]
) -> dict[int, int]:
    """Each task where its caregiver is; what nobody does stays where it lies, linked tasks together."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    part = {
        problem.caregivers[one].id: number for number, (people, _mine) in enumerate(sides) for one in people.tolist()
    }
    loose = _together(
        replace(problem, links=tuple(link for link in problem.links if link.first in plan.unserved)), where
    )
    return loose | {row[one]: part[who] for one, who in plan.caregiver_of.items()}


def solve_in_parts(
    problem: Problem,
    count: int,
    parameters: Parameters,
    *,
    rounds: int = USUAL_ROUNDS,
    run: Callable[[list[Part], Parameters], Iterable[Plan]] | None = None,
) -> Plan:
    """Plans the parts apart, joins them, and exchanges across new borders in each further round.

    `parameters` hold for one part and round. `run` plans the parts of a round, one after the other unless it sends
    them to workers. After each round what nobody does looks for its place among all who can reach it.
    """
    each = run or (lambda parts, wanted: [part.solved(wanted) for part in parts])
    plan: Plan | None = None
    for number in range(max(1, rounds)):
        parts = parts_of(problem, count, seed=parameters.seed * 1000 + number, plan=plan)
        plan = called(problem, joined(each(parts, parameters)), parameters)
    return plan or Plan((), ())


def called(problem: Problem, plan: Plan, parameters: Parameters) -> Plan:
    """The plan with a place for those whom nobody does, as far as one is found among all who can reach them."""
    if not plan.unserved:
        return plan
    near = neighbours(problem, plan.unserved)
    part = around(problem, plan, plan.unserved, near, routes=ROUTES)
    return put_back(plan, part, part.solved(parameters))
