"""The changes that annealing tries. Each returns what came of it and by how much travel and wishes changed."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.chance import below
from anjia.dispatch.planning.kernels.search import (
    BACK,
    CHOICES,
    EVENT,
    FOLLOW,
    HEAD,
    KEY,
    LEAD,
    NEXT,
    NOBODY,
    ONE,
    PARTNER,
    TAIL,
    TASKS,
    TWO,
    WHO,
    attach,
    detach,
    mark,
    put,
    route_cost,
    shift,
)

NOTHING, BROKEN, DONE = 0, 1, 2  # not tried; changed, but must be taken back; changed


@njit
def costs(s, a, b, c, d, e, f):
    """What the distinct ones of up to six routes cost; -1 stands for none."""
    total = route_cost(s, a)
    if b >= 0 and b != a:
        total += route_cost(s, b)
    if c >= 0 and c not in (a, b):
        total += route_cost(s, c)
    if d >= 0 and d not in (a, b, c):
        total += route_cost(s, d)
    if e >= 0 and e not in (a, b, c, d):
        total += route_cost(s, e)
    if f >= 0 and f not in (a, b, c, d, e):
        total += route_cost(s, f)
    return total


@njit(inline="always")
def fellow(s, task):
    """The other task of the same event, or -1."""
    event = s.ints[EVENT, task]
    return s.ints[TWO, event] if s.ints[ONE, event] == task else s.ints[ONE, event]


@njit(inline="always")
def clashes(s, task, who):
    """Whether the other task of a link, which stays where it is, has that caregiver."""
    partner = s.ints[PARTNER, task]
    return partner >= 0 and who != s.size[NOBODY] and s.ints[WHO, partner] == who


@njit
def relocate(s, chance):
    """An event goes beside a neighbour in way and time, one task of it to the neighbour's caregiver."""
    task = below(chance, s.size[TASKS])
    wide = s.near.shape[1]
    beside = s.near[task, min(below(chance, wide), below(chance, wide))]
    if beside < 0 or s.ints[EVENT, beside] == s.ints[EVENT, task]:
        return NOTHING, 0.0
    who, other = s.ints[WHO, beside], fellow(s, task)
    if not s.able[task, who] or (other < 0 and clashes(s, task, who)):
        return NOTHING, 0.0
    other_who = -1
    if other >= 0:
        other_who = s.ints[WHO, other]
        if other_who == who or below(chance, 3) == 0:
            other_who = s.choice[other, below(chance, s.ints[CHOICES, other])]
        if other_who == who:
            return NOTHING, 0.0
    return carry(s, task, who, other, other_who, beside, below(chance, 2) == 0)


@njit
def carry(s, task, who, other, other_who, beside, behind):
    """Moves the event of a task beside another one's; a linked event comes along where it would be passed."""
    event, old = s.ints[EVENT, task], s.ints[WHO, task]
    lead, follow = s.ints[LEAD, event], s.ints[FOLLOW, event]
    change, other_old, third, fourth = s.wish[task, who] - s.wish[task, old], -1, -1, -1
    if other >= 0:
        other_old = s.ints[WHO, other]
        change += s.wish[other, other_who] - s.wish[other, other_old]
    if lead >= 0:
        third = s.ints[WHO, s.ints[ONE, lead]]
    if follow >= 0:
        fourth = s.ints[WHO, s.ints[ONE, follow]]
    change -= costs(s, old, who, other_old, other_who, third, fourth)
    detach(s, task)
    if other >= 0:
        detach(s, other)
    clear = shift(s, event, s.ints[EVENT, beside], behind)
    attach(s, task, who)
    if other >= 0:
        attach(s, other, other_who)
    if lead >= 0 and s.floats[KEY, lead] >= s.floats[KEY, event]:
        clear = bring(s, lead, event, False) and clear
    if follow >= 0:
        mark(s, follow)
        if s.floats[KEY, follow] <= s.floats[KEY, event]:
            clear = bring(s, follow, event, True) and clear
    change += costs(s, old, who, other_old, other_who, third, fourth)
    return DONE if clear else BROKEN, change


@njit
def bring(s, event, beside, behind):
    """The linked event follows directly, with the same caregiver."""
    task = s.ints[ONE, event]
    who = s.ints[WHO, task]
    detach(s, task)
    clear = shift(s, event, beside, behind)
    attach(s, task, who)
    return clear


@njit
def hand_over(s, chance):
    """Another caregiver at the same place in the order."""
    task = below(chance, s.size[TASKS])
    who, old = s.choice[task, below(chance, s.ints[CHOICES, task])], s.ints[WHO, task]
    if who == old or clashes(s, task, who):
        return NOTHING, 0.0
    change = s.wish[task, who] - s.wish[task, old] - route_cost(s, who) - route_cost(s, old)
    detach(s, task)
    attach(s, task, who)
    return DONE, change + route_cost(s, who) + route_cost(s, old)


@njit
def exchange(s, chance):
    """Two neighbours exchange their caregivers."""
    task = below(chance, s.size[TASKS])
    other = s.near[task, below(chance, s.near.shape[1])]
    if other < 0:
        return NOTHING, 0.0
    who, whose = s.ints[WHO, task], s.ints[WHO, other]
    if who == whose or not s.able[task, whose] or not s.able[other, who]:
        return NOTHING, 0.0
    if s.ints[PARTNER, task] != other and (clashes(s, task, whose) or clashes(s, other, who)):
        return NOTHING, 0.0
    change = s.wish[task, whose] + s.wish[other, who] - s.wish[task, who] - s.wish[other, whose]
    change -= route_cost(s, who) + route_cost(s, whose)
    detach(s, task)
    detach(s, other)
    attach(s, task, whose)
    attach(s, other, who)
    return DONE, change + route_cost(s, who) + route_cost(s, whose)


@njit
def rest_fits(s, task, who, key):
    """Whether a caregiver may do a task and all that follow it, given that tasks up to `key` stay with her."""
    while task >= 0:
        partner = s.ints[PARTNER, task]
        if not s.able[task, who]:
            return False
        if partner >= 0 and s.ints[WHO, partner] == who and s.floats[KEY, s.ints[EVENT, partner]] <= key:
            return False
        task = s.ints[NEXT, task]
    return True


@njit
def rest_after(s, who, key):
    """The first task of a route after a key, or -1."""
    task, found = s.ints[TAIL, who], -1
    while task >= 0 and s.floats[KEY, s.ints[EVENT, task]] > key:
        found, task = task, s.ints[BACK, task]
    return found


@njit
def join(s, who, before, rest, last):
    """The rest of a day, up to `last`, goes behind `before` on a route; the change of wishes."""
    if before >= 0:
        put(s, NEXT, before, rest)
    else:
        put(s, HEAD, who, rest)
    if rest < 0:
        put(s, TAIL, who, before)
        return 0.0
    put(s, TAIL, who, last)
    put(s, BACK, rest, before)
    change, task = 0.0, rest
    while task >= 0:
        change += s.wish[task, who] - s.wish[task, s.ints[WHO, task]]
        put(s, WHO, task, who)
        task = s.ints[NEXT, task]
    mark(s, s.ints[EVENT, rest])
    return change


@njit
def cross(s, chance):
    """Two caregivers exchange the rest of their days."""
    task = below(chance, s.size[TASKS])
    near = s.near[task, below(chance, s.near.shape[1])]
    if near < 0:
        return NOTHING, 0.0
    who, whose, key = s.ints[WHO, task], s.ints[WHO, near], s.floats[KEY, s.ints[EVENT, task]]
    if who == whose or max(who, whose) == s.size[NOBODY]:
        return NOTHING, 0.0
    rest = rest_after(s, whose, key)
    if not rest_fits(s, task, whose, key) or not rest_fits(s, rest, who, key):
        return NOTHING, 0.0
    change = -route_cost(s, who) - route_cost(s, whose)
    mine, hers = s.ints[TAIL, who], s.ints[TAIL, whose]
    before = s.ints[BACK, task]
    behind = s.ints[BACK, rest] if rest >= 0 else hers
    change += join(s, whose, behind, task, mine)
    change += join(s, who, before, rest, hers)
    return DONE, change + route_cost(s, who) + route_cost(s, whose)


@njit
def reorder(s, chance):
    """An event goes before or behind one or two tasks of the same route."""
    task = below(chance, s.size[TASKS])
    behind = below(chance, 2) == 0
    row = NEXT if behind else BACK
    beside = s.ints[row, task]
    if beside >= 0 and s.ints[row, beside] >= 0 and below(chance, 2) == 0:
        beside = s.ints[row, beside]
    if beside < 0 or s.ints[EVENT, beside] == s.ints[EVENT, task]:
        return NOTHING, 0.0
    other = fellow(s, task)
    other_who = s.ints[WHO, other] if other >= 0 else -1
    return carry(s, task, s.ints[WHO, task], other, other_who, beside, behind)


@njit
def change(s, chance):
    """One of the changes; the shares were found by trying on instances of 50 to 100 patients."""
    kind = below(chance, 100)
    if kind < 45:
        return relocate(s, chance)
    if kind < 62:
        return hand_over(s, chance)
    if kind < 77:
        return exchange(s, chance)
    if kind < 87:
        return cross(s, chance)
    return reorder(s, chance)
