"""The first order of a search, and the plan nothing may be worse than."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.planning.abilities import Flags
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
    """By the windows' beginnings, the second of a link at once behind its first: so every gap can be kept, because
    nothing that waits for the first comes before the second."""
    events = int(search.size[EVENTS])
    lead = search.ints[:events, LEAD]
    begins = search.floats[:events, SOONEST] + SCATTER * random.random(events)
    led = lead >= 0
    begins[led] = begins[lead[led]]
    first = np.where(led, lead, np.arange(events))
    return np.lexsort((led, first, begins))


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
    partner = int(ints[task, PARTNER])
    if partner >= 0:
        price[_kept_from(search, partner, able)] = np.inf
    return int(able[np.argmin(price)])


def _kept_from(search: Search, partner: int, able: Ints) -> Flags:
    """Who may not do a task because of what it is linked to: its caregiver, or the only one whom it can have. Where
    one of two is left out the other is."""
    nobody, wide = int(search.size[NOBODY]), int(search.size[WIDE])
    who = int(search.ints[partner, WHO])
    kept: Flags = able == who
    if who < 0:
        others = [one for one in search.lists[partner, wide : wide + search.ints[partner, CHOICES]] if one != nobody]
        kept = able == (others[0] if len(others) == 1 else -1)
    elif who == nobody:
        kept = able != nobody
    elif nobody in able:
        alone = not set(able.tolist()) - {who, nobody}
        kept = (able != nobody) if alone else kept | (able == nobody)
    return kept
