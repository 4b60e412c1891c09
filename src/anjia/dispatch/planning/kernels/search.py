"""One order of all events, and the routes that follow from it, as a few plain arrays.

The order is topological: a task comes after the one before it on its route, the second of a link after the first.
Every change is written to a trail, so that a refused one is taken back. The arrays are few on purpose: compiled
functions pay for each array they are handed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

# Rows of `Search.ints` that stay: of caregivers, of tasks, of events. -1 stands for none.
START, END, PLACE, CHOICES, PARTNER, EVENT, ONE, TWO, LEAD, FOLLOW = range(10)
# Rows that change: routes (next and back by task, head and tail by caregiver), the ring of events, marks.
NEXT, BACK, WHO, HEAD, TAIL, LATER, SOONER, DIRTY = range(10, 18)
INT_ROWS = 18
# Rows of `Search.floats` that stay.
SINCE, UNTIL, LENGTH, EARLIEST, LATEST, LATE_COST, COUNTED, LEAST, MOST = range(9)
# Rows that change: the key that sorts the events; starts and priced tardiness of tasks; when a first could begin.
KEY, BEGINS, TARDY, NATURAL = range(9, 13)
FLOAT_ROWS = 13
# Places of `Search.sums`: the state of the search, and the weights.
TRAVEL, LATE, COST, BEST, W_TRAVEL, W_WORST, W_OVER = range(7)
# Places of `Search.size`: what there is, and how much is on the trail and marked.
TASKS, EVENTS, NOBODY, INTS, FLOATS, MARKS = range(6)


class Search(NamedTuple):
    """The state of one chain. `NOBODY` is the number of the caregiver who stands for leaving a task out."""

    ints: np.ndarray
    floats: np.ndarray
    minutes: np.ndarray  # places x places
    wish: np.ndarray  # tasks x caregivers: price of sending
    able: np.ndarray  # tasks x caregivers
    choice: np.ndarray  # tasks x caregivers: those able, first ones filled
    near: np.ndarray  # tasks x wide: neighbours in way and time, nearest first
    sums: np.ndarray
    size: np.ndarray
    int_trail: np.ndarray  # row, index, what stood there
    float_trail: np.ndarray


@njit(inline="always")
def put(s, row, index, value):
    """Writes a whole number, with a way back."""
    n = s.size[INTS]
    s.int_trail[n, 0] = row
    s.int_trail[n, 1] = index
    s.int_trail[n, 2] = s.ints[row, index]
    s.size[INTS] = n + 1
    s.ints[row, index] = value


@njit(inline="always")
def write(s, row, index, value):
    """Writes a number, with a way back."""
    n = s.size[FLOATS]
    s.float_trail[n, 0] = row
    s.float_trail[n, 1] = index
    s.float_trail[n, 2] = s.floats[row, index]
    s.size[FLOATS] = n + 1
    s.floats[row, index] = value


@njit
def take_back(s):
    """Undoes everything on the trail."""
    if s.size[MARKS] > 0:
        for event in range(s.size[EVENTS]):
            s.ints[DIRTY, event] = 0
        s.size[MARKS] = 0
    for z in range(s.size[INTS] - 1, -1, -1):
        s.ints[s.int_trail[z, 0], s.int_trail[z, 1]] = s.int_trail[z, 2]
    for z in range(s.size[FLOATS] - 1, -1, -1):
        s.floats[np.int64(s.float_trail[z, 0]), np.int64(s.float_trail[z, 1])] = s.float_trail[z, 2]
    keep(s)


@njit(inline="always")
def keep(s):
    """Forgets the way back."""
    s.size[INTS] = 0
    s.size[FLOATS] = 0


@njit(inline="always")
def mark(s, event):
    """Asks for an event to be computed anew."""
    if s.ints[DIRTY, event] == 0:
        s.ints[DIRTY, event] = 1
        s.size[MARKS] += 1


@njit(inline="always")
def mark_next(s, task):
    """Asks for what follows a task on its route."""
    after = s.ints[NEXT, task]
    if after >= 0:
        mark(s, s.ints[EVENT, after])


@njit
def detach(s, task):
    """Takes a task out of its route; what followed it is marked."""
    mark_next(s, task)
    who, before, after = s.ints[WHO, task], s.ints[BACK, task], s.ints[NEXT, task]
    if before >= 0:
        put(s, NEXT, before, after)
    else:
        put(s, HEAD, who, after)
    if after >= 0:
        put(s, BACK, after, before)
    else:
        put(s, TAIL, who, before)


@njit
def attach(s, task, who):
    """Puts a task into a route by the key of its event; it and what follows are marked."""
    key = s.floats[KEY, s.ints[EVENT, task]]
    before = s.ints[TAIL, who]
    while before >= 0 and s.floats[KEY, s.ints[EVENT, before]] > key:
        before = s.ints[BACK, before]
    if before >= 0:
        after = s.ints[NEXT, before]
        put(s, NEXT, before, task)
    else:
        after = s.ints[HEAD, who]
        put(s, HEAD, who, task)
    if after >= 0:
        put(s, BACK, after, task)
        mark(s, s.ints[EVENT, after])
    else:
        put(s, TAIL, who, task)
    put(s, BACK, task, before)
    put(s, NEXT, task, after)
    put(s, WHO, task, who)
    mark(s, s.ints[EVENT, task])


@njit
def shift(s, event, beside, behind):
    """Moves an event directly behind or before another one; False when the keys lie too close to tell."""
    end = s.size[EVENTS]
    put(s, LATER, s.ints[SOONER, event], s.ints[LATER, event])
    put(s, SOONER, s.ints[LATER, event], s.ints[SOONER, event])
    before = beside if behind else s.ints[SOONER, beside]
    after = s.ints[LATER, beside] if behind else beside
    put(s, LATER, before, event)
    put(s, SOONER, after, event)
    put(s, SOONER, event, before)
    put(s, LATER, event, after)
    low = s.floats[KEY, before] if before != end else s.floats[KEY, after] - 2.0
    high = s.floats[KEY, after] if after != end else low + 2.0
    write(s, KEY, event, 0.5 * (low + high))
    return high - low > 1e-7


@njit
def renumber(s):
    """Spreads the keys again."""
    end = s.size[EVENTS]
    event, key = s.ints[LATER, end], 0.0
    while event != end:
        s.floats[KEY, event] = key
        key += 1.0
        event = s.ints[LATER, event]


@njit
def route_cost(s, who):
    """Travel of one route, in the objective's unit; nobody travels nowhere."""
    task = s.ints[HEAD, who]
    if task < 0 or who == s.size[NOBODY]:
        return 0.0
    total = s.minutes[s.ints[START, who], s.ints[PLACE, task]]
    while True:
        after = s.ints[NEXT, task]
        if after < 0:
            return (total + s.minutes[s.ints[PLACE, task], s.ints[END, who]]) * s.sums[W_TRAVEL]
        total += s.minutes[s.ints[PLACE, task], s.ints[PLACE, after]]
        task = after
