"""When everything begins: the least starts that keep windows, ways and links, exact for the routes given.

For fixed routes the least starts minimise travel, tardiness and the worst tardiness at once, so that scoring is a
longest path. Only what a change touches is computed, earliest first. A gap that would grow too long pushes its first
event, and what follows that is computed again.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.search import (
    ASKED,
    ASKS,
    BACK,
    BEGINS,
    COUNTED,
    END,
    EVENTS,
    FOLLOW,
    FRONT,
    HEAD,
    KEY,
    LATE,
    LATE_COST,
    LATEST,
    LEAD,
    LEAST,
    LENGTH,
    MORE_TRAVEL,
    MOST,
    NATURAL,
    NEW_TARDIEST,
    NEW_WORST,
    NEXT,
    NOBODY,
    ONE,
    PLACE,
    SHIFTS,
    SINCE_BEFORE,
    SOONEST,
    START,
    TAIL,
    TARDIEST,
    TARDY,
    TASKS,
    TRAVEL,
    TWO,
    UNTIL,
    W_OVER,
    W_TRAVEL,
    W_WORST,
    WHO,
    WORST,
    ask,
    ask_next,
    forget,
    touch,
)

MOST_PUSHES = 30


@njit(forceinline=True)
def ready(s, task):
    """When the caregiver of a task can be there."""
    if s.ints[task, WHO] == s.size[NOBODY]:
        return 0.0
    before = s.ints[task, BACK]
    return s.floats[task, SINCE_BEFORE] + (s.floats[before, BEGINS] if before >= 0 else 0.0)


@njit
def own_start(s, event):
    """When an event can begin as far as its windows and ways go."""
    begins = max(s.floats[event, SOONEST], ready(s, s.ints[event, ONE]))
    other = s.ints[event, TWO]
    return max(begins, ready(s, other)) if other >= 0 else begins


@njit(forceinline=True)
def lateness(s, task, begins):
    """Minutes by which a task is late; what nobody does is never late."""
    over = begins - s.floats[task, LATEST]
    return over if over > 0.0 and s.ints[task, WHO] != s.size[NOBODY] else 0.0


@njit
def begin_task(s, task, begins, why, most):
    """Writes the start of a task and asks for what follows; the worst tardiness seen in this step."""
    over = lateness(s, task, begins)
    late = over * s.floats[task, LATE_COST]
    s.sums[LATE] += late - s.floats[task, TARDY]
    s.floats[task, TARDY] = late
    s.floats[task, BEGINS] = begins
    ask_next(s, task, why)
    return max(most, over * s.floats[task, COUNTED])


@njit
def begin(s, event, begins, most):
    """Writes the start of an event; the worst tardiness seen in this step."""
    one, two = s.ints[event, ONE], s.ints[event, TWO]
    touch(s, event)
    why = 3 if begins < s.floats[one, BEGINS] else 1
    most = begin_task(s, one, begins, why, most)
    return begin_task(s, two, begins, why, most) if two >= 0 else most


@njit
def differs(s, event, begins):
    """Whether anything about an event is other than written."""
    task, other = s.ints[event, ONE], s.ints[event, TWO]
    if begins != s.floats[task, BEGINS]:
        return True
    if lateness(s, task, begins) * s.floats[task, LATE_COST] != s.floats[task, TARDY]:
        return True
    return other >= 0 and lateness(s, other, begins) * s.floats[other, LATE_COST] != s.floats[other, TARDY]


@njit
def take_first(s):
    """Takes the asked event that comes first off the list."""
    count = s.size[ASKS]
    place, found = 0, s.ints[0, FRONT]
    least = s.floats[found, KEY]
    for z in range(1, count):
        event = s.ints[z, FRONT]
        if s.floats[event, KEY] < least:
            place, found, least = z, event, s.floats[event, KEY]
    s.size[ASKS] = count - 1
    s.ints[place, FRONT] = s.ints[count - 1, FRONT]
    return found


@njit
def may_sink(s):
    """Whether anything that is still asked for may come earlier than it was."""
    why = 0
    for z in range(s.size[ASKS]):
        why |= s.ints[s.ints[z, FRONT], ASKED]
    return why & 2 != 0


@njit
def spread(s, bound):
    """Computes everything asked for and what follows; the cost, infinite when links break or it will pass the bound."""
    most, pushes, left = 0.0, 0, 4 * s.size[EVENTS] + 64
    travel = s.sums[TRAVEL] + s.sums[MORE_TRAVEL]
    while s.size[ASKS] > 0:
        event = take_first(s)
        s.ints[event, ASKED] = 0
        begins = own_start(s, event)
        lead, follow = s.ints[event, LEAD], s.ints[event, FOLLOW]
        if lead >= 0:
            begins = max(begins, s.floats[lead, NATURAL] + s.floats[event, LEAST])
            pushed = max(s.floats[lead, NATURAL], begins - s.floats[event, MOST])
            if pushed != s.floats[s.ints[lead, ONE], BEGINS]:
                most = begin(s, lead, pushed, most)
                pushes += 1
        if follow >= 0:
            if s.floats[event, NATURAL] != begins:
                touch(s, event)
                ask(s, follow, 3 if begins < s.floats[event, NATURAL] else 1)
                s.floats[event, NATURAL] = begins
            begins = max(begins, s.floats[s.ints[follow, ONE], BEGINS] - s.floats[event, MOST])
        if differs(s, event, begins):
            most = begin(s, event, begins, most)
        left -= 1
        if pushes > MOST_PUSHES or left < 0:
            return np.inf
        if travel + s.sums[LATE] + s.sums[W_WORST] * at_least(s, most) > bound and not may_sink(s):
            return np.inf
    return total_cost(s, travel, most, bound)


@njit
def at_least(s, most):
    """What the worst tardiness is at least, once nothing becomes less tardy any more."""
    tardiest = s.size[TARDIEST]
    over = lateness(s, tardiest, s.floats[tardiest, BEGINS]) * s.floats[tardiest, COUNTED]
    return max(most, over) if over < s.sums[WORST] else max(most, s.sums[WORST])


@njit
def total_cost(s, travel, most, bound):
    """The objective, once all starts are right; infinite when it passes the bound anyway."""
    cost = travel + s.sums[LATE]
    if s.sums[W_WORST] > 0.0:
        least = at_least(s, most)
        if cost + s.sums[W_WORST] * least > bound:
            return np.inf
        s.sums[NEW_WORST], s.size[NEW_TARDIEST] = s.sums[WORST], s.size[TARDIEST]
        if least != s.sums[WORST]:
            find_worst(s)
        cost += s.sums[W_WORST] * s.sums[NEW_WORST]
    if s.size[SHIFTS] > 0 and s.sums[W_OVER] > 0.0:
        cost += s.sums[W_OVER] * overtime(s)
    return cost


@njit
def find_worst(s):
    """Looks for the tardiest task that counts."""
    most, found = 0.0, 0
    for task in range(s.size[TASKS]):
        if s.floats[task, TARDY] > 0.0:
            over = (s.floats[task, BEGINS] - s.floats[task, LATEST]) * s.floats[task, COUNTED]
            if over > most:
                most, found = over, task
    s.sums[NEW_WORST], s.size[NEW_TARDIEST] = most, found


@njit
def overtime(s):
    """Minutes after the shifts' ends, summed."""
    total = 0.0
    for who in range(s.size[NOBODY]):
        last = s.ints[who, TAIL]
        if last >= 0 and s.floats[who, UNTIL] < 1e8:
            way = s.minutes[s.ints[last, PLACE], s.ints[who, END]]
            total += max(0.0, s.floats[last, BEGINS] + s.floats[last, LENGTH] + way - s.floats[who, UNTIL])
    return total


@njit
def from_nothing(s):
    """All starts, keys and sums anew; the cost, or infinity when links cannot be kept."""
    events = s.size[EVENTS]
    forget(s)
    for event in range(events):
        s.ints[event, ASKED] = 0
        set_begin(s, event, s.floats[event, SOONEST])
    for _turn in range(2 * events + 10):
        again = False
        for event in range(events):
            if settle(s, event):
                again = True
        if not again:
            break
    else:
        return np.inf
    for event in range(events):
        s.floats[event, KEY] = s.floats[s.ints[event, ONE], BEGINS]
        s.floats[event, NATURAL] = own_start(s, event)
    return count_anew(s)


@njit
def set_begin(s, event, begins):
    """Writes the start of an event alone."""
    s.floats[s.ints[event, ONE], BEGINS] = begins
    if s.ints[event, TWO] >= 0:
        s.floats[s.ints[event, TWO], BEGINS] = begins


@njit
def settle(s, event):
    """Moves an event, and the first of its link, to the least start that is allowed now; whether that was later."""
    had = s.floats[s.ints[event, ONE], BEGINS]
    begins, moved, lead = max(had, own_start(s, event)), False, s.ints[event, LEAD]
    if lead >= 0:
        leads = s.floats[s.ints[lead, ONE], BEGINS]
        begins = max(begins, leads + s.floats[event, LEAST])
        if begins - s.floats[event, MOST] > leads + 1e-10:
            set_begin(s, lead, begins - s.floats[event, MOST])
            moved = True
    if begins > had:
        set_begin(s, event, begins)
    return moved or begins > had


@njit
def count_anew(s):
    """All sums, from the starts and the routes."""
    late, travel = 0.0, 0.0
    for task in range(s.size[TASKS]):
        s.floats[task, TARDY] = lateness(s, task, s.floats[task, BEGINS]) * s.floats[task, LATE_COST]
        late += s.floats[task, TARDY]
        travel += s.wish[task, s.ints[task, WHO]]
    for who in range(s.size[NOBODY]):
        task = s.ints[who, HEAD]
        if task >= 0:
            travel += s.minutes[s.ints[who, START], s.ints[task, PLACE]] * s.sums[W_TRAVEL]
        while task >= 0:
            after = s.ints[task, NEXT]
            to = s.ints[after, PLACE] if after >= 0 else s.ints[who, END]
            travel += s.minutes[s.ints[task, PLACE], to] * s.sums[W_TRAVEL]
            task = after
    s.sums[LATE], s.sums[TRAVEL] = late, travel
    find_worst(s)
    s.sums[WORST], s.size[TARDIEST] = s.sums[NEW_WORST], s.size[NEW_TARDIEST]
    return total_cost(s, travel, 0.0, np.inf)
