"""Who is near whom: the neighbours a search over routes tries first."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.abilities import Flags
from anjia.dispatch.planning.kernels.day import AROUND, BESIDE, EARLIEST, HOMES, LATEST, LENGTH, SOFT
from anjia.dispatch.planning.problem import Problem

IDLE = 0.25  # what a minute of waiting that cannot be avoided counts against a minute of way
LATE_BY = 60.0  # a soft window is left by no more than this by neighbours
Table = np.ndarray


def near_of(problem: Problem, able: Flags, there: Table, hither: Table, time: Table) -> Table:
    """The neighbours of each task, nearest first, -1 behind the last: tasks that best stand before it, those that best
    stand behind it, caregivers who live near, tasks near by way alone."""
    tasks = len(problem.tasks)
    place = np.array([task.place for task in problem.tasks])
    starts = np.array([person.start for person in problem.caregivers])
    early, length = time[:tasks, EARLIEST], time[:tasks, LENGTH]
    late = np.minimum(time[:tasks, LATEST], time[:tasks, SOFT] + LATE_BY)
    kinds, kind = np.unique(able, axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    whole = kinds.astype(np.float32)
    shared = (whole @ whole.T) > 0
    near = np.full((tasks, 2 * BESIDE + HOMES + AROUND), -1, np.int32)
    before, behind, homes, around = np.split(near, (BESIDE, 2 * BESIDE, 2 * BESIDE + HOMES), axis=1)
    for row in range(tasks):
        to, on = hither[place[row], place], there[place[row], place]
        may = shared[kind[row], kind]
        may[row] = False
        fill(before, row, to + IDLE * np.maximum(0, early[row] - late - length - to),
             may & (early + length + to <= late[row]))  # fmt: skip
        fill(behind, row, on + IDLE * np.maximum(0, early - late[row] - length[row] - on),
             may & (early[row] + length[row] + on <= late))  # fmt: skip
        fill(homes, row, hither[place[row], starts], able[row])
        others = np.ones(tasks, np.bool_)
        others[row] = False
        fill(around, row, on, others)
    return near


def fill(table: Table, row: int, price: Table, may: Flags) -> None:
    """The cheapest of those that may be, sorted."""
    found = np.flatnonzero(may)
    wide = table.shape[1]
    if len(found) > wide:
        found = found[np.argpartition(price[found], wide)[:wide]]
    found = found[np.argsort(price[found], kind="stable")]
    table[row, : len(found)] = found
