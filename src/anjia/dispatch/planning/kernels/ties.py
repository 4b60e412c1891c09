"""When linked tasks begin, given what their own routes allow."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    BEGINS,
    LATE,
    LATEST,
    LEAST,
    MOST,
    OWN,
    OWN_LATE,
    PARTNER,
    SECOND,
    SOFT,
    WHO,
    ask_for,
)


@njit
def tied_begin(d, task, own):
    """When a linked task begins, given when its own route allows it; asks for the other route if that moves."""
    d.time[task, OWN] = own
    other = d.node[task, PARTNER]
    if other < 0 or d.node[other, WHO] < 0:
        return own
    first, second = (other, task) if d.node[task, SECOND] else (task, other)
    follows = max(d.time[second, OWN], d.time[first, OWN] + d.time[first, LEAST])
    leads = max(d.time[first, OWN], follows - d.time[first, MOST])
    mine, others = (follows, leads) if d.node[task, SECOND] else (leads, follows)
    if others != d.time[other, BEGINS]:
        ask_for(d, d.node[other, WHO])
    return mine


@njit
def tied_late(d, task, own):
    """The latest begin of a linked task, given what its own route allows."""
    d.time[task, OWN_LATE] = own
    other = d.node[task, PARTNER]
    if other < 0 or d.node[other, WHO] < 0:
        return own
    first, second = (other, task) if d.node[task, SECOND] else (task, other)
    leads = min(d.time[first, OWN_LATE], d.time[second, OWN_LATE] - d.time[first, LEAST])
    follows = min(d.time[second, OWN_LATE], leads + d.time[first, MOST])
    mine, others = (follows, leads) if d.node[task, SECOND] else (leads, follows)
    if others != d.time[other, LATE]:
        ask_for(d, d.node[other, WHO])
    return mine


@njit
def limit(d, task):
    """Until when a task may begin if nobody else is to be moved or served later."""
    if d.node[task, PARTNER] >= 0:
        return d.time[task, BEGINS]
    return min(d.time[task, LATEST], max(d.time[task, SOFT], d.time[task, BEGINS]))
