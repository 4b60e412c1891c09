"""What a place on a route adds through time: later begins behind it, overtime, waiting."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.day import (
    BEGINS,
    BIG,
    EARLIEST,
    GONE,
    HOME,
    LATEST,
    LEAVE,
    LENGTH,
    MOST_MINUTES,
    NEXT,
    ONWARD,
    OVER_FROM,
    PARTNER,
    REST,
    SOFT,
    STILL,
    TASKS,
    TIMED,
    UNTIL,
    W_OVER,
    W_WAITING,
    WAITING,
)
from anjia.dispatch.planning.kernels.pricing import begin_price

NEVER = np.inf


@njit
def next_task(d, node):
    """The first task from a node of a route on, or -1."""
    while node >= d.size[TASKS]:
        node = d.node[node, NEXT]
    return node


@njit
def after_rests(d, ends, node):
    """When the breaks from a node on are over, begun at an end; never, when one of them does not fit."""
    while node >= d.size[TASKS]:
        ends = max(ends, d.time[node, EARLIEST])
        if ends > d.time[node, LATEST]:
            return NEVER
        ends += d.time[node, LENGTH]
        node = d.node[node, NEXT]
    return ends


@njit
def walk_price(d, task, who, begins, arrives, node):
    """What a begin and the later begins it causes on the route add, and overtime."""
    total = begin_price(d, task, begins)
    home = d.shift[who, HOME]
    while True:
        if node < 0:
            home = arrives
            break
        starts = max(d.time[node, EARLIEST], arrives)
        if starts <= d.time[node, BEGINS]:
            break
        total += begin_price(d, node, starts) - d.price[node, TIMED]
        after = d.node[node, NEXT]
        arrives = starts + d.time[node, LENGTH]
        if after >= d.size[TASKS] and next_task(d, after) >= 0:
            arrives = after_rests(d, arrives, after)
        arrives += d.time[node, ONWARD]
        node = next_task(d, after)
    over = max(0.0, home - d.shift[who, OVER_FROM]) - max(0.0, d.shift[who, HOME] - d.shift[who, OVER_FROM])
    return total + d.num[W_OVER] * over


@njit
def span_price(d, task, who, before, after, begins, ends, to, on):
    """What waiting adds; infinite beyond the most minutes."""
    gone, leave = (d.time[before, GONE], d.time[before, LEAVE]) if before >= 0 else (0.0, BIG)
    gone += to
    if d.node[task, PARTNER] >= 0:
        leave = min(leave, begins - gone)
    else:
        leave = min(leave, min(d.time[task, LATEST], max(d.time[task, SOFT], begins)) - gone)
    gone += d.time[task, LENGTH]
    follows = next_task(d, after)
    home = ends + on
    if follows >= 0:
        while after != follows:
            leave = min(leave, d.time[after, LATEST] - gone)
            gone += d.time[after, LENGTH]
            after = d.node[after, NEXT]
        leave = min(leave, d.time[follows, STILL] - gone - on)
        home = max(d.shift[who, HOME], max(home, d.time[follows, BEGINS]) + d.time[follows, REST])
        gone += on + d.time[follows, REST]
    else:
        gone += on
        leave = min(leave, d.shift[who, UNTIL] - gone)
    span = max(home - leave, gone)
    if span > d.shift[who, MOST_MINUTES]:
        return NEVER
    return d.num[W_WAITING] * (span - gone - d.shift[who, WAITING])
