"""When the breaks of a route are taken: each as soon as the route leaves room for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from anjia.dispatch.planning.plan import Route
from anjia.dispatch.planning.problem import Break, Caregiver, Problem, Task

CLOSE = 1e-6
ALWAYS = float("inf")
Gap = tuple[float, float, float]  # free from, free until, minutes of way within


def rests_of(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> tuple[float, ...] | None:
    """When each break of a caregiver begins, in their order; None when one does not fit between her visits and ways.

    A break fits where nothing else is: at a place before leaving it or before beginning at the next, at home before
    leaving and after being back.
    """
    gaps = list(_gaps(problem, person, route, tasks))
    begun: list[float] = []
    for rest in person.breaks:
        while gaps and (taken := _taken(rest, gaps[0])) is None:
            gaps.pop(0)
        if not gaps or taken is None or taken[0] > rest.latest + CLOSE:
            return None
        begun.append(taken[0])
        gaps[0] = (taken[0] + rest.minutes, gaps[0][1], taken[1])
    return tuple(begun)


def _taken(rest: Break, gap: Gap) -> tuple[float, float] | None:
    """When a break begins in a gap and the way still to go after it: before the way if there is room, else behind."""
    since, until, way = gap
    for gone in (0.0, way):
        begins = max(rest.earliest, since + gone)
        if begins + rest.minutes + way - gone <= until + CLOSE:
            return begins, way - gone
    return None


def _gaps(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> Iterator[Gap]:
    if not route.stops:
        yield -ALWAYS, ALWAYS, 0.0
        return
    ways, first, last = problem.minutes_of(person), route.stops[0], route.stops[-1]
    yield -ALWAYS, first.begins - float(ways[person.start, tasks[first.task_id].place]), 0.0
    for one, two in pairwise(route.stops):
        task = tasks[one.task_id]
        yield one.begins + task.minutes, two.begins, float(ways[task.place, tasks[two.task_id].place])
    task = tasks[last.task_id]
    yield last.begins + task.minutes + float(ways[task.place, person.end]), ALWAYS, 0.0
