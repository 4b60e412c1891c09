"""Takes out of a plan what breaks a hard rule and may be left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Caregiver, Problem, Task


def lawful(problem: Problem, plan: Plan) -> Plan:
    """The plan without tasks begun after a hard window, beyond a hard shift, or whose partner is left out.

    The starts stay: taking something out only makes waiting longer. What may not be left out stays, for `faults_of`.
    """
    tasks = {task.id: task for task in problem.tasks}
    people = {person.id: person for person in problem.caregivers}
    out = {one for route in plan.routes for one in _broken(problem, people[route.caregiver_id], route, tasks)}
    out |= set(plan.unserved)
    for link in problem.links:
        if {link.first, link.second} & out:
            out |= {link.first, link.second}
    out = {one for one in out if tasks[one].unserved is not None} | set(plan.unserved)
    routes = (replace(route, stops=tuple(s for s in route.stops if s.task_id not in out)) for route in plan.routes)
    return Plan(tuple(route for route in routes if route.stops), tuple(sorted(out)))


def _broken(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> Iterator[int]:
    for stop in route.stops:
        task = tasks[stop.task_id]
        back = stop.begins + task.minutes + problem.minutes[task.place, person.end]
        if (task.hard and stop.begins > task.latest) or (problem.hard_shifts and back > person.until_minute):
            yield task.id
