"""Lays in both tasks of a link at once."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    LEAST,
    MOST,
    PARTNER,
    SECOND,
    TOPS,
    UNSERVED,
    ask_for,
    insert,
    take_in,
)
from anjia.dispatch.planning.kernels.looking import look
from anjia.dispatch.planning.kernels.placing import BEGIN_AT, BEHIND_OF, BY, LATEST_AT, PRICE
from anjia.dispatch.planning.kernels.timing import spread

PAIRS = 24  # places kept for each task of a link


@njit
def fits(d, first, a, second, b):
    """Whether a link is kept with two places found; the earliest begins."""
    follows = max(b[BEGIN_AT], a[BEGIN_AT] + d.time[first, LEAST])
    leads = max(a[BEGIN_AT], follows - d.time[first, MOST])
    return a[BY] != b[BY] and leads <= a[LATEST_AT] and follows <= b[LATEST_AT]


@njit
def lay_in_two(d, chance, task, widely):
    """Puts both tasks of a link at the cheapest two places that keep it."""
    other = d.node[task, PARTNER]
    first, second = (other, task) if d.node[task, SECOND] else (task, other)
    look(d, chance, first, PAIRS, widely)
    count = d.size[TOPS]
    kept = d.top[PAIRS : PAIRS + count]
    kept[:] = d.top[:count]
    look(d, chance, second, PAIRS, widely)
    least = d.price[first, UNSERVED] + d.price[second, UNSERVED]
    one = two = -1
    for a in range(count):
        if d.size[TOPS] == 0 or kept[a, PRICE] + d.top[0, PRICE] >= least:
            break
        for b in range(d.size[TOPS]):
            price = kept[a, PRICE] + d.top[b, PRICE]
            if price >= least:
                break
            if fits(d, first, kept[a], second, d.top[b]):
                one, two, least = a, b, price
                break
    if one >= 0:
        join(d, first, kept[one], second, d.top[two])


@njit
def join(d, first, a, second, b):
    """Puts two tasks at their places; takes them out again when one would wait for the other in a circle."""
    who, whose = int(a[BY]), int(b[BY])
    insert(d, first, who, int(a[BEHIND_OF]))
    insert(d, second, whose, int(b[BEHIND_OF]))
    take_in(d, first)
    take_in(d, second)
    ask_for(d, who)
    ask_for(d, whose)
    spread(d, False)
