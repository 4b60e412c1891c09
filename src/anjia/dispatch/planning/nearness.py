"""Who is near whom: the neighbours a search over routes tries first."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.abilities import Flags
from anjia.dispatch.planning.kernels.day import AROUND, BESIDE, EARLIEST, HOMES, LATEST, LENGTH, SOFT
from anjia.dispatch.planning.kernels.nearing import fill_near
from anjia.dispatch.planning.problem import Problem

LATE_BY = 60.0  # a soft window is left by no more than this by neighbours
Table = np.ndarray


def near_of(problem: Problem, able: Flags, there: Table, hither: Table, time: Table, moves: Flags) -> Table:
    """The neighbours of each task that may be moved, nearest first, -1 behind the last: tasks that best stand before
    it, those that best stand behind it, caregivers who live near, tasks near by way alone that may be moved, too."""
    tasks = len(problem.tasks)
    place = np.array([task.place for task in problem.tasks], np.int64)
    starts = np.array([person.start for person in problem.caregivers], np.int64)
    early, length = (np.ascontiguousarray(time[:tasks, column]) for column in (EARLIEST, LENGTH))
    late = np.minimum(time[:tasks, LATEST], time[:tasks, SOFT] + np.float32(LATE_BY))
    kind, shared = kinds_of(able)
    near = np.full((tasks, 2 * BESIDE + HOMES + AROUND), -1, np.int32)
    rows = np.flatnonzero(moves)
    fill_near(near, rows, there, hither, place, starts, early, late, length, kind, shared, able, moves)
    return near


def kinds_of(able: Flags) -> tuple[Table, Flags]:
    """The kind of each task by who is able, and for which kinds somebody is able to do both."""
    rows = [row.tobytes() for row in np.packbits(able, axis=1)]
    number = {row: kind for kind, row in enumerate(dict.fromkeys(rows))}
    kind = np.array([number[row] for row in rows], np.int64)
    first = np.unique(kind, return_index=True)[1]
    whole = able[first].astype(np.float32)
    return kind, (whole @ whole.T) > 0
