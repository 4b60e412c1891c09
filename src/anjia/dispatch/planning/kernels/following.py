"""Begins from a plan that is there."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.day import (
    BACK,
    FAILED,
    LAST,
    PARTNER,
    POOL,
    POOLS,
    TASKS,
    WHO,
    ask_for,
    begin_change,
    insert,
    refer_to_day,
    remove,
    take_in,
)
from anjia.dispatch.planning.kernels.placing import place_price
from anjia.dispatch.planning.kernels.timing import spread
from anjia.dispatch.planning.kernels.undoing import from_lists, undo


@njit(cache=True, nogil=True)
def follow_plan(table, tasks, people):
    """Takes the lists as they are; where they do not fit, lays in tasks in the order of their begins, each behind what
    its caregiver has so far, as far as that fits."""
    d = refer_to_day(table)
    from_lists(d)
    if d.size[FAILED] == 0:
        return
    for task in range(d.size[TASKS]):
        if d.node[task, WHO] >= 0:
            remove(d, task)
    from_lists(d)
    for z in range(tasks.shape[0]):
        task = tasks[z]
        other = d.node[task, PARTNER]
        if d.node[task, WHO] >= 0 or (other >= 0 and d.node[other, WHO] >= 0):
            continue
        begin_change(d)
        d.lists[POOLS, 0] = task
        d.size[POOL] = 1
        fine = append(d, task, people[task])
        if fine and other >= 0:
            fine = append(d, other, people[other])
        if fine:
            spread(d, False)
        if not fine or d.size[FAILED] != 0:
            undo(d)


@njit
def append(d, task, who):
    """Puts a task at the end of a route, before or behind a break that ends it; False when it does not fit."""
    if who < 0 or d.wish[task, who] == np.inf:
        return False
    before = d.route[who, LAST]
    if place_price(d, task, who, before, np.inf) == np.inf:
        if before < d.size[TASKS] or place_price(d, task, who, d.node[before, BACK], np.inf) == np.inf:
            return False
        before = d.node[before, BACK]
    insert(d, task, who, before)
    take_in(d, task)
    ask_for(d, who)
    return True
