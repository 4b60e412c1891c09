"""Lays the tasks of the pool in again, each at its best place, with blinks; links at the best pair of places."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.chance import below
from anjia.dispatch.planning.kernels.day import (
    CHOICES,
    EARLIEST,
    FAILED,
    KEYS,
    LATEST,
    LENGTH,
    PARTNER,
    POOL,
    POOLS,
    SOFT,
    TOPS,
    UNSERVED,
    WHO,
    ask_for,
    insert,
    take_in,
)
from anjia.dispatch.planning.kernels.looking import look
from anjia.dispatch.planning.kernels.placing import BEHIND_OF, BY, PRICE
from anjia.dispatch.planning.kernels.timing import spread
from anjia.dispatch.planning.kernels.twos import lay_in_two


@njit
def sort_pool(d, chance):
    """An order in which to lay in: by chance, scarcity, length, window, begin or end."""
    kind = below(chance, 12)
    for z in range(d.size[POOL]):
        task = d.lists[POOLS, z]
        key = float(below(chance, 1 << 20))
        if kind in (4, 5, 6):
            key = -d.time[task, LENGTH] + 1e-6 * key
        elif kind == 7:
            key = min(d.time[task, SOFT], d.time[task, LATEST]) - d.time[task, EARLIEST] + 1e-6 * key
        elif kind == 8:
            key = d.time[task, EARLIEST] + 1e-6 * key
        elif kind == 9:
            key = -d.time[task, LATEST] + 1e-6 * key
        elif kind >= 10:
            key = float(d.node[task, CHOICES]) + 1e-6 * key
        if kind >= 4 and d.node[task, PARTNER] >= 0:
            key -= 1e4  # two places are harder to find than one
        at = z
        while at > 0 and d.num[KEYS + at - 1] > key:
            d.num[KEYS + at] = d.num[KEYS + at - 1]
            d.lists[POOLS, at] = d.lists[POOLS, at - 1]
            at -= 1
        d.num[KEYS + at] = key
        d.lists[POOLS, at] = task


@njit
def lay_in(d, chance, task, widely):
    """Puts a task at its best place, unless leaving it out is cheaper."""
    look(d, chance, task, 1, widely)
    if d.size[TOPS] == 0 or d.top[0, PRICE] > d.price[task, UNSERVED]:
        return
    who = int(d.top[0, BY])
    insert(d, task, who, int(d.top[0, BEHIND_OF]))
    take_in(d, task)
    ask_for(d, who)
    spread(d, False)


@njit
def recreate(d, chance, widely):
    """Lays in the whole pool; False when something did not fit after all."""
    sort_pool(d, chance)
    for z in range(d.size[POOL]):
        task = d.lists[POOLS, z]
        if d.node[task, WHO] >= 0:
            continue
        other = d.node[task, PARTNER]
        if other < 0:
            lay_in(d, chance, task, widely)
        else:
            lay_in_two(d, chance, task, widely)
        if d.size[FAILED] != 0:
            return False
    return True
