"""What follows from the lists of nodes: begins, latest begins, costs of routes; exact, links between routes too.

A link ties two tasks on two routes: its begins follow from what both routes allow on their own, so that a change
spreads from route to route until nothing moves. The order has no circle, or a begin would pass its window and the
change fails.
"""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    BACK,
    BEGINS,
    BIG,
    COST,
    EARLIEST,
    EARNED,
    EARNS,
    END,
    ENDS,
    FAILED,
    FIRST,
    GONE,
    HOME,
    INCOME,
    LAST,
    LATE,
    LATEST,
    LEAVE,
    LENGTH,
    MODE,
    MOST_MINUTES,
    NEXT,
    ONWARD,
    OUTWARD,
    OVER_FROM,
    PARTNER,
    PAY,
    PEOPLE,
    PLACE,
    QUEUE,
    QUEUED,
    QUEUES,
    REST,
    SINCE,
    START,
    STILL,
    TASKS,
    TIMED,
    TOTAL,
    UNTIL,
    W_OVER,
    W_TRAVEL,
    W_WAITING,
    WAITING,
)
from anjia.dispatch.planning.kernels.pricing import begin_price, unevenness
from anjia.dispatch.planning.kernels.ties import limit, tied_begin, tied_late

MOST_TURNS = 400


@njit
def rest_forward(d, node, free, gone, leave, begun, since, place):
    """A break: begins, ends; where it is; the latest leaving."""
    begins = max(d.time[node, EARLIEST], free)
    d.time[node, BEGINS] = begins
    d.node[node, PLACE] = place
    ends = begins + d.time[node, LENGTH]
    if begun:
        leave = min(leave, d.time[node, LATEST] - gone)
        gone += d.time[node, LENGTH]
    else:
        ends = max(ends, since)
    d.time[node, ENDS] = ends
    d.time[node, GONE] = gone
    d.time[node, LEAVE] = leave
    return ends, gone, leave, begins > d.time[node, LATEST]


@njit
def onward(d, who, before, way):
    """Notes the way to the next task, or home, at the task before and the breaks after it."""
    while before >= 0:
        d.time[before, ONWARD] = way
        if before < d.size[TASKS]:
            return
        before = d.node[before, BACK]
    d.shift[who, OUTWARD] = way


@njit
def forward(d, who):
    """Earliest begins along a route, and its cost."""
    place, mode, since = d.route[who, START], d.route[who, MODE], d.shift[who, SINCE]
    free, gone, leave, begun, crowded = -BIG, 0.0, BIG, False, False
    travel, priced, income = 0.0, 0.0, d.shift[who, EARNED]
    node, before = d.route[who, FIRST], -1
    while node >= 0:
        if node >= d.size[TASKS]:
            free, gone, leave, bad = rest_forward(d, node, free, gone, leave, begun, since, place)
            crowded = crowded or bad
        else:
            if crowded:
                d.size[FAILED] = 1
            way = d.ways[mode, place, d.node[node, PLACE]]
            onward(d, who, before, way)
            begins = max(d.time[node, EARLIEST], max(free, since) + way)
            if d.node[node, PARTNER] >= 0:
                begins = tied_begin(d, node, begins)
            if begins > d.time[node, LATEST]:
                d.size[FAILED] = 1
            d.time[node, BEGINS] = begins
            d.price[node, TIMED] = begin_price(d, node, begins)
            gone += way
            leave = min(leave, limit(d, node) - gone)
            gone += d.time[node, LENGTH]
            free = begins + d.time[node, LENGTH]
            d.time[node, ENDS] = free
            d.time[node, GONE] = gone
            d.time[node, LEAVE] = leave
            travel += way
            priced += d.wish[node, who] + d.price[node, TIMED]
            income += d.shift[who, PAY] * d.price[node, EARNS]
            place, begun = d.node[node, PLACE], True
        before, node = node, d.node[node, NEXT]
    close(d, who, place, travel, priced, income, begun)


@njit
def close(d, who, place, travel, priced, income, begun):
    """The way home, and what the route costs in all."""
    way = d.ways[d.route[who, MODE], place, d.route[who, END]] if begun else 0.0
    onward(d, who, d.route[who, LAST], way)
    d.shift[who, INCOME] = income
    last = d.route[who, LAST]
    while last >= d.size[TASKS]:
        last = d.node[last, BACK]
    cost = priced + d.num[W_TRAVEL] * (travel + way) + unevenness(d, who, income)
    d.shift[who, HOME] = d.shift[who, WAITING] = 0.0
    if last >= 0:
        home = d.time[last, ENDS] + way
        gone = d.time[last, GONE] + way
        leave = min(d.time[last, LEAVE], d.shift[who, UNTIL] - gone)
        span = max(home - leave, gone)
        if span > d.shift[who, MOST_MINUTES]:
            d.size[FAILED] = 1
        d.shift[who, HOME] = home
        d.shift[who, WAITING] = span - gone
        cost += d.num[W_WAITING] * (span - gone)
        cost += d.num[W_OVER] * max(0.0, home - d.shift[who, OVER_FROM])
    d.num[TOTAL] += cost - d.shift[who, COST]
    d.shift[who, COST] = cost


@njit
def backward(d, who):
    """Latest begins along a route."""
    node, tail = d.route[who, LAST], BIG
    while node >= d.size[TASKS]:  # rested at home, after being back
        tail = min(d.time[node, LATEST], tail - d.time[node, LENGTH])
        d.time[node, LATE] = tail
        node = d.node[node, BACK]
    late = still = min(d.shift[who, UNTIL], tail)
    rest = 0.0
    while node >= 0:
        way, length = d.time[node, ONWARD], d.time[node, LENGTH]
        if node >= d.size[TASKS]:
            late = min(d.time[node, LATEST], late - way - length) + way
            still = min(d.time[node, LATEST], still - way - length) + way
            rest += length
        else:
            rest += length + way
            late = min(d.time[node, LATEST], late - length - way)
            still = min(limit(d, node), still - length - way)
            if d.node[node, PARTNER] >= 0:
                late = tied_late(d, node, late)
            if d.time[node, BEGINS] > late:
                d.size[FAILED] = 1
            d.time[node, LATE] = late
            d.time[node, STILL] = still
            d.time[node, REST] = rest
        node = d.node[node, BACK]


@njit
def spread(d, undoing):
    """Computes all routes asked for and what follows from them; `FAILED` is set when something does not fit, and
    nothing more is computed then, unless a change is being undone."""
    done, size = 0, d.size[PEOPLE]
    while done < d.size[QUEUE]:
        who = d.lists[QUEUES, done % size]
        done += 1
        d.route[who, QUEUED] = 0
        if undoing or (d.size[FAILED] == 0 and done < MOST_TURNS):
            forward(d, who)
            backward(d, who)
        else:
            d.size[FAILED] = 1
    d.size[QUEUE] = 0
    if undoing:
        d.size[FAILED] = 0
