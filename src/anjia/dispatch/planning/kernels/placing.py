"""What it would cost to put a task at a place of a route: exact for hard windows without a look at the rest of it."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    EARLIEST,
    EARNS,
    END,
    ENDS,
    FIRST,
    HITHER,
    INCOME,
    LATE,
    LATEST,
    LENGTH,
    MODE,
    NEXT,
    ONWARD,
    OUTWARD,
    PAY,
    PLACE,
    SINCE,
    SPANS,
    START,
    TOPS,
    UNTIL,
    W_TRAVEL,
    WALKS,
)
from anjia.dispatch.planning.kernels.lasting import NEVER, after_rests, next_task, span_price, walk_price
from anjia.dispatch.planning.kernels.pricing import unevenness

PRICE, BY, BEHIND_OF, BEGIN_AT, LATEST_AT = range(5)


@njit
def shared(d, task, who, before, after):
    """The price of a place as far as it does not depend on time: ways, wishes, income; and the ways."""
    place, mode = d.node[task, PLACE], d.route[who, MODE]
    to = d.ways[d.size[HITHER] + mode, place, d.node[before, PLACE] if before >= 0 else d.route[who, START]]
    old = d.time[before, ONWARD] if before >= 0 else d.shift[who, OUTWARD]
    on = d.ways[mode, place, d.node[after, PLACE] if after >= 0 else d.route[who, END]]
    return d.num[W_TRAVEL] * (to + on - old) + d.wish[task, who], to, on


@njit
def arrival(d, who, before, to):
    """When a caregiver is there, coming from a node of her route."""
    return (d.time[before, ENDS] if before >= 0 else d.shift[who, SINCE]) + to


@njit
def place_price(d, task, who, before, enough):
    """What putting a task behind a node of a route adds; infinite where it does not fit or costs enough already."""
    after = d.node[before, NEXT] if before >= 0 else d.route[who, FIRST]
    follows = next_task(d, after)
    price, to, on = shared(d, task, who, before, follows)
    income = d.shift[who, INCOME]
    price += unevenness(d, who, income + d.shift[who, PAY] * d.price[task, EARNS]) - unevenness(d, who, income)
    if price >= enough:
        return NEVER
    begins = max(d.time[task, EARLIEST], arrival(d, who, before, to))
    if begins > d.time[task, LATEST]:
        return NEVER
    ends = begins + d.time[task, LENGTH]
    if follows >= 0:
        if after != follows:
            ends = after_rests(d, ends, after)
        if ends + on > d.time[follows, LATE]:
            return NEVER
    elif ends + on > (d.shift[who, UNTIL] if after < 0 else min(d.shift[who, UNTIL], d.time[after, LATE])):
        return NEVER
    if d.size[WALKS] != 0:
        price += walk_price(d, task, who, begins, ends + on, follows)
    if d.size[SPANS] != 0:
        price += span_price(d, task, who, before, after, begins, ends, to, on)
    return price


@njit
def latest_begin(d, task, who, before):
    """Until when a task could begin behind a node, for all that follows there."""
    after = d.node[before, NEXT] if before >= 0 else d.route[who, FIRST]
    follows = next_task(d, after)
    on = shared(d, task, who, before, follows)[2]
    if follows < 0:
        late = (d.shift[who, UNTIL] if after < 0 else min(d.shift[who, UNTIL], d.time[after, LATE])) - on
    else:
        late, rests, node = d.time[follows, LATE] - on, 0.0, after
        while node != follows:
            rests += d.time[node, LENGTH]
            node = d.node[node, NEXT]
        late -= rests
        node = after
        while node != follows:
            late = min(late, d.time[node, LATEST])
            node = d.node[node, NEXT]
    return min(d.time[task, LATEST], late - d.time[task, LENGTH])


@njit
def offer(d, task, who, before, wanted):
    """Keeps a place among the best `wanted` ones, sorted by price."""
    count = d.size[TOPS]
    enough = d.top[wanted - 1, PRICE] if count >= wanted else NEVER
    price = place_price(d, task, who, before, enough)
    if price >= enough:
        return
    at = min(count, wanted - 1)
    while at > 0 and d.top[at - 1, PRICE] > price:
        d.top[at] = d.top[at - 1]
        at -= 1
    d.top[at, PRICE] = price
    d.top[at, BY] = who
    d.top[at, BEHIND_OF] = before
    if wanted > 1:
        to = shared(d, task, who, before, -1)[1]
        d.top[at, BEGIN_AT] = max(d.time[task, EARLIEST], arrival(d, who, before, to))
        d.top[at, LATEST_AT] = latest_begin(d, task, who, before)
    d.size[TOPS] = min(count + 1, wanted)
