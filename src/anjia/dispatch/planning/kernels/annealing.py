"""Simulated annealing of one order of all events."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.bare import bare_search
from anjia.dispatch.planning.kernels.chance import unit
from anjia.dispatch.planning.kernels.moves import BROKEN, DONE, NOTHING, change
from anjia.dispatch.planning.kernels.search import BEST, COST, LATE, TRAVEL, keep, renumber, take_back
from anjia.dispatch.planning.kernels.starts import from_nothing, spread, total_cost

COOLING = 1024  # steps at one temperature


@njit(cache=True, nogil=True)
def anneal(search, chance, hot, cold, steps, best_ints, best_floats):
    """Tries changes while the temperature falls from hot to cold; the best order seen is kept apart.

    Returns how many changes were taken.
    """
    s = bare_search(search)
    s.sums[COST] = from_nothing(s)
    taken, heat = 0, hot
    keep(s)
    for step in range(steps):
        if step % COOLING == 0:
            heat = hot * (cold / hot) ** (step / steps)
        late = s.sums[LATE]
        outcome, travelled = change(s, chance)
        if outcome == NOTHING:
            continue
        bound = s.sums[COST] - heat * np.log(unit(chance))
        cost = np.inf
        if outcome == DONE and s.sums[TRAVEL] + travelled <= bound and spread(s):
            cost = total_cost(s, s.sums[TRAVEL] + travelled)
        if cost > bound:
            take_back(s)
            s.sums[LATE] = late
            if outcome == BROKEN:
                renumber(s)
            continue
        keep(s)
        s.sums[TRAVEL] += travelled
        s.sums[COST] = cost
        taken += 1
        if cost < s.sums[BEST] - 1e-9:
            s.sums[BEST] = cost
            best_ints[:] = s.ints
            best_floats[:] = s.floats
    return taken
