"""When everything begins: the least starts that keep windows, ways and links, exact for the order given.

For fixed routes the least starts minimise travel, tardiness and the worst tardiness at once, so that scoring is a
longest path. A gap that would grow too long pushes its first event, and what follows that is computed again.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.search import (
    BACK,
    BEGINS,
    COUNTED,
    DIRTY,
    EARLIEST,
    END,
    EVENTS,
    FOLLOW,
    KEY,
    LATE,
    LATE_COST,
    LATER,
    LATEST,
    LEAD,
    LEAST,
    LENGTH,
    MARKS,
    MOST,
    NATURAL,
    NOBODY,
    ONE,
    PLACE,
    SINCE,
    START,
    TAIL,
    TARDY,
    TASKS,
    TRAVEL,
    TWO,
    UNTIL,
    W_OVER,
    W_WORST,
    WHO,
    mark,
    mark_next,
    route_cost,
    write,
)

MOST_PUSHES = 30


@njit(inline="always")
def ready(s, task):
    """When the caregiver of a task can be there."""
    who = s.ints[WHO, task]
    if who == s.size[NOBODY]:
        return s.floats[EARLIEST, task]
    before = s.ints[BACK, task]
    if before >= 0:
        way = s.minutes[s.ints[PLACE, before], s.ints[PLACE, task]]
        return s.floats[BEGINS, before] + s.floats[LENGTH, before] + way
    return s.floats[SINCE, who] + s.minutes[s.ints[START, who], s.ints[PLACE, task]]


@njit
def own_start(s, event):
    """When an event can begin as far as its windows and ways go."""
    task = s.ints[ONE, event]
    begins = max(s.floats[EARLIEST, task], ready(s, task))
    other = s.ints[TWO, event]
    if other >= 0:
        begins = max(begins, s.floats[EARLIEST, other], ready(s, other))
    return begins


@njit(inline="always")
def lateness(s, task, begins):
    """The priced tardiness of a task; what nobody does is never late."""
    over = begins - s.floats[LATEST, task]
    if over <= 0.0 or s.ints[WHO, task] == s.size[NOBODY]:
        return 0.0
    return over * s.floats[LATE_COST, task]


@njit
def begin_task(s, task, begins):
    """Writes a new start of a task and marks what follows on its route."""
    late = lateness(s, task, begins)
    s.sums[LATE] += late - s.floats[TARDY, task]
    write(s, BEGINS, task, begins)
    write(s, TARDY, task, late)
    mark_next(s, task)


@njit
def begin(s, event, begins):
    """Writes a new start of an event."""
    begin_task(s, s.ints[ONE, event], begins)
    if s.ints[TWO, event] >= 0:
        begin_task(s, s.ints[TWO, event], begins)


@njit
def differs(s, event, begins):
    """Whether anything about an event is other than written."""
    task, other = s.ints[ONE, event], s.ints[TWO, event]
    if begins != s.floats[BEGINS, task] or lateness(s, task, begins) != s.floats[TARDY, task]:
        return True
    return other >= 0 and lateness(s, other, begins) != s.floats[TARDY, other]


@njit
def first_marked(s):
    """The marked event that comes first."""
    least, found = np.inf, s.size[EVENTS]
    for event in range(s.size[EVENTS]):
        if s.ints[DIRTY, event] and s.floats[KEY, event] < least:
            least, found = s.floats[KEY, event], event
    return found


@njit
def spread(s):
    """Computes everything marked and what follows from it; False when links cannot be kept in this order."""
    end = s.size[EVENTS]
    event = first_marked(s)
    pushes = 0
    while s.size[MARKS] > 0:
        if event == end:
            return False
        if s.ints[DIRTY, event] == 0:
            event = s.ints[LATER, event]
            continue
        s.ints[DIRTY, event] = 0
        s.size[MARKS] -= 1
        begins = own_start(s, event)
        lead = s.ints[LEAD, event]
        if lead >= 0:
            begins = max(begins, s.floats[NATURAL, lead] + s.floats[LEAST, event])
            pushed = max(s.floats[NATURAL, lead], begins - s.floats[MOST, event])
            if pushed != s.floats[BEGINS, s.ints[ONE, lead]]:
                if differs(s, event, begins):
                    begin(s, event, begins)
                begin(s, lead, pushed)
                pushes += 1
                if pushes > MOST_PUSHES:
                    return False
                event = s.ints[LATER, lead]
                continue
        follow = s.ints[FOLLOW, event]
        if follow >= 0:
            if s.floats[NATURAL, event] != begins:
                write(s, NATURAL, event, begins)
                mark(s, follow)
            begins = max(begins, s.floats[BEGINS, s.ints[ONE, follow]] - s.floats[MOST, event])
        if differs(s, event, begins):
            begin(s, event, begins)
        event = s.ints[LATER, event]
    return True


@njit
def worst(s):
    """The worst tardiness in minutes that counts."""
    most = 0.0
    for task in range(s.size[TASKS]):
        if s.floats[TARDY, task] > 0.0 and s.floats[COUNTED, task] > 0.0:
            most = max(most, s.floats[BEGINS, task] - s.floats[LATEST, task])
    return most


@njit
def overtime(s):
    """Minutes after the shifts' ends, summed."""
    total = 0.0
    for who in range(s.size[NOBODY]):
        last = s.ints[TAIL, who]
        if last >= 0 and s.floats[UNTIL, who] < 1e8:
            way = s.minutes[s.ints[PLACE, last], s.ints[END, who]]
            total += max(0.0, s.floats[BEGINS, last] + s.floats[LENGTH, last] + way - s.floats[UNTIL, who])
    return total


@njit
def total_cost(s, travel):
    """The objective, once all starts are right."""
    cost = travel + s.sums[LATE]
    if s.sums[W_WORST] > 0.0:
        cost += s.sums[W_WORST] * worst(s)
    if s.sums[W_OVER] > 0.0:
        cost += s.sums[W_OVER] * overtime(s)
    return cost


@njit
def from_nothing(s):
    """All starts and sums anew; the cost, or infinity when links cannot be kept."""
    end = s.size[EVENTS]
    pushed = np.full(end, -np.inf)
    for task in range(s.size[TASKS]):
        s.floats[BEGINS, task] = -1.0
    for event in range(end):
        s.ints[DIRTY, event] = 0
    s.size[MARKS] = 0
    for _turn in range(200):
        again = False
        event = s.ints[LATER, end]
        while event != end:
            begins = own_start(s, event)
            lead = s.ints[LEAD, event]
            if lead >= 0:
                begins = max(begins, s.floats[NATURAL, lead] + s.floats[LEAST, event])
                if begins - s.floats[MOST, event] > s.floats[BEGINS, s.ints[ONE, lead]]:
                    pushed[lead] = begins - s.floats[MOST, event]
                    again = True
            if s.ints[FOLLOW, event] >= 0:
                s.floats[NATURAL, event] = begins
                begins = max(begins, pushed[event])
            s.floats[BEGINS, s.ints[ONE, event]] = begins
            if s.ints[TWO, event] >= 0:
                s.floats[BEGINS, s.ints[TWO, event]] = begins
            event = s.ints[LATER, event]
        if not again:
            return _sums(s)
    return np.inf


@njit
def _sums(s):
    late, travel = 0.0, 0.0
    for task in range(s.size[TASKS]):
        s.floats[TARDY, task] = lateness(s, task, s.floats[BEGINS, task])
        late += s.floats[TARDY, task]
        travel += s.wish[task, s.ints[WHO, task]]
    for who in range(s.size[NOBODY] + 1):
        travel += route_cost(s, who)
    s.sums[LATE] = late
    s.sums[TRAVEL] = travel
    return total_cost(s, travel)
