"""Takes a break at another place of its route."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.chance import below
from anjia.dispatch.planning.kernels.day import (
    BACK,
    BIG,
    EARLIEST,
    ENDS,
    FAILED,
    FIRST,
    HOME,
    LAST,
    LATE,
    LATEST,
    LENGTH,
    NEXT,
    ONWARD,
    OPEN,
    OUTWARD,
    SAVES,
    SINCE,
    TASKS,
    ask_for,
    insert,
    remove,
)
from anjia.dispatch.planning.kernels.timing import spread


@njit
def shake_rest(d, chance):
    """Another place for a break of the route touched first."""
    if d.node.shape[0] == d.size[TASKS]:
        return
    who = d.lists[SAVES, 0]
    if d.size[FAILED] != 0 or d.route[who, OPEN] == 0:
        return
    node, count, chosen = d.route[who, FIRST], 0, -1
    while node >= 0:
        if node >= d.size[TASKS]:
            count += 1
            if below(chance, count) == 0:
                chosen = node
        node = d.node[node, NEXT]
    if chosen >= 0:
        rest_elsewhere(d, chance, who, chosen)


@njit
def rest_elsewhere(d, chance, who, rest):
    """Takes a break at any place where it fits, between the breaks before and after it."""
    before = d.node[rest, BACK]
    while 0 <= before < d.size[TASKS]:
        before = d.node[before, BACK]
    remove(d, rest)
    ask_for(d, who)
    spread(d, False)
    found, count = before, 0
    while True:
        after = d.node[before, NEXT] if before >= 0 else d.route[who, FIRST]
        if room(d, who, rest, before, after):
            count += 1
            if below(chance, count) == 0:
                found = before
        if after < 0 or after >= d.size[TASKS]:
            break
        before = after
    insert(d, rest, who, found)
    ask_for(d, who)
    spread(d, False)


@njit
def room(d, who, rest, before, after):
    """Whether a break fits behind a node."""
    if after < 0:
        return d.route[who, LAST] < 0 or d.shift[who, HOME] <= d.time[rest, LATEST]
    begins = max(d.time[rest, EARLIEST], d.time[before, ENDS] if before >= 0 else -BIG)
    ends = begins + d.time[rest, LENGTH]
    if before < 0:
        ends = max(ends, d.shift[who, SINCE])
    way = d.time[before, ONWARD] if before >= 0 else d.shift[who, OUTWARD]
    if after >= d.size[TASKS]:
        return begins <= d.time[rest, LATEST] and ends <= d.time[after, LATEST]
    return begins <= d.time[rest, LATEST] and ends + way <= d.time[after, LATE]
