"""Annealing by ruining and recreating routes."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.chance import below, unit
from anjia.dispatch.planning.kernels.day import (
    BEST,
    FAILED,
    OUT,
    OUTS,
    POOL,
    POOLS,
    TOTAL,
    begin_change,
    refer_to_day,
)
from anjia.dispatch.planning.kernels.recreating import recreate
from anjia.dispatch.planning.kernels.resting import shake_rest
from anjia.dispatch.planning.kernels.ruining import ruin
from anjia.dispatch.planning.kernels.timing import spread
from anjia.dispatch.planning.kernels.undoing import count_used, from_lists, keep_best, undo

COOLING = 64  # steps at one temperature
WIDELY = 20  # one step in so many looks everywhere for those without a place near


@njit(cache=True, nogil=True)
def anneal_routes(table, chance, hot, cold, steps, best):
    """Ruins and recreates so many times while the temperature falls; the best lists seen are kept apart.

    With no steps, computes everything from the lists and lays in what nobody does. Returns how many were taken.
    """
    d = refer_to_day(table)
    if steps == 0:
        from_lists(d)
        fill(d, chance)
        keep_best(d, best)
        return 0
    taken, heat = 0, hot
    for step in range(steps):
        if step % COOLING == 0:
            heat = hot * (cold / hot) ** (step / steps)
            count_used(d)
        before = d.num[TOTAL]
        begin_change(d)
        ruin(d, chance)
        spread(d, False)
        if below(chance, 2) == 0:
            shake_rest(d, chance)
        fine = d.size[FAILED] == 0 and recreate(d, chance, step % WIDELY == 0)
        if not fine or d.num[TOTAL] > before - heat * np.log(unit(chance)):
            undo(d)
            continue
        taken += 1
        if d.num[TOTAL] < d.num[BEST] - 1e-7:
            keep_best(d, best)
    return taken


@njit
def fill(d, chance):
    """Lays in all that nobody does, one by one."""
    count = d.size[OUT]
    waiting = d.lists[OUTS, :count].copy()
    for z in range(count):
        other = z + below(chance, count - z)
        waiting[z], waiting[other] = waiting[other], waiting[z]
        begin_change(d)
        d.lists[POOLS, 0] = waiting[z]
        d.size[POOL] = 1
        if not recreate(d, chance, True):
            undo(d)
