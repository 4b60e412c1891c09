"""What an income and a begin cost."""

from __future__ import annotations

from numba import njit

from anjia.dispatch.planning.kernels.day import (
    BIG,
    FACTOR,
    FAIR,
    FAR,
    FAR_FROM,
    MOVED,
    MOVED_FROM,
    SOFT,
    STEEPER,
    STEP,
    STEPS,
    TARGET,
    TOLD,
    UNFAIR,
    VERY,
)


@njit
def unevenness(d, who, income):
    """The price of an income."""
    target = d.shift[who, TARGET]
    if target <= 0.0:
        return 0.0
    off = abs(income - target)
    price = d.num[UNFAIR] * max(0.0, off - d.num[FAIR] * target)
    return price + d.num[STEEPER] * max(0.0, off - d.num[VERY] * target)


@njit
def begin_price(d, task, begins):
    """The price of when a task begins: lateness, and distance from what was published."""
    total = 0.0
    late = begins - d.time[task, SOFT]
    if late > 0.0:
        for k in range(d.size[STEPS]):
            total += d.num[STEP + 2 * k + 1] * max(0.0, late - d.num[STEP + 2 * k])
    told = d.price[task, TOLD]
    if told > -BIG:
        off = abs(begins - told)
        if off > d.num[FAR_FROM]:
            total += d.num[FAR] * d.price[task, FACTOR]
        elif off > d.num[MOVED_FROM]:
            total += d.num[MOVED] * d.price[task, FACTOR]
    return total
