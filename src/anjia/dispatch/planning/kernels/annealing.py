"""Simulated annealing of the routes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.bare import bare_rows, bare_search
from anjia.dispatch.planning.kernels.chance import unit
from anjia.dispatch.planning.kernels.moves import change
from anjia.dispatch.planning.kernels.search import (
    BEST,
    COST,
    FLOAT_COLUMNS,
    LATE,
    MORE_TRAVEL,
    ROWS,
    TRAVEL,
    forget,
    keep,
    take_back,
)
from anjia.dispatch.planning.kernels.starts import from_nothing, spread


class Copy(NamedTuple):
    """Where the best routes are kept."""

    ints: np.ndarray
    floats: np.ndarray


COOLING = 256  # steps at one temperature


@njit(cache=True, nogil=True)
def anneal(search, chance, hot, cold, steps, best_ints, best_floats):
    """Tries changes while the temperature falls from hot to cold; the best routes seen are kept apart.

    Returns how many changes were taken.
    """
    s = bare_search(search)
    into = Copy(bare_rows(best_ints), bare_rows(best_floats))
    s.sums[COST] = from_nothing(s)
    taken, heat = 0, hot
    forget(s)
    if s.sums[COST] == np.inf:
        return 0
    for step in range(steps):
        if step % COOLING == 0:
            heat = hot * (cold / hot) ** (step / steps)
        late = s.sums[LATE]
        if not change(s, chance):
            continue
        bound = s.sums[COST] - heat * np.log(unit(chance))
        travel = s.sums[TRAVEL] + s.sums[MORE_TRAVEL]
        cost = spread(s, bound) if travel <= bound else np.inf
        if cost > bound:
            take_back(s)
            s.sums[LATE] = late
            continue
        s.sums[TRAVEL] = travel
        s.sums[COST] = cost
        keep(s)
        taken += 1
        if cost < s.sums[BEST] - 1e-9:
            s.sums[BEST] = cost
            copy(s, into)
    return taken


@njit
def copy(s, into):
    """Keeps the routes as they are now."""
    for row in range(s.size[ROWS]):
        for column in range(FLOAT_COLUMNS):
            into.ints[row, column] = s.ints[row, column]
            into.floats[row, column] = s.floats[row, column]
