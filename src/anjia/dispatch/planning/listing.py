"""Writes a plan into the lists of the search over routes."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.grid import Table
from anjia.dispatch.planning.kernels import day as field
from anjia.dispatch.planning.kernels.day import Day
from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.rests import rests_of


def listed(problem: Problem, day: Day, plan: Plan) -> tuple[Table, Table]:
    """Writes all routes; the rows of the tasks in the order of their begins, and the caregiver of each task."""
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    column = {person.id: number for number, person in enumerate(problem.caregivers)}
    people = np.full(len(row), -1, np.int32)
    begun = sorted((begins, one) for one, begins in plan.begin_of.items() if one in row)
    for one, who in plan.caregiver_of.items():
        if one in row:
            people[row[one]] = column.get(who, -1)
    for route in plan.routes:
        if route.caregiver_id in column:
            write(problem, day, column[route.caregiver_id], route, row)
    return np.array([row[one] for _begins, one in begun], np.int32), people


def write(problem: Problem, day: Day, who: int, route: Route, row: dict[int, int]) -> None:
    """The list of a route, its breaks where they were taken."""
    person = problem.caregivers[who]
    known = Route(person.id, tuple(stop for stop in route.stops if stop.task_id in row))
    tasks = {stop.task_id: problem.tasks[row[stop.task_id]] for stop in known.stops}
    begun = rests_of(problem, person, known, tasks) or ()
    if len(begun) < len(person.breaks):
        return
    first = int(day.route[who, field.FIRST])  # breaks are numbered one after another
    timed = [(stop.begins, row[stop.task_id]) for stop in known.stops]
    timed += [(begins, first + number) for number, begins in enumerate(begun)]
    nodes = [node for _begins, node in sorted(timed)]
    day.node[nodes, field.WHO] = who
    day.node[nodes, field.BACK] = [-1, *nodes[:-1]][: len(nodes)]
    day.node[nodes, field.NEXT] = [*nodes[1:], -1][: len(nodes)]
    ends = (nodes[0], nodes[-1]) if nodes else (-1, -1)
    day.route[who, [field.FIRST, field.LAST, field.COUNT]] = *ends, len(nodes)
