"""Takes out of a plan what breaks a hard rule and may be left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import UNREACHABLE, Caregiver, Problem, Task
from anjia.dispatch.planning.rests import rests_of

CLOSE = 1e-6


def lawful(problem: Problem, plan: Plan) -> Plan:
    """The plan without tasks begun after a hard window, beyond a hard shift or the most minutes, where no way leads,
    in the time of a break, or whose partner is left out.

    The starts stay: taking something out only makes waiting longer. What may not be left out stays, for `faults_of`.
    """
    tasks = {task.id: task for task in problem.tasks}
    people = {person.id: person for person in problem.caregivers}
    while True:
        out = {
            one
            for route in plan.routes
            if route.stops
            for one in _broken(problem, people[route.caregiver_id], route, tasks)
        }
        gone = out | set(plan.unserved)
        for link in problem.links:
            if {link.first, link.second} & gone:
                gone |= {link.first, link.second}
        gone = {one for one in gone if tasks[one].unserved is not None} | set(plan.unserved)
        if gone == set(plan.unserved):
            return replace(plan, unserved=tuple(sorted(plan.unserved)))
        routes = (replace(route, stops=tuple(s for s in route.stops if s.task_id not in gone)) for route in plan.routes)
        plan = Plan(tuple(route for route in routes if route.stops), tuple(sorted(gone)))


def _broken(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> Iterator[int]:
    ways, place, free = problem.minutes_of(person), person.start, person.from_minute
    for stop in route.stops:
        task = tasks[stop.task_id]
        home = ways[task.place, person.end] if stop is route.stops[-1] else 0.0
        back = stop.begins + task.minutes + home
        late = (task.hard and stop.begins > task.latest) or (problem.hard_shifts and back > person.until_minute)
        sooner = stop.begins < free + ways[place, task.place] - CLOSE  # it led over a place that is gone
        if late or sooner or max(ways[place, task.place], home) >= UNREACHABLE:
            yield task.id
        place, free = task.place, stop.begins + task.minutes
    leaves = route.stops[0].begins - ways[person.start, tasks[route.stops[0].task_id].place]
    droppable = [stop for stop in route.stops if tasks[stop.task_id].unserved is not None]
    if droppable and person.most_minutes is not None and back - leaves > person.most_minutes:
        yield droppable[-1].task_id
    if droppable and rests_of(problem, person, route, tasks) is None:
        middle = person.breaks[0].earliest
        yield min(droppable, key=lambda stop: abs(stop.begins + tasks[stop.task_id].minutes / 2 - middle)).task_id
