"""Annealing by ruining and recreating routes."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.chance import below, unit
from anjia.dispatch.planning.kernels.day import (
    BEST,
    FAILED,
    LOOSE,
    MISSED,
    MOVING,
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
def anneal_routes(table, chance, hot, cold, steps, best, reach):
    """Ruins and recreates so many times while the temperature falls; the best lists seen are kept apart.

    With a `reach` it calls: it ruins around those left out alone, until none is; who was seldom left out may take the
    place of who often was, as long as that is no dearer than the best by more than `reach`, so that those who find a
    place easily wait for one instead of those who do not (absences, as Christiaens and Vanden Berghe 2020 save
    vehicles). With no steps, computes everything from the lists and lays in what nobody does. Returns how many steps
    were made.
    """
    d = refer_to_day(table)
    calling = reach > 0.0
    if steps == 0:
        from_lists(d)
        fill(d, chance)
        keep_best(d, best)
        return 0
    heat = hot
    for step in range(steps if d.size[MOVING] > 0 else 0):
        if step % COOLING == 0:
            heat = hot * (cold / hot) ** (step / steps)
            count_used(d)
        if calling and d.size[OUT] == 0:
            return step
        before, missed = d.num[TOTAL], count_missed(d, calling)
        begin_change(d)
        ruin(d, chance, calling)
        spread(d, False)
        if below(chance, 2) == 0:
            shake_rest(d, chance)
        fine = d.size[FAILED] == 0 and recreate(d, chance, step % WIDELY == 0)
        dear = d.num[TOTAL] > before - heat * np.log(unit(chance))
        near = calling and d.num[TOTAL] < d.num[BEST] + reach
        if not fine or (dear and not (near and count_missed(d, True) < missed)):
            undo(d)
        elif d.num[TOTAL] < d.num[BEST] - 1e-7:
            keep_best(d, best)
        if calling:
            note_missed(d)
    return steps


@njit
def count_missed(d, calling):
    """How often those whom nobody does now were left alone while calling."""
    total = 0.0
    if calling:
        for z in range(d.size[OUT]):
            total += d.price[d.lists[OUTS, z], MISSED]
    return total


@njit
def note_missed(d):
    """Counts those whom nobody does now."""
    for z in range(d.size[OUT]):
        d.price[d.lists[OUTS, z], MISSED] += 1.0


@njit
def fill(d, chance):
    """Lays in all that nobody does, one by one."""
    count = d.size[OUT]
    waiting = d.lists[OUTS, :count].copy()
    for z in range(count):
        other = z + below(chance, count - z)
        waiting[z], waiting[other] = waiting[other], waiting[z]
        if d.node[waiting[z], LOOSE] == 0:
            continue
        begin_change(d)
        d.lists[POOLS, 0] = waiting[z]
        d.size[POOL] = 1
        if not recreate(d, chance, True):
            undo(d)
