"""Takes strings of visits out of neighbouring routes: slack induction by string removals.

Christiaens and Vanden Berghe (2020), doi 10.1287/trsc.2019.0914.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.chance import below, unit
from anjia.dispatch.planning.kernels.day import (
    ABSENT,
    AROUND,
    BACK,
    BESIDE,
    COUNT,
    FIRST,
    HOMES,
    LOOSE,
    MOVES,
    MOVING,
    NEXT,
    OPEN,
    OUT,
    OUTS,
    PARTNER,
    POOL,
    POOLS,
    STAMP,
    TASKS,
    TOUCHED,
    USED,
    WHO,
    ask_for,
    leave_out,
    remove,
)

REMOVED = 10.0  # tasks on average
LONGEST = 10.0  # of a string
SPLIT, GROW = 0.5, 0.5
MOST_POOL = 60  # of those left out before
OTHERS = 8  # of those left out before, tried again each time


@njit
def take_out(d, task):
    """Takes a task, and the other one of its link, out of their routes and into the pool."""
    ask_for(d, d.node[task, WHO])
    remove(d, task)
    leave_out(d, task)
    pool_in(d, task)
    other = d.node[task, PARTNER]
    if other >= 0 and d.node[other, WHO] >= 0:
        ask_for(d, d.node[other, WHO])
        remove(d, other)
        leave_out(d, other)


@njit
def pool_in(d, task):
    """Adds a task that may be moved to the pool; of a link, only one."""
    if d.node[task, LOOSE] != 0:
        d.lists[POOLS, d.size[POOL]] = task
        d.size[POOL] += 1


@njit
def may_leave(d, task):
    """Whether a task, with the other one of its link, may be taken out."""
    if d.node[task, LOOSE] == 0 or d.node[task, WHO] == ABSENT:
        return False
    other = d.node[task, PARTNER]
    if other < 0 or d.node[other, WHO] == ABSENT:
        return True
    return d.node[other, LOOSE] != 0 and d.route[d.node[other, WHO], OPEN] != 0


@njit
def string_out(d, chance, task, length):
    """Takes a string of so many tasks with the given one out of its route, perhaps leaving some in its middle."""
    who = d.node[task, WHO]
    kept = 0
    if below(chance, 2) == 0 and length > 1:
        kept = 1
        while unit(chance) < GROW and kept < 8:
            kept += 1
    node = task
    for _step in range(below(chance, length + kept)):
        back = d.node[node, BACK]
        while back >= d.size[TASKS]:
            back = d.node[back, BACK]
        if back < 0:
            break
        node = back
    skip = 1 + below(chance, length) if kept else length + 1
    taken, at = 0, 0
    while node >= 0 and taken < length:
        after = d.node[node, NEXT]
        if node < d.size[TASKS]:
            at += 1
            if not skip <= at < skip + kept and may_leave(d, node):
                take_out(d, node)
                after = d.node[node, NEXT] if after < 0 or d.node[after, WHO] == who else d.route[who, FIRST]
            taken += 0 if skip <= at < skip + kept else 1
        node = after


@njit
def beginning(d, chance, calling):
    """The task around which to ruin: any that may be moved, or one that nobody does."""
    seed = d.lists[MOVES, below(chance, d.size[MOVING])]
    if d.size[OUT] > 0 and (calling or below(chance, 4) == 0):
        alone = d.lists[OUTS, below(chance, d.size[OUT])]
        seed = alone if d.node[alone, LOOSE] != 0 else seed
    return seed


@njit
def ruin(d, chance, calling):
    """Fills the pool with neighbouring tasks, and with some that nobody did."""
    d.size[POOL] = 0
    seed = beginning(d, chance, calling)
    able = calling and below(chance, 2) == 0  # rather those whose caregivers could do it
    for _turn in range(min(OTHERS, d.size[OUT])):
        task = d.lists[OUTS, below(chance, d.size[OUT])]
        pool_in(d, task)
    used = max(1, d.size[USED])
    average = (d.size[TASKS] - d.size[OUT]) / used
    longest = max(1.0, min(LONGEST, average))
    strings = 1 + int(unit(chance) * (4.0 * REMOVED / (1.0 + longest) - 1.0))
    for z in range(-1, AROUND):
        task = seed if z < 0 else d.near[seed, 2 * BESIDE + HOMES + z]
        if task < 0 or strings == 0:
            break
        who = d.node[task, WHO]
        if who == ABSENT:
            if d.size[POOL] < MOST_POOL:
                pool_in(d, task)
        elif able and d.wish[seed, who] == np.inf:
            continue
        elif d.route[who, TOUCHED] != d.size[STAMP] and d.route[who, OPEN] != 0 and may_leave(d, task):
            count = d.route[who, COUNT]
            length = 1 + int(unit(chance) * min(float(count), longest))
            string_out(d, chance, task, min(length, count))
            strings -= 1
    return d.size[POOL]
