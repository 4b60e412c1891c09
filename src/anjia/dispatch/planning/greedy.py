"""The first order of a search, and the plan nothing may be worse than."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.kernels.search import (
    BACK,
    CHOICES,
    EARLIEST,
    EVENTS,
    HEAD,
    KEY,
    LATE_COST,
    LATEST,
    LEAD,
    LENGTH,
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
    TWO,
    UNTIL,
    W_OVER,
    WHO,
    WIDE,
    Search,
)
from anjia.dispatch.planning.tables import Floats, Ints

SCATTER = 20.0  # minutes by which the events' order is shuffled


def first_order(search: Search, random: np.random.Generator) -> None:
    """Lays out events by their windows, each given to whoever is there soonest with the least way."""
    for column in (NEXT, BACK, WHO, HEAD, TAIL):
        search.ints[:, column] = -1
    order = _sorted(search, random)
    search.floats[order, KEY] = np.arange(len(order))
    _give_out(search, order)


def _sorted(search: Search, random: np.random.Generator) -> Ints:
    events = int(search.size[EVENTS])
    lead = search.ints[:events, LEAD]
    begins = search.floats[:events, SOONEST] + SCATTER * random.random(events)
    led = lead >= 0
    begins[led] = np.maximum(begins[led], begins[lead[led]] + 1e-3)
    return np.argsort(begins, kind="stable")


def _give_out(search: Search, order: Ints) -> None:
    ints, floats = search.ints, search.floats
    people = int(search.size[NOBODY]) + 1
    free, at = floats[:people, SINCE].copy(), ints[:people, START].copy()
    for event in order:
        for task in (int(ints[event, ONE]), int(ints[event, TWO])):
            if task < 0:
                continue
            who = _soonest(search, task, free, at)
            last = int(ints[who, TAIL])
            ints[task, BACK], ints[task, WHO], ints[who, TAIL] = last, who, task
            if last >= 0:
                ints[last, NEXT] = task
            else:
                ints[who, HEAD] = task
            way = search.minutes[at[who], ints[task, PLACE]]
            floats[task, SINCE_BEFORE] = way + (floats[last, LENGTH] if last >= 0 else floats[who, SINCE])
            if who < people - 1:
                free[who] = max(free[who] + way, floats[task, EARLIEST]) + floats[task, LENGTH]
                at[who] = ints[task, PLACE]


def _soonest(search: Search, task: int, free: Floats, at: Ints) -> int:
    ints, floats = search.ints, search.floats
    wide = int(search.size[WIDE])
    able = search.lists[task, wide : wide + ints[task, CHOICES]]
    way = search.minutes[at[able], ints[task, PLACE]]
    there = free[able] + way
    late = np.maximum(0.0, there - floats[task, LATEST]) * floats[task, LATE_COST]
    over = np.maximum(0.0, there + floats[task, LENGTH] - floats[able, UNTIL]) * search.sums[W_OVER]
    price = way + 2 * np.maximum(0.0, there - floats[task, EARLIEST]) + search.wish[task, able] + late + over
    nobody = able == search.size[NOBODY]
    price[nobody] = search.wish[task, able[nobody]]
    partner = ints[task, PARTNER]
    if partner >= 0 and ints[partner, WHO] >= 0:
        price[(able == ints[partner, WHO]) & ~nobody] = np.inf
    return int(able[np.argmin(price)])
