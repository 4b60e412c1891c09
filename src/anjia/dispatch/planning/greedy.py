"""The first order of a search, and the plan nothing may be worse than."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from anjia.dispatch.planning.kernels.search import (
    BACK,
    CHOICES,
    EARLIEST,
    EVENTS,
    HEAD,
    KEY,
    LATE_COST,
    LATER,
    LATEST,
    LEAD,
    LENGTH,
    NEXT,
    NOBODY,
    ONE,
    PARTNER,
    PLACE,
    SINCE,
    SOONER,
    START,
    TAIL,
    TWO,
    UNTIL,
    W_OVER,
    WHO,
    Search,
)
from anjia.dispatch.planning.tables import Floats, Ints

SCATTER = 20.0  # minutes by which the events' order is shuffled


def first_order(search: Search, random: np.random.Generator) -> None:
    """Lays out events by their windows, each given to whoever is there soonest with the least way."""
    events = int(search.size[EVENTS])
    search.ints[NEXT : SOONER + 1] = -1
    order = _sorted(search, random)
    ring = [events, *(int(event) for event in order), events]
    for before, after in pairwise(ring):
        search.ints[LATER, before], search.ints[SOONER, after] = after, before
    search.floats[KEY, order] = np.arange(events)
    _give_out(search, order)


def _sorted(search: Search, random: np.random.Generator) -> Ints:
    events = int(search.size[EVENTS])
    lead = search.ints[LEAD, :events]
    begins = search.floats[EARLIEST, search.ints[ONE, :events]] + SCATTER * random.random(events)
    led = lead >= 0
    begins[led] = np.maximum(begins[led], begins[lead[led]] + 1e-3)
    return np.argsort(begins, kind="stable")


def _give_out(search: Search, order: Ints) -> None:
    ints, floats = search.ints, search.floats
    people = int(search.size[NOBODY]) + 1
    free, at = floats[SINCE, :people].copy(), ints[START, :people].copy()
    for event in order:
        for task in (ints[ONE, event], ints[TWO, event]):
            if task < 0:
                continue
            who = _soonest(search, int(task), free, at)
            last = ints[TAIL, who]
            ints[BACK, task], ints[WHO, task], ints[TAIL, who] = last, who, task
            ints[NEXT if last >= 0 else HEAD, last if last >= 0 else who] = task
            if who < people - 1:
                way = search.minutes[at[who], ints[PLACE, task]]
                free[who] = max(free[who] + way, floats[EARLIEST, task]) + floats[LENGTH, task]
                at[who] = ints[PLACE, task]


def _soonest(search: Search, task: int, free: Floats, at: Ints) -> int:
    ints, floats = search.ints, search.floats
    able = search.choice[task, : ints[CHOICES, task]]
    way = search.minutes[at[able], ints[PLACE, task]]
    there = free[able] + way
    late = np.maximum(0.0, there - floats[LATEST, task]) * floats[LATE_COST, task]
    over = np.maximum(0.0, there + floats[LENGTH, task] - floats[UNTIL, able]) * search.sums[W_OVER]
    price = way + 2 * np.maximum(0.0, there - floats[EARLIEST, task]) + search.wish[task, able] + late + over
    nobody = able == search.size[NOBODY]
    price[nobody] = search.wish[task, able[nobody]]
    partner = ints[PARTNER, task]
    if partner >= 0 and ints[WHO, partner] >= 0:
        price[(able == ints[WHO, partner]) & ~nobody] = np.inf
    return int(able[np.argmin(price)])
