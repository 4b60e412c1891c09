"""A problem as the arrays of the search over routes."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from anjia.dispatch.planning.abilities import Flags, able_of
from anjia.dispatch.planning.grid import Table, down, on_grid, up
from anjia.dispatch.planning.kernels import day as field
from anjia.dispatch.planning.kernels.day import BIG, Day
from anjia.dispatch.planning.nearness import near_of
from anjia.dispatch.planning.problem import FOREVER, Problem, Task
from anjia.dispatch.planning.worth import prices, shifts, weights, wishes

TOPS = 48


class Layout:
    """What all chains of a search share: everything that no change touches."""

    def __init__(self, problem: Problem, *, moving: Collection[int] | None = None) -> None:
        """With `moving`, neighbours are looked for of these tasks alone, by their ids: no others will be moved."""
        self.problem = problem
        self.able = able_of(problem)
        modes = [None, *problem.modes]
        self.mode = np.array([modes.index(person.mode) for person in problem.caregivers], np.int32)
        tables = [on_grid(problem.minutes if mode is None else problem.modes[mode]) for mode in modes]
        there = np.stack(tables) if len(tables) > 1 else tables[0][None]
        same = all((one == one.T).all() for one in there)
        self.hither = 0 if same else len(there)
        self.ways = there if same else np.concatenate([there, there.transpose(0, 2, 1)])
        self.wish = wishes(problem, self.able)
        self.time = node_times(problem)
        self.moves = np.array([moving is None or task.id in moving for task in problem.tasks], np.bool_)
        self.near = near_of(problem, self.able, self.ways[0], self.ways[self.hither], self.time, self.moves)

    def day(self) -> Day:
        """The state of a chain, nobody sent anywhere."""
        problem = self.problem
        tasks, people = len(problem.tasks), len(problem.caregivers)
        nodes = len(self.time)
        size = np.zeros(15, np.int64)
        size[[field.TASKS, field.PEOPLE, field.WALKS, field.SPANS]] = tasks, people, walks(problem), spans(problem)
        size[[field.STEPS, field.HITHER]] = 1 + len(problem.weights.tardiness_steps), self.hither
        lists = np.zeros((6, max(4096, nodes + 2 * people + 8)), np.int32)
        lists[field.SEATS] = -1
        lists[field.MOVES, :tasks] = np.arange(tasks)
        size[field.MOVING] = tasks
        return Day(
            node=node_numbers(problem, self.able, nodes),
            time=self.time.copy(),
            price=prices(problem.tasks),
            route=routes(problem, self.mode, tasks),
            shift=shifts(problem),
            num=weights(problem),
            ways=self.ways,
            wish=self.wish,
            near=self.near,
            lists=lists,
            top=np.zeros((2 * TOPS, 5)),
            size=size,
        )


def node_times(problem: Problem) -> Table:
    """Windows, lengths and gaps of tasks, then of breaks."""
    breaks = [rest for person in problem.caregivers for rest in person.breaks]
    tasks = len(problem.tasks)
    time = np.zeros((tasks + len(breaks), 16), np.float32)
    hard = np.array([task.hard for task in problem.tasks], np.bool_)
    latest = down(np.array([task.latest for task in problem.tasks]))
    time[:tasks, field.EARLIEST] = up(np.array([soonest(problem, task) for task in problem.tasks]))
    time[:tasks, field.LATEST] = np.where(hard, latest, BIG)
    time[:tasks, field.LENGTH] = up(np.array([task.minutes for task in problem.tasks]))
    time[:tasks, field.SOFT] = np.where(hard, BIG, latest)
    for row, rest in enumerate(breaks, len(problem.tasks)):
        time[row, : field.LENGTH + 1] = (
            up(rest.earliest),
            down(rest.latest),
            up(rest.minutes),
        )
    row_of = {task.id: row for row, task in enumerate(problem.tasks)}
    for link in problem.links:
        for one in (link.first, link.second):
            time[row_of[one], field.LEAST] = up(link.least)
            time[row_of[one], field.MOST] = down(link.most)
    return time


def soonest(problem: Problem, task: Task) -> float:
    """From when a task may begin; what was told is not begun much sooner."""
    if task.published is None:
        return task.earliest
    told = task.published.begins - problem.weights.moved_minutes
    return max(task.earliest, min(told, task.latest))


def node_numbers(problem: Problem, able: Flags, nodes: int) -> Table:
    """Places and links of tasks; breaks stand on their routes from the beginning."""
    node = np.full((nodes, 8), -1, np.int32)
    row_of = {task.id: row for row, task in enumerate(problem.tasks)}
    tasks = len(problem.tasks)
    node[:tasks, field.PLACE] = [task.place for task in problem.tasks]
    node[:tasks, field.LOOSE] = 1
    node[:tasks, field.CHOICES] = able.sum(axis=1)
    node[:, field.SECOND] = 0
    for link in problem.links:
        first, second = row_of[link.first], row_of[link.second]
        node[first, field.PARTNER], node[second, field.PARTNER] = second, first
        node[second, field.SECOND] = 1
    at = tasks
    for who, person in enumerate(problem.caregivers):
        for number in range(len(person.breaks)):
            node[at, [field.WHO, field.PLACE]] = who, person.start
            node[at, field.BACK] = at - 1 if number else -1
            node[at, field.NEXT] = at + 1 if number + 1 < len(person.breaks) else -1
            at += 1
    return node


def routes(problem: Problem, mode: Table, tasks: int) -> Table:
    """Where routes begin and end; breaks are on them already."""
    route = np.zeros((len(problem.caregivers), 9), np.int32)
    at = tasks
    for who, person in enumerate(problem.caregivers):
        count = len(person.breaks)
        ends = (at, at + count - 1) if count else (-1, -1)
        route[who] = *ends, count, person.start, person.end, mode[who], 1, -1, 0
        at += count
    return route


def walks(problem: Problem) -> bool:
    """Whether later begins cost anything, so that a place has to be tried along the rest of its route."""
    soft = any(not task.hard or task.published is not None for task in problem.tasks)
    over = not problem.hard_shifts and any(person.until_minute < FOREVER for person in problem.caregivers)
    return soft or over


def spans(problem: Problem) -> bool:
    """Whether the minutes between leaving and being back count."""
    return problem.weights.waiting > 0 or any(person.most_minutes is not None for person in problem.caregivers)
