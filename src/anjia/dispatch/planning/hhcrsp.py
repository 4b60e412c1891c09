"""Reads instances of the home health care routing and scheduling problem as published by the University of Udine.

Format: README of github.com/iolab-uniud/hhcrsp; Mankowska et al. (2014) and the Italian instances come in it. The
extended Italian ones also have a departing point and a shift for each caregiver and caregivers whom a patient must not
have; their files give no weights, so that a minute of overtime counts a third like the others.
"""

from __future__ import annotations

import json
from typing import Any

from anjia.dispatch.planning.problem import FOREVER, Caregiver, Link, Problem, Task
from anjia.dispatch.planning.vetting import problem_of
from anjia.dispatch.planning.weights import Weights

THIRD = Weights(travel=1 / 3, tardiness=1 / 3, worst_tardiness=1 / 3, overtime=1 / 3)


def read_instance(text: str) -> Problem:
    """The problem of an instance in JSON. Raises ValueError for anything that is not one."""
    try:
        found = json.loads(text)
        tasks, links = _tasks(found)
        people = [_caregiver(number, person) for number, person in enumerate(found["caregivers"])]
        problem, aside = problem_of(people, tasks, found["distances"], links=links, weights=THIRD)
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise ValueError(f"this is not an instance: {fault!r}") from fault
    if aside:
        raise ValueError(f"tasks of this instance cannot be planned: {aside[:3]}")
    return problem


def _caregiver(number: int, person: dict[str, Any]) -> Caregiver:
    point = int(person.get("distance_matrix_index", 0))
    since, until = person.get("working_shift", (0.0, FOREVER))
    return Caregiver(number, frozenset(person["abilities"]), point, point, float(since), float(until))


def _tasks(found: dict[str, Any]) -> tuple[list[Task], list[Link]]:
    number_of = {person["id"]: number for number, person in enumerate(found["caregivers"]) if "id" in person}
    usual = {service["id"]: service.get("default_duration", 0) for service in found["services"]}
    tasks: list[Task] = []
    links: list[Link] = []
    for row, patient in enumerate(found["patients"], start=1):
        begins, ends = patient["time_window"]
        first, place = len(tasks), int(patient.get("distance_matrix_index", row))
        never = frozenset(number_of[one] for one in patient.get("incompatible_caregivers", ()))
        for needed in patient["required_caregivers"]:
            service = needed["service"]
            minutes = float(needed.get("duration", usual[service]))
            tasks.append(Task(len(tasks), place, minutes, float(begins), float(ends), service, never=never))
        if len(tasks) - first == 2:
            links.append(_link(first, patient["synchronization"]))
    return tasks, links


def _link(first: int, kept: dict[str, Any]) -> Link:
    if kept["type"] == "simultaneous":
        return Link(first, first + 1)
    least, most = kept["distance"]
    return Link(first, first + 1, float(least), float(most))
