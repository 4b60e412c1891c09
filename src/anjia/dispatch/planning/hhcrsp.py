"""Reads instances of the home health care routing and scheduling problem as published by the University of Udine.

Format: README of github.com/iolab-uniud/hhcrsp; Mankowska et al. (2014) and the Italian instances come in it.
"""

from __future__ import annotations

import json
from typing import Any

from anjia.dispatch.planning.problem import Caregiver, Link, Problem, Task
from anjia.dispatch.planning.vetting import problem_of
from anjia.dispatch.planning.weights import Weights

THIRD = Weights(travel=1 / 3, tardiness=1 / 3, worst_tardiness=1 / 3, overtime=0.0)


def read_instance(text: str) -> Problem:
    """The problem of an instance in JSON. Raises ValueError for anything that is not one."""
    try:
        found = json.loads(text)
        tasks, links = _tasks(found)
        people = [
            Caregiver(id=number, skills=frozenset(person["abilities"]), start=0, end=0)
            for number, person in enumerate(found["caregivers"])
        ]
        problem, aside = problem_of(people, tasks, found["distances"], links=links, weights=THIRD)
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise ValueError(f"this is not an instance: {fault!r}") from fault
    if aside:
        raise ValueError(f"tasks of this instance cannot be planned: {aside[:3]}")
    return problem


def _tasks(found: dict[str, Any]) -> tuple[list[Task], list[Link]]:
    usual = {service["id"]: service.get("default_duration", 0) for service in found["services"]}
    tasks: list[Task] = []
    links: list[Link] = []
    for row, patient in enumerate(found["patients"], start=1):
        begins, ends = patient["time_window"]
        first = len(tasks)
        for needed in patient["required_caregivers"]:
            service = needed["service"]
            minutes = float(needed.get("duration", usual[service]))
            tasks.append(Task(len(tasks), row, minutes, float(begins), float(ends), service))
        if len(tasks) - first == 2:
            links.append(_link(first, patient["synchronization"]))
    return tasks, links


def _link(first: int, kept: dict[str, Any]) -> Link:
    if kept["type"] == "simultaneous":
        return Link(first, first + 1)
    least, most = kept["distance"]
    return Link(first, first + 1, float(least), float(most))
