"""The prices of a problem as the arrays of the search over routes."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.abilities import Flags
from anjia.dispatch.planning.grid import Table, down, up
from anjia.dispatch.planning.kernels import day as field
from anjia.dispatch.planning.kernels.day import BIG
from anjia.dispatch.planning.problem import Problem, Task

MUST = 1e9  # the price of leaving out what may not be left out


def wishes(problem: Problem, able: Flags) -> Table:
    """The price of sending each caregiver to each task; another one than was published is priced in."""
    column = {person.id: number for number, person in enumerate(problem.caregivers)}
    wish = np.zeros(able.shape, np.float32)
    for row, task in enumerate(problem.tasks):
        if task.published is not None:
            price = problem.weights.other_caregiver * task.published.factor
            wish[row] = price
            if task.published.caregiver_id in column:
                wish[row, column[task.published.caregiver_id]] = 0.0
        for person, price in task.wishes.items():
            if person in column:
                wish[row, column[person]] += price
    wish[~able] = np.inf
    return wish


def prices(tasks: tuple[Task, ...]) -> Table:
    """What a task is worth, and when it was said to begin."""
    price = np.zeros((len(tasks), 6))
    for row, task in enumerate(tasks):
        told = (task.published.begins, task.published.factor) if task.published else (-2 * BIG, 0.0)
        price[row, : field.MISSED] = MUST if task.unserved is None else task.unserved, task.earns, 0.0, *told
    return price


def shifts(problem: Problem) -> Table:
    """Shifts, and what was earned. Where shifts are soft, only overtime bounds them."""
    shift = np.zeros((len(problem.caregivers), 12))
    for who, person in enumerate(problem.caregivers):
        until = float(down(person.until_minute))
        shift[who, : field.INCOME] = (
            up(person.from_minute),
            until if problem.hard_shifts else BIG,
            until,
            BIG if person.most_minutes is None else down(person.most_minutes),
            person.earned,
            person.target or 0.0,
        )
        shift[who, field.PAY] = person.pay
    return shift


def weights(problem: Problem) -> Table:
    """The weights in their order in the search."""
    given = problem.weights
    num = np.zeros(field.KEYS + 4096)
    num[: field.TOTAL] = (
        given.travel,
        given.waiting,
        0.0 if problem.hard_shifts else given.overtime,
        given.unfairness,
        given.great_unfairness - given.unfairness,
        given.fair_share,
        given.unfair_share,
        given.moved,
        given.far_moved,
        given.moved_minutes,
        given.far_moved_minutes,
    )
    steps = [0.0, given.tardiness, *(number for step in given.tardiness_steps for number in step)]
    num[field.STEP : field.STEP + len(steps)] = steps
    return num
