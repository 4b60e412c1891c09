"""Looks for the best places for a task."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.chance import word
from anjia.dispatch.planning.kernels.day import (
    BACK,
    BESIDE,
    FIRST,
    HOMES,
    LAST,
    NEXT,
    OPEN,
    PEOPLE,
    TOPS,
    WHO,
)
from anjia.dispatch.planning.kernels.placing import offer

BLINK = np.uint64(2**64 // 100)  # one place in a hundred is overlooked


@njit
def look_near(d, chance, task, wanted):
    """The best places beside neighbours, and at the ends of the routes of those who live near."""
    d.size[TOPS] = 0
    for z in range(BESIDE):
        other = d.near[task, z]
        if other < 0:
            break
        who = d.node[other, WHO]
        if who >= 0 and d.wish[task, who] < np.inf and d.route[who, OPEN] != 0 and word(chance) > BLINK:
            offer(d, task, who, other, wanted)
    for z in range(BESIDE):
        other = d.near[task, BESIDE + z]
        if other < 0:
            break
        who = d.node[other, WHO]
        if who >= 0 and d.wish[task, who] < np.inf and d.route[who, OPEN] != 0 and word(chance) > BLINK:
            offer(d, task, who, d.node[other, BACK], wanted)
    for z in range(HOMES):
        who = d.near[task, 2 * BESIDE + z]
        if who < 0:
            break
        if d.route[who, OPEN] != 0 and word(chance) > BLINK:
            offer(d, task, who, -1, wanted)
            if d.route[who, LAST] >= 0:
                offer(d, task, who, d.route[who, LAST], wanted)


@njit
def look_everywhere(d, task, wanted):
    """The best places of all."""
    d.size[TOPS] = 0
    for who in range(d.size[PEOPLE]):
        if d.wish[task, who] < np.inf and d.route[who, OPEN] != 0:
            offer(d, task, who, -1, wanted)
            node = d.route[who, FIRST]
            while node >= 0:
                offer(d, task, who, node, wanted)
                node = d.node[node, NEXT]


@njit
def look(d, chance, task, wanted, widely):
    """The best places for a task; everywhere when there is none near."""
    look_near(d, chance, task, wanted)
    if d.size[TOPS] == 0 and widely:
        look_everywhere(d, task, wanted)
