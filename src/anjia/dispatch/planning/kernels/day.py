"""The state of the search over routes: a large day as a few plain arrays.

Nodes are tasks, then breaks. Each route is a list of nodes; a break is always on its caregiver's route, taken at the
place of the task before it, at home before the first and after the last. All times lie on a grid of 1/64 minute, ways
rounded up, so that sums of 32 bits are exact and what fits here fits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, types

from anjia.dispatch.planning.kernels.reference import Reference, referring

BIG = 1e5  # minutes that stand for never; the grid is exact beyond it
ABSENT = -1
# Fields of a node, whole numbers: its route's list, who, where, the other task of its link and whether it is the
# second of it, whether it may be moved, how many caregivers are able.
NEXT, BACK, WHO, PLACE, PARTNER, SECOND, LOOSE, CHOICES = range(8)
# Fields of a node, minutes. What stays: window (hard end, soft end), length, gap of the link.
EARLIEST, LATEST, LENGTH, SOFT, LEAST, MOST = range(6)
# What follows from the routes: earliest begin and end, latest begin, both before the link is looked at; minutes
# without waiting since leaving and until being back; the latest leaving that keeps what lies before, and the latest
# begin that keeps what lies behind, were linked tasks not to move; the way to the next task.
BEGINS, ENDS, LATE, OWN, OWN_LATE, GONE, REST, LEAVE, STILL, ONWARD = range(6, 16)
# Fields of a node, prices: of leaving it out, what it earns, of its begin; the published begin and its factor; how
# often nobody did it while those left out were called.
UNSERVED, EARNS, TIMED, TOLD, FACTOR, MISSED = range(6)
# Fields of a route, whole numbers.
FIRST, LAST, COUNT, START, END, MODE, OPEN, TOUCHED, QUEUED = range(9)
# Fields of a route, numbers: shift, soft end of it, most minutes, income before and its target; what follows; how many
# times what a task earns is hers.
SINCE, UNTIL, OVER_FROM, MOST_MINUTES, EARNED, TARGET, INCOME, COST, HOME, OUTWARD, WAITING, PAY = range(12)
# Places of `num`: weights, the cost now and at best, steps of lateness (minutes, more per minute beyond), sort keys.
W_TRAVEL, W_WAITING, W_OVER, UNFAIR, STEEPER, FAIR, VERY, MOVED, FAR, MOVED_FROM, FAR_FROM, TOTAL, BEST = range(13)
STEP, KEYS = 16, 64
# Places of `size`.
TASKS, PEOPLE, OUT, POOL, SAVED, STAMP, QUEUE, FAILED, WALKS, SPANS, TOPS, USED, STEPS, HITHER, MOVING = range(15)
# Rows of `lists`: tasks that nobody does, where each stands among them or -1, tasks to be laid in, routes as they were
# before this change, routes to be computed, tasks that may be moved.
OUTS, SEATS, POOLS, SAVES, QUEUES, MOVES = range(6)
# Parts of a row of `near`: tasks to stand behind, tasks to stand before, caregivers who live near, tasks near by way.
BESIDE, HOMES, AROUND = 20, 10, 128


class Day(NamedTuple):
    """The state of one chain; compiled code sees it by reference."""

    node: np.ndarray
    time: np.ndarray
    price: np.ndarray
    route: np.ndarray
    shift: np.ndarray
    num: np.ndarray
    ways: np.ndarray  # modes x places x places, from the row to the column; from `HITHER` on from the column to the row
    wish: np.ndarray  # tasks x caregivers: price of sending, infinite for whom it may not be
    near: np.ndarray
    lists: np.ndarray
    top: np.ndarray  # the best places found for a task: price, caregiver, node before, begins, latest
    size: np.ndarray


ARRAYS = {
    "node": types.Array(types.int32, 2, "C"),
    "time": types.Array(types.float32, 2, "C"),
    "price": types.Array(types.float64, 2, "C"),
    "route": types.Array(types.int32, 2, "C"),
    "shift": types.Array(types.float64, 2, "C"),
    "num": types.Array(types.float64, 1, "C"),
    "ways": types.Array(types.float32, 3, "C"),
    "wish": types.Array(types.float32, 2, "C"),
    "near": types.Array(types.int32, 2, "C"),
    "lists": types.Array(types.int32, 2, "C"),
    "top": types.Array(types.float64, 2, "C"),
    "size": types.Array(types.int64, 1, "C"),
}
refer_to_day = referring(Reference("Day", ARRAYS))


@njit
def leave_out(d, task):
    """Notes that nobody does a task."""
    if d.lists[SEATS, task] < 0:
        d.lists[SEATS, task] = d.size[OUT]
        d.lists[OUTS, d.size[OUT]] = task
        d.size[OUT] += 1
        d.num[TOTAL] += d.price[task, UNSERVED]


@njit
def take_in(d, task):
    """Notes that somebody does a task."""
    seat = d.lists[SEATS, task]
    if seat >= 0:
        d.size[OUT] -= 1
        last = d.lists[OUTS, d.size[OUT]]
        d.lists[OUTS, seat] = last
        d.lists[SEATS, last] = seat
        d.lists[SEATS, task] = -1
        d.num[TOTAL] -= d.price[task, UNSERVED]


@njit
def touch(d, who):
    """Keeps a route as it is before the first change of it."""
    if d.route[who, TOUCHED] == d.size[STAMP]:
        return
    d.route[who, TOUCHED] = d.size[STAMP]
    at = d.size[SAVED]
    d.lists[SAVES, at] = who
    d.lists[SAVES, at + 1] = d.route[who, COUNT]
    at += 2
    node = d.route[who, FIRST]
    while node >= 0:
        d.lists[SAVES, at] = node
        at += 1
        node = d.node[node, NEXT]
    d.size[SAVED] = at


@njit
def ask_for(d, who):
    """Asks for a route to be computed."""
    if d.route[who, QUEUED] == 0:
        touch(d, who)
        d.route[who, QUEUED] = 1
        d.lists[QUEUES, d.size[QUEUE] % d.size[PEOPLE]] = who
        d.size[QUEUE] += 1


@njit
def insert(d, node, who, before):
    """Puts a node behind another one of a route, -1: at its head."""
    touch(d, who)
    after = d.node[before, NEXT] if before >= 0 else d.route[who, FIRST]
    d.node[node, NEXT] = after
    d.node[node, BACK] = before
    d.node[node, WHO] = who
    d.time[node, OWN] = -BIG  # not known before its route is computed
    d.time[node, OWN_LATE] = BIG
    if before >= 0:
        d.node[before, NEXT] = node
    else:
        d.route[who, FIRST] = node
    if after >= 0:
        d.node[after, BACK] = node
    else:
        d.route[who, LAST] = node
    d.route[who, COUNT] += 1


@njit
def remove(d, node):
    """Takes a node out of its route."""
    who = d.node[node, WHO]
    touch(d, who)
    before, after = d.node[node, BACK], d.node[node, NEXT]
    if before >= 0:
        d.node[before, NEXT] = after
    else:
        d.route[who, FIRST] = after
    if after >= 0:
        d.node[after, BACK] = before
    else:
        d.route[who, LAST] = before
    d.node[node, WHO] = ABSENT
    d.route[who, COUNT] -= 1


@njit
def begin_change(d):
    """From here on changes can be undone."""
    d.size[STAMP] += 1
    d.size[SAVED] = 0
    d.size[FAILED] = 0


@njit
def put_back(d):
    """The lists of all touched routes as they were; what follows from them is asked for."""
    at, end = 0, d.size[SAVED]
    while at < end:
        who, count = d.lists[SAVES, at], d.lists[SAVES, at + 1]
        before = -1
        d.route[who, FIRST] = -1
        for z in range(at + 2, at + 2 + count):
            node = d.lists[SAVES, z]
            d.node[node, BACK] = before
            d.node[node, WHO] = who
            if before >= 0:
                d.node[before, NEXT] = node
            else:
                d.route[who, FIRST] = node
            before = node
        if before >= 0:
            d.node[before, NEXT] = -1
        d.route[who, LAST] = before
        d.route[who, COUNT] = count
        ask_for(d, who)
        at += 2 + count
