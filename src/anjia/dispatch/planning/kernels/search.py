"""The routes, the starts that follow from them, and what is needed to take a change back, as a few plain arrays.

Row i of `ints` and of `floats` holds what is known of task i, of event i and of caregiver i, each in columns of its
own, so that what is read together lies together. An event is a task, or the two tasks of a visit that begin at one
time. Its key is the start it had when the last change was taken: what lies earlier on a route has the lesser key, so
that a new task finds its place by time and no circle can come about. The arrays are few on purpose: compiled
functions pay for each array they are handed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

# Columns of `Search.ints`: of tasks, of events, of caregivers, and two lists. -1 stands for none.
NEXT, BACK, WHO, EVENT, PLACE, PARTNER, FELLOW, CHOICES = range(8)
ONE, TWO, LEAD, FOLLOW, ASKED, SEEN = range(8, 14)
HEAD, TAIL, START, END = range(16, 20)
FRONT, TOUCHED = 20, 21
INT_COLUMNS = 24
# Columns of `Search.floats`: of tasks, of events, of caregivers.
BEGINS, TARDY, SINCE_BEFORE, LENGTH, EARLIEST, LATEST, LATE_COST, COUNTED = range(8)
KEY, NATURAL, LEAST, MOST, SOONEST = range(8, 13)
OLD_BEGINS, OLD_NATURAL, OLD_TARDY, OLD_TARDY_TWO = range(16, 20)
SINCE, UNTIL = 20, 21
FLOAT_COLUMNS = 24
# Places of `Search.sums`: the state of the search, and the weights.
TRAVEL, LATE, COST, BEST, W_TRAVEL, W_WORST, W_OVER, WORST, NEW_WORST, MORE_TRAVEL = range(10)
# Places of `Search.size`: what there is, how much is on the trails and lists, and which task is the tardiest.
TASKS, EVENTS, NOBODY, INTS, FLOATS, ASKS, TOUCHES, STEP, TARDIEST, NEW_TARDIEST, SHIFTS, WIDE, ROWS = range(13)
APART = 1e-9  # minutes that at least lie between the starts of two tasks of a route


class Search(NamedTuple):
    """The state of one chain. `NOBODY` is the number of the caregiver who stands for leaving a task out."""

    ints: np.ndarray
    floats: np.ndarray
    minutes: np.ndarray  # places x places
    wish: np.ndarray  # tasks x caregivers: price of sending; infinite for who may not be sent
    lists: np.ndarray  # tasks x (near + caregivers): WIDE neighbours, nearest first; then those able, CHOICES many
    sums: np.ndarray
    size: np.ndarray
    int_trail: np.ndarray  # row, column, what stood there
    float_trail: np.ndarray


@njit(forceinline=True)
def put(s, row, column, value):
    """Writes a whole number, with a way back."""
    n = s.size[INTS]
    s.int_trail[n, 0] = row
    s.int_trail[n, 1] = column
    s.int_trail[n, 2] = s.ints[row, column]
    s.size[INTS] = n + 1
    s.ints[row, column] = value


@njit(forceinline=True)
def write(s, row, column, value):
    """Writes a number, with a way back."""
    n = s.size[FLOATS]
    s.float_trail[n, 0] = row
    s.float_trail[n, 1] = column
    s.float_trail[n, 2] = s.floats[row, column]
    s.size[FLOATS] = n + 1
    s.floats[row, column] = value


@njit(forceinline=True)
def ask(s, event, why):
    """Asks for an event to be computed anew: why is 1 when it can only come later, 3 when it may come earlier."""
    asked = s.ints[event, ASKED]
    if asked == 0:
        s.ints[s.size[ASKS], FRONT] = event
        s.size[ASKS] += 1
    s.ints[event, ASKED] = asked | why


@njit(forceinline=True)
def ask_next(s, task, why):
    """Asks for what follows a task on its route."""
    after = s.ints[task, NEXT]
    if after >= 0:
        ask(s, s.ints[after, EVENT], why)


@njit
def touch(s, event):
    """Notes what an event was before this step changes it."""
    if s.ints[event, SEEN] != s.size[STEP]:
        s.ints[event, SEEN] = s.size[STEP]
        s.ints[s.size[TOUCHES], TOUCHED] = event
        s.size[TOUCHES] += 1
        one, two = s.ints[event, ONE], s.ints[event, TWO]
        s.floats[event, OLD_BEGINS] = s.floats[one, BEGINS]
        s.floats[event, OLD_NATURAL] = s.floats[event, NATURAL]
        s.floats[event, OLD_TARDY] = s.floats[one, TARDY]
        if two >= 0:
            s.floats[event, OLD_TARDY_TWO] = s.floats[two, TARDY]


@njit
def take_back(s):
    """Undoes everything since the last change that was taken."""
    for z in range(s.size[ASKS]):
        s.ints[s.ints[z, FRONT], ASKED] = 0
    for z in range(s.size[INTS] - 1, -1, -1):
        s.ints[s.int_trail[z, 0], s.int_trail[z, 1]] = s.int_trail[z, 2]
    for z in range(s.size[FLOATS] - 1, -1, -1):
        s.floats[np.int64(s.float_trail[z, 0]), np.int64(s.float_trail[z, 1])] = s.float_trail[z, 2]
    for z in range(s.size[TOUCHES]):
        event = s.ints[z, TOUCHED]
        one, two = s.ints[event, ONE], s.ints[event, TWO]
        s.floats[event, NATURAL] = s.floats[event, OLD_NATURAL]
        s.floats[one, BEGINS] = s.floats[event, OLD_BEGINS]
        s.floats[one, TARDY] = s.floats[event, OLD_TARDY]
        if two >= 0:
            s.floats[two, BEGINS] = s.floats[event, OLD_BEGINS]
            s.floats[two, TARDY] = s.floats[event, OLD_TARDY_TWO]
    forget(s)


@njit
def keep(s):
    """Takes the change: keys follow the starts, and there is no way back."""
    for z in range(s.size[TOUCHES]):
        event = s.ints[z, TOUCHED]
        s.floats[event, KEY] = s.floats[s.ints[event, ONE], BEGINS]
    s.sums[WORST], s.size[TARDIEST] = s.sums[NEW_WORST], s.size[NEW_TARDIEST]
    forget(s)


@njit
def forget(s):
    """Nothing is asked for, noted or on the trails."""
    s.size[ASKS] = 0
    s.size[INTS] = 0
    s.size[FLOATS] = 0
    s.size[TOUCHES] = 0
    s.size[STEP] += 1
    s.sums[MORE_TRAVEL] = 0.0


@njit
def join(s, who, before, after):
    """Lets one task follow another on a route, -1 standing for its ends; the way between them, in minutes."""
    if before >= 0:
        put(s, before, NEXT, after)
        way = s.minutes[s.ints[before, PLACE], s.ints[after, PLACE] if after >= 0 else s.ints[who, END]]
        since = way + s.floats[before, LENGTH]
    else:
        put(s, who, HEAD, after)
        way, since = 0.0, 0.0
        if after >= 0:
            way = s.minutes[s.ints[who, START], s.ints[after, PLACE]]
            since = way + s.floats[who, SINCE]
    if after >= 0:
        put(s, after, BACK, before)
        write(s, after, SINCE_BEFORE, since)
    else:
        put(s, who, TAIL, before)
    return way if who != s.size[NOBODY] else 0.0


@njit
def way_between(s, who, before, after):
    """The minutes that the way from one task of a route to the next takes, -1 standing for its ends."""
    if (before < 0 and after < 0) or who == s.size[NOBODY]:
        return 0.0
    start = s.ints[before, PLACE] if before >= 0 else s.ints[who, START]
    return s.minutes[start, s.ints[after, PLACE] if after >= 0 else s.ints[who, END]]


@njit
def detach(s, task):
    """Takes a task out of its route and asks for what followed it."""
    who, before, after = s.ints[task, WHO], s.ints[task, BACK], s.ints[task, NEXT]
    less = way_between(s, who, before, task) + way_between(s, who, task, after)
    more = join(s, who, before, after) - less
    if after >= 0:
        ask(s, s.ints[after, EVENT], 3)
    s.sums[MORE_TRAVEL] += more * s.sums[W_TRAVEL] - s.wish[task, who]


@njit
def attach(s, task, who, before):
    """Puts a task on a route behind another one, -1 standing for its start; asks for it and for what follows."""
    after = s.ints[before, NEXT] if before >= 0 else s.ints[who, HEAD]
    less = way_between(s, who, before, after)
    put(s, task, WHO, who)
    more = join(s, who, before, task) + join(s, who, task, after) - less
    ask(s, s.ints[task, EVENT], 3)
    if after >= 0:
        ask(s, s.ints[after, EVENT], 1)
    s.sums[MORE_TRAVEL] += more * s.sums[W_TRAVEL] + s.wish[task, who]


@njit
def before_key(s, who, key):
    """The last task of a route that lies before a key, or -1."""
    task = s.ints[who, TAIL]
    while task >= 0 and s.floats[s.ints[task, EVENT], KEY] > key:
        task = s.ints[task, BACK]
    return task


@njit
def move_key(s, event, key):
    """Gives an event another place in time."""
    touch(s, event)
    write(s, event, KEY, key)
