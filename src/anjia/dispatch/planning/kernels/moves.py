"""The changes that annealing tries. Each says whether there is something to be computed; if not, nothing is changed."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.chance import below
from anjia.dispatch.planning.kernels.search import (
    APART,
    BACK,
    BEGINS,
    CHOICES,
    EVENT,
    FELLOW,
    FOLLOW,
    HEAD,
    KEY,
    LEAD,
    LEAST,
    LENGTH,
    MORE_TRAVEL,
    MOST,
    NEXT,
    NOBODY,
    ONE,
    PARTNER,
    PLACE,
    SINCE,
    SINCE_BEFORE,
    SOONEST,
    START,
    TAIL,
    TARDIEST,
    TASKS,
    W_TRAVEL,
    WHO,
    WIDE,
    WORST,
    ask,
    attach,
    before_key,
    detach,
    join,
    move_key,
    put,
    way_between,
)

ON_THE_WAY = 10  # of 100 tasks to be moved lie on the way of delays that ends at the tardiest


@njit(forceinline=True)
def unfit(s, one, other):
    """Whether two linked tasks may not have these caregivers: the same one, or only one of them somebody."""
    nobody = s.size[NOBODY]
    return (one == nobody) != (other == nobody) or (one == other and one != nobody)


@njit(forceinline=True)
def clashes(s, task, who):
    """Whether a caregiver does not fit the other task of a link, which stays as it is."""
    partner = s.ints[task, PARTNER]
    return partner >= 0 and unfit(s, who, s.ints[partner, WHO])


@njit(forceinline=True)
def able(s, task, who):
    """Whether a caregiver may be sent to a task."""
    return s.wish[task, who] < np.inf


@njit(forceinline=True)
def some_choice(s, chance, task):
    """Any caregiver who may be sent."""
    return s.lists[task, s.size[WIDE] + below(chance, s.ints[task, CHOICES])]


@njit(forceinline=True)
def some_near(s, chance, task):
    """A neighbour in way and time, the nearest ones more often; -1 for none."""
    wide = s.size[WIDE]
    return s.lists[task, min(below(chance, wide), below(chance, wide))]


@njit
def some_task(s, chance):
    """Any task, or one on the way of delays that ends at the tardiest."""
    if s.sums[WORST] <= 0.0 or below(chance, 100) >= ON_THE_WAY:
        return below(chance, s.size[TASKS])
    task = s.size[TARDIEST]
    for _step in range(20):
        if below(chance, 4) == 0:
            return task
        before, other = s.ints[task, BACK], s.ints[task, FELLOW]
        if before >= 0 and waits_for(s, task, before):
            task = before
        elif other >= 0 and s.ints[other, BACK] >= 0 and waits_for(s, other, s.ints[other, BACK]):
            task = s.ints[other, BACK]
        else:
            return task
    return task


@njit(forceinline=True)
def waits_for(s, task, before):
    """Whether a task begins as soon as its caregiver comes from the one before."""
    return s.floats[before, BEGINS] + s.floats[task, SINCE_BEFORE] >= s.floats[task, BEGINS] - 1e-6


@njit
def soonest_there(s, event, who, before):
    """A key for an event behind a task of a route, -1 standing for its start: its start there, before what follows."""
    place = s.ints[s.ints[event, ONE], PLACE]
    after = s.ints[before, NEXT] if before >= 0 else s.ints[who, HEAD]
    if before >= 0:
        low = s.floats[s.ints[before, EVENT], KEY]
        key = low + s.floats[before, LENGTH] + s.minutes[s.ints[before, PLACE], place]
    else:
        key = s.floats[who, SINCE] + s.minutes[s.ints[who, START], place]
        low = min(key, s.floats[event, SOONEST]) - 1.0
    key = max(key, s.floats[event, SOONEST])
    if after < 0:
        return key
    high = s.floats[s.ints[after, EVENT], KEY]
    if before < 0:
        low = min(low, high - 1.0)
    return key if key < high - APART else low + 0.9 * (high - low)


@njit
def relocate(s, chance):
    """An event goes beside a neighbour in way and time, one task of it to the neighbour's caregiver."""
    task = some_task(s, chance)
    beside = some_near(s, chance, task)
    if beside < 0:
        return False
    return carry(s, chance, task, beside, below(chance, 2) == 0)


@njit
def carry(s, chance, task, beside, behind):
    """Moves the event of a task beside another task; what is linked to it comes along where it must."""
    event, who, other = s.ints[task, EVENT], s.ints[beside, WHO], s.ints[task, FELLOW]
    if s.ints[beside, EVENT] == event or s.ints[beside, NEXT if behind else BACK] == task or not able(s, task, who):
        return False
    if other < 0 and clashes(s, task, who):
        return False
    other_who = -1
    if other >= 0:
        other_who = s.ints[other, WHO]
        if unfit(s, who, other_who) or below(chance, 3) == 0:
            other_who = some_choice(s, chance, other) if who != s.size[NOBODY] else who
        if unfit(s, who, other_who) or not able(s, other, other_who):
            return False
    detach(s, task)
    if other >= 0:
        detach(s, other)
    before = beside if behind else s.ints[beside, BACK]
    key = soonest_there(s, event, who, before)
    move_key(s, event, key)
    attach(s, task, who, before)
    if other >= 0:
        attach(s, other, other_who, before_key(s, other_who, key))
    else:
        bring_linked(s, chance, event, key)
    return True


@njit
def bring_linked(s, chance, event, key):
    """The events linked to one that has another key move where their order asks for it, or by chance their gap."""
    lead, follow = s.ints[event, LEAD], s.ints[event, FOLLOW]
    if follow >= 0:
        had = s.floats[follow, KEY]
        wanted = min(max(had, key + max(APART, s.floats[follow, LEAST])), key + s.floats[follow, MOST])
        if had <= key or (wanted != had and below(chance, 2) == 0):
            bring(s, follow, max(wanted, key + APART))
    if lead >= 0:
        had = s.floats[lead, KEY]
        wanted = max(min(had, key - max(APART, s.floats[event, LEAST])), key - s.floats[event, MOST])
        if had >= key or (wanted != had and below(chance, 2) == 0):
            bring(s, lead, min(wanted, key - APART))


@njit
def bring(s, event, key):
    """A linked event takes another place in time with the same caregiver."""
    task = s.ints[event, ONE]
    who = s.ints[task, WHO]
    detach(s, task)
    move_key(s, event, key)
    attach(s, task, who, before_key(s, who, key))


@njit
def hand_over(s, chance):
    """Another caregiver at the same time; linked tasks are left out, or taken up, together."""
    task = some_task(s, chance)
    who, nobody = some_choice(s, chance, task), s.size[NOBODY]
    old, partner = s.ints[task, WHO], s.ints[task, PARTNER]
    if who == old:
        return False
    if clashes(s, task, who):
        if who != nobody and old != nobody and s.ints[partner, WHO] != nobody:
            return False
        other_who = some_choice(s, chance, partner) if who != nobody else nobody
        if unfit(s, who, other_who) or not able(s, partner, other_who):
            return False
        detach(s, partner)
        attach(s, partner, other_who, before_key(s, other_who, s.floats[s.ints[partner, EVENT], KEY]))
    detach(s, task)
    attach(s, task, who, before_key(s, who, s.floats[s.ints[task, EVENT], KEY]))
    return True


@njit
def exchange(s, chance):
    """Two neighbours exchange their caregivers."""
    task = some_task(s, chance)
    other = some_near(s, chance, task)
    if other < 0:
        return False
    who, whose = s.ints[task, WHO], s.ints[other, WHO]
    if who == whose or not able(s, task, whose) or not able(s, other, who):
        return False
    if s.ints[task, PARTNER] != other and (clashes(s, task, whose) or clashes(s, other, who)):
        return False
    event, near = s.ints[task, EVENT], s.ints[other, EVENT]
    detach(s, task)
    detach(s, other)
    if s.ints[task, PARTNER] < 0 and s.ints[other, PARTNER] < 0 and below(chance, 2) == 0:
        key = s.floats[event, KEY]
        move_key(s, event, s.floats[near, KEY])
        move_key(s, near, key)
    attach(s, task, whose, before_key(s, whose, s.floats[event, KEY]))
    attach(s, other, who, before_key(s, who, s.floats[near, KEY]))
    return True


@njit
def rest_fits(s, task, who, key):
    """Whether a caregiver may do a task and all that follow it, given that tasks up to `key` stay with her."""
    while task >= 0:
        partner = s.ints[task, PARTNER]
        if not able(s, task, who):
            return False
        if partner >= 0 and s.ints[partner, WHO] == who and s.floats[s.ints[partner, EVENT], KEY] < key:
            return False
        task = s.ints[task, NEXT]
    return True


@njit
def rest_joins(s, who, before, rest, last):
    """The rest of a day, up to `last`, goes behind `before` on a route."""
    more = join(s, who, before, rest) * s.sums[W_TRAVEL]
    if rest >= 0:
        put(s, who, TAIL, last)
        more += way_between(s, who, last, -1) * s.sums[W_TRAVEL]
        ask(s, s.ints[rest, EVENT], 3)
    elif before < 0:
        more = 0.0
    while rest >= 0:
        more += s.wish[rest, who] - s.wish[rest, s.ints[rest, WHO]]
        put(s, rest, WHO, who)
        rest = s.ints[rest, NEXT]
    s.sums[MORE_TRAVEL] += more


@njit
def cross(s, chance):
    """Two caregivers exchange the rest of their days."""
    task = some_task(s, chance)
    near = some_near(s, chance, task)
    if near < 0:
        return False
    who, whose, key = s.ints[task, WHO], s.ints[near, WHO], s.floats[s.ints[task, EVENT], KEY]
    if who == whose or max(who, whose) == s.size[NOBODY]:
        return False
    mine, hers, before = s.ints[who, TAIL], s.ints[whose, TAIL], s.ints[task, BACK]
    behind = before_key(s, whose, key - APART)
    rest = s.ints[behind, NEXT] if behind >= 0 else s.ints[whose, HEAD]
    if (before < 0 and behind < 0) or not rest_fits(s, task, whose, key) or not rest_fits(s, rest, who, key):
        return False
    less = way_between(s, who, before, task) + way_between(s, who, mine, -1)
    less += way_between(s, whose, behind, rest) + (way_between(s, whose, hers, -1) if rest >= 0 else 0.0)
    s.sums[MORE_TRAVEL] -= less * s.sums[W_TRAVEL]
    rest_joins(s, whose, behind, task, mine)
    rest_joins(s, who, before, rest, hers)
    return True


@njit
def reorder(s, chance):
    """An event goes before or behind one or two tasks of the same route."""
    task = some_task(s, chance)
    behind = below(chance, 2) == 0
    column = NEXT if behind else BACK
    beside = s.ints[task, column]
    if beside >= 0 and s.ints[beside, column] >= 0 and below(chance, 2) == 0:
        beside = s.ints[beside, column]
    return beside >= 0 and carry(s, chance, task, beside, behind)


@njit
def move_two(s, chance):
    """A task and the next on its route, neither of them linked, go beside a neighbour of one of them."""
    task = some_task(s, chance)
    after = s.ints[task, NEXT]
    if after < 0 or s.ints[task, PARTNER] >= 0 or s.ints[after, PARTNER] >= 0:
        return False
    beside = some_near(s, chance, after if below(chance, 2) == 0 else task)
    if beside < 0 or beside in (task, after):
        return False
    who, behind = s.ints[beside, WHO], below(chance, 2) == 0
    if not able(s, task, who) or not able(s, after, who) or s.ints[beside, NEXT if behind else BACK] in (task, after):
        return False
    detach(s, after)
    detach(s, task)
    before = beside if behind else s.ints[beside, BACK]
    move_key(s, s.ints[task, EVENT], soonest_there(s, s.ints[task, EVENT], who, before))
    attach(s, task, who, before)
    move_key(s, s.ints[after, EVENT], soonest_there(s, s.ints[after, EVENT], who, task))
    attach(s, after, who, task)
    return True


@njit
def change(s, chance):
    """One of the changes; the shares were found by trying on instances of 50 to 200 patients."""
    kind = below(chance, 100)
    if kind < 45:
        return relocate(s, chance)
    if kind < 60:
        return hand_over(s, chance)
    if kind < 72:
        return exchange(s, chance)
    if kind < 82:
        return cross(s, chance)
    if kind < 90:
        return move_two(s, chance)
    return reorder(s, chance)
