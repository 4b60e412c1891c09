"""Every hard rule that a plan breaks, found by the definition alone: no search, no shared code with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import UNREACHABLE, Caregiver, Link, Problem, Task
from anjia.dispatch.planning.rests import rests_of

CLOSE = 1e-6


def faults_of(problem: Problem, plan: Plan) -> list[str]:
    """Every hard rule that the plan breaks, in words for a log; empty for a lawful plan."""
    people = {person.id: person for person in problem.caregivers}
    tasks = {task.id: task for task in problem.tasks}
    faults = _counted(problem, plan)
    for route in plan.routes:
        if route.caregiver_id not in people:
            faults.append(f"caregiver {route.caregiver_id} is not of this problem")
        elif route.stops and all(stop.task_id in tasks for stop in route.stops):
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


def _route_faults(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> Iterator[str]:
    free, place, ways = person.from_minute, person.start, problem.minutes_of(person)
    for stop in route.stops:
        task = tasks[stop.task_id]
        if not problem.may(task, person):
            yield f"caregiver {person.id} may not do task {task.id}"
        if ways[place, task.place] >= UNREACHABLE:
            yield f"no way leads to task {task.id}"
        if stop.begins < max(task.earliest, free + ways[place, task.place]) - CLOSE:
            yield f"task {task.id} begins before it can"
        if task.hard and stop.begins > task.latest + CLOSE:
            yield f"task {task.id} begins after its window"
        free, place = stop.begins + task.minutes, task.place
    back = free + ways[place, person.end]
    if ways[place, person.end] >= UNREACHABLE:
        yield f"no way leads back from task {task.id}"
    if problem.hard_shifts and back > person.until_minute + CLOSE:
        yield f"caregiver {person.id} comes back after the shift"
    leaves = route.stops[0].begins - ways[person.start, tasks[route.stops[0].task_id].place]
    if person.most_minutes is not None and back - leaves > person.most_minutes + CLOSE:
        yield f"caregiver {person.id} works longer than the most minutes"
    if rests_of(problem, person, route, tasks) is None:
        yield f"caregiver {person.id} has no time for a break"


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
