"""Scores a plan by the definition alone: no search, no shared code with one.

The objective is that of Mankowska, Meisel and Bierwirth (2014), doi 10.1007/s10729-013-9243-1, where all weights but
overtime are a third, with wishes, overtime and unserved tasks beside it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Caregiver, Link, Problem, Task

CLOSE = 1e-6


@dataclass(frozen=True)
class Cost:
    """What a plan costs, term by term: minutes for the first four, the objective's unit for the last three."""

    travel: float
    tardiness: float
    worst_tardiness: float
    overtime: float
    wishes: float
    unserved: float
    total: float


def cost_of(problem: Problem, plan: Plan) -> Cost:
    """The cost of a plan as it stands, whether or not it is lawful (see `faults_of`)."""
    people, tasks = _known(problem)
    travel = sum(_travel(problem, people[route.caregiver_id], route, tasks) for route in plan.routes)
    late = [max(0.0, begins - tasks[one].latest) for one, begins in plan.begin_of.items() if not tasks[one].hard]
    over = sum(max(0.0, _back(problem, people[r.caregiver_id], r, tasks) - people[r.caregiver_id].until_minute)
               for r in plan.routes if r.stops)  # fmt: skip
    wishes = sum(tasks[one].wishes.get(person, 0.0) for one, person in plan.caregiver_of.items())
    unserved = sum(tasks[one].unserved or 0.0 for one in plan.unserved)
    tardiness, worst, weights = sum(late), max(late, default=0.0), problem.weights
    total = (
        weights.travel * travel
        + weights.tardiness * tardiness
        + weights.worst_tardiness * worst
        + (0.0 if problem.hard_shifts else weights.overtime * over)
        + wishes
        + unserved
    )
    return Cost(travel, tardiness, worst, over, wishes, unserved, total)


def _known(problem: Problem) -> tuple[dict[int, Caregiver], dict[int, Task]]:
    return {person.id: person for person in problem.caregivers}, {task.id: task for task in problem.tasks}


def _travel(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> float:
    if not route.stops:
        return 0.0
    places = [person.start, *(tasks[stop.task_id].place for stop in route.stops), person.end]
    return float(sum(problem.minutes[a, b] for a, b in pairwise(places)))


def _back(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> float:
    last = route.stops[-1]
    task = tasks[last.task_id]
    return float(last.begins + task.minutes + problem.minutes[task.place, person.end])


def faults_of(problem: Problem, plan: Plan) -> list[str]:
    """Every hard rule that the plan breaks, in words for a log; empty for a lawful plan."""
    people, tasks = _known(problem)
    faults = _counted(problem, plan)
    for route in plan.routes:
        if route.caregiver_id not in people:
            faults.append(f"caregiver {route.caregiver_id} is not of this problem")
            continue
        if all(stop.task_id in tasks for stop in route.stops):
            faults += _route_faults(problem, people[route.caregiver_id], route, tasks)
    for link in problem.links:
        faults += _link_faults(plan, link)
    return faults


def _counted(problem: Problem, plan: Plan) -> list[str]:
    done = Counter(stop.task_id for route in plan.routes for stop in route.stops)
    done.update(plan.unserved)
    faults = [f"task {task.id} stands {done[task.id]} times" for task in problem.tasks if done[task.id] != 1]
    faults += [f"task {one} is not of this problem" for one in done.keys() - {task.id for task in problem.tasks}]
    must = {task.id for task in problem.tasks if task.unserved is None}
    faults += [f"task {one} may not be left out" for one in plan.unserved if one in must]
    twice = Counter(route.caregiver_id for route in plan.routes)
    return faults + [f"caregiver {one} has {count} routes" for one, count in twice.items() if count > 1]


def _route_faults(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> list[str]:
    faults = []
    free, place = person.from_minute, person.start
    for stop in route.stops:
        task = tasks[stop.task_id]
        if not problem.may(task, person):
            faults.append(f"caregiver {person.id} may not do task {task.id}")
        if stop.begins < max(task.earliest, free + problem.minutes[place, task.place]) - CLOSE:
            faults.append(f"task {task.id} begins before it can")
        if task.hard and stop.begins > task.latest + CLOSE:
            faults.append(f"task {task.id} begins after its window")
        free, place = stop.begins + task.minutes, task.place
    if problem.hard_shifts and route.stops and free + problem.minutes[place, person.end] > person.until_minute + CLOSE:
        faults.append(f"caregiver {person.id} comes back after the shift")
    return faults


def _link_faults(plan: Plan, link: Link) -> list[str]:
    begins = [plan.begin_of.get(link.first), plan.begin_of.get(link.second)]
    if begins[0] is None or begins[1] is None:
        whole = begins[0] is begins[1]
        return [] if whole else [f"of tasks {link.first} and {link.second} only one is done"]
    faults = []
    if plan.caregiver_of[link.first] == plan.caregiver_of[link.second]:
        faults.append(f"one caregiver does both tasks {link.first} and {link.second}")
    if not link.least - CLOSE <= begins[1] - begins[0] <= link.most + CLOSE:
        faults.append(f"task {link.second} does not keep its gap to task {link.first}")
    return faults
