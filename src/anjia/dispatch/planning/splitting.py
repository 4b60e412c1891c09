"""A city larger than one solve: cut into parts that are planned apart, joined, and cut anew across the old borders.

A part is a problem of its own, so that any worker can take it. Cuts need nothing but the minutes between places: two
places far apart span a line, everything is laid along it by how much nearer it is to the one than to the other
(FastMap, Faloutsos and Lin 1995, doi 10.1145/223784.223812), and the line is cut where each side has its share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Problem, Task, pinned
from anjia.dispatch.planning.repairing import neighbours
from anjia.dispatch.planning.solving import Parameters, solve

Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.floating]
USUAL_ROUNDS = 3


@dataclass(frozen=True)
class Part:
    """A part of a day: a problem of its own, and the plan it goes on from (None: from nothing)."""

    problem: Problem
    begin: Plan | None = None

    def solved(self, parameters: Parameters) -> Plan:
        """The part's plan; never worse than the one it goes on from."""
        return solve(self.problem, parameters, begin=self.begin)


def parts_of(problem: Problem, count: int, *, seed: int = 0, plan: Plan | None = None) -> list[Part]:
    """The day in `count` parts of about as many tasks each; every caregiver and every task is in one of them.

    With a plan each caregiver keeps her route, and the parts go on from it. Of a visit for two whose caregivers come to
    lie apart, both tasks are pinned; without a plan they stay together.
    """
    people, tasks = _laid_out(problem, plan)
    cut = _halves(problem.minutes, people, tasks, max(1, count), np.random.default_rng(seed))
    where = {one: number for number, (_people, mine) in enumerate(cut) for one in mine.tolist()}
    where = _together(problem, where) if plan is None else _with_their_routes(problem, plan, cut, where)
    return [_part(problem, plan, people, number, where) for number, (people, _tasks) in enumerate(cut)]


def _laid_out(problem: Problem, plan: Plan | None) -> tuple[Numbers, Numbers]:
    """The place of each caregiver and each task; with a plan a caregiver is where the middle of her route is."""
    place = {task.id: task.place for task in problem.tasks}
    at = {one.id: one.start for one in problem.caregivers}
    if plan is not None:
        at |= {route.caregiver_id: place[route.stops[len(route.stops) // 2].task_id] for route in plan.routes}
    people = np.array([at[one.id] for one in problem.caregivers], np.int64)
    return people, np.array([task.place for task in problem.tasks], np.int64)


def _halves(
    minutes: Rows, people: Numbers, tasks: Numbers, count: int, random: np.random.Generator
) -> list[tuple[Numbers, Numbers]]:
    """Rows of caregivers and rows of tasks of each part."""
    whole = [(np.arange(len(people)), np.arange(len(tasks)), count)]
    done = []
    while whole:
        mine, theirs, parts = whole.pop()
        if parts < 2 or len(mine) < 2:
            done.append((mine, theirs))
            continue
        here = np.concatenate([people[mine], tasks[theirs]])
        first, last = _far_apart(minutes, here, random)
        share = (parts // 2) / parts
        left, right = parts // 2, parts - parts // 2
        a, b = (_cut(minutes, at[rows], rows, first, last, share) for at, rows in ((people, mine), (tasks, theirs)))
        whole += [(a[0], b[0], left), (a[1], b[1], right)]
    return done


def _far_apart(minutes: Rows, places: Numbers, random: np.random.Generator) -> tuple[int, int]:
    first = places[random.integers(len(places))]
    last = places[np.argmax(minutes[first, places])]
    return int(last), int(places[np.argmax(minutes[last, places])])


def _cut(minutes: Rows, places: Numbers, rows: Numbers, first: int, last: int, share: float) -> tuple[Numbers, Numbers]:
    along = minutes[first, places].astype(np.float64) ** 2 - minutes[last, places].astype(np.float64) ** 2
    ordered = rows[np.argsort(along, kind="stable")]
    half = round(share * len(ordered))
    return ordered[:half], ordered[half:]


def _together(problem: Problem, where: dict[int, int]) -> dict[int, int]:
    """Both tasks of a link where the first one is."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    return where | {row[link.second]: where[row[link.first]] for link in problem.links}


def _with_their_routes(
    problem: Problem, plan: Plan, cut: Sequence[tuple[Numbers, Numbers]], where: dict[int, int]
) -> dict[int, int]:
    """Each task where its caregiver is; what nobody does stays where it lies, linked tasks together."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    part = {problem.caregivers[one].id: number for number, (people, _mine) in enumerate(cut) for one in people.tolist()}
    loose = _together(
        replace(problem, links=tuple(link for link in problem.links if link.first in plan.unserved)), where
    )
    return loose | {row[one]: part[who] for one, who in plan.caregiver_of.items()}


def _part(problem: Problem, plan: Plan | None, people: Numbers, number: int, where: dict[int, int]) -> Part:
    team = tuple(problem.caregivers[one] for one in np.sort(people).tolist())
    tasks = [task for row, task in enumerate(problem.tasks) if where[row] == number]
    known = {task.id for task in tasks}
    links = tuple(link for link in problem.links if {link.first, link.second} <= known)
    if plan is not None:
        torn = {one for link in problem.links for one in (link.first, link.second)}
        torn -= {one for link in links for one in (link.first, link.second)}
        tasks = [_held(task, plan) if task.id in torn else task for task in tasks]
    used = np.unique([place for one in team for place in (one.start, one.end)] + [task.place for task in tasks])
    new = {int(place): number for number, place in enumerate(used)}
    square = np.ix_(used, used)
    small = replace(
        problem,
        caregivers=tuple(replace(one, start=new[one.start], end=new[one.end]) for one in team),
        tasks=tuple(replace(task, place=new[task.place]) for task in tasks),
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
    them to workers. Last, what nobody does looks for its place in the whole city.
    """
    each = run or (lambda parts, wanted: [part.solved(wanted) for part in parts])
    plan: Plan | None = None
    for number in range(max(1, rounds)):
        parts = parts_of(problem, count, seed=parameters.seed * 1000 + number, plan=plan)
        plan = joined(each(parts, parameters))
    if plan is None or not plan.unserved:
        return plan or Plan((), ())
    return solve(problem, parameters, begin=plan, among=neighbours(problem, plan.unserved))
