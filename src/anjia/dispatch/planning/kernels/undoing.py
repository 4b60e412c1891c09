"""Undoes a change, keeps the best, computes everything anew."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    ABSENT,
    BACK,
    BEST,
    BIG,
    COST,
    FIRST,
    HOME,
    LAST,
    NEXT,
    OUT,
    OWN,
    OWN_LATE,
    PARTNER,
    PEOPLE,
    POOL,
    POOLS,
    SEATS,
    TASKS,
    TOTAL,
    USED,
    WHO,
    ask_for,
    begin_change,
    leave_out,
    put_back,
    take_in,
)
from anjia.dispatch.planning.kernels.timing import backward, forward, spread


@njit
def undo(d):
    """Everything as it was before this change."""
    for z in range(d.size[POOL]):
        d.node[d.lists[POOLS, z], WHO] = ABSENT
        if d.node[d.lists[POOLS, z], PARTNER] >= 0:
            d.node[d.node[d.lists[POOLS, z], PARTNER], WHO] = ABSENT
    put_back(d)
    spread(d, True)
    for z in range(d.size[POOL]):
        follow(d, d.lists[POOLS, z])


@njit
def follow(d, task):
    """Notes of a task, and of the other one of its link, whether somebody does it."""
    other = d.node[task, PARTNER]
    for one in (task, other):
        if one >= 0:
            if d.node[one, WHO] >= 0:
                take_in(d, one)
            else:
                leave_out(d, one)


@njit
def from_lists(d):
    """Everything anew from the lists of the routes; the cost."""
    begin_change(d)
    d.num[TOTAL] = 0.0
    d.size[OUT] = 0
    for who in range(d.size[PEOPLE]):
        d.shift[who, COST] = 0.0
        ask_for(d, who)
    for task in range(d.size[TASKS]):
        d.lists[SEATS, task] = -1
        d.time[task, OWN] = -BIG  # linked begins that were late before could keep each other late
        d.time[task, OWN_LATE] = BIG
        if d.node[task, WHO] < 0:
            leave_out(d, task)
    spread(d, True)
    for who in range(d.size[PEOPLE]):  # once more, now that all is known: whether it fits
        forward(d, who)
        backward(d, who)
    spread(d, False)
    return d.num[TOTAL]


@njit
def keep_best(d, best):
    """Keeps the lists of a day that is the best so far."""
    d.num[BEST] = d.num[TOTAL]
    nodes = d.node.shape[0]
    for node in range(nodes):
        best[node, 0] = d.node[node, NEXT]
        best[node, 1] = d.node[node, BACK]
        best[node, 2] = d.node[node, WHO]
    for who in range(d.size[PEOPLE]):
        best[nodes + who, 0] = d.route[who, FIRST]
        best[nodes + who, 1] = d.route[who, LAST]


@njit
def count_used(d):
    """How many caregivers are sent."""
    used = 0
    for who in range(d.size[PEOPLE]):
        if d.shift[who, HOME] != 0.0:
            used += 1
    d.size[USED] = used
