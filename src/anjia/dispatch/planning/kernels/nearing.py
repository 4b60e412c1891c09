"""Finds the neighbours of each task: those that best stand before it, behind it, caregivers near, tasks around."""

from __future__ import annotations

import numpy as np
from numba import njit

from anjia.dispatch.planning.kernels.day import AROUND, BESIDE, HOMES

IDLE = 0.25  # what a minute of waiting that cannot be avoided counts against a minute of way


@njit
def keep(row, prices, first, count, one, price):
    """Keeps one among the cheapest of a part of a row, sorted; of equals, the one that came first."""
    at = first + count - 1
    if price >= prices[at]:
        return
    while at > first and prices[at - 1] > price:
        prices[at] = prices[at - 1]
        row[at] = row[at - 1]
        at -= 1
    prices[at] = price
    row[at] = one


@njit(cache=True, nogil=True)
def fill_near(near, rows, there, hither, place, starts, early, late, length, kind, shared, able, moves):
    """Fills the given rows; ways from and to every place, windows, who shares a caregiver, and which may be moved."""
    prices = np.empty(near.shape[1], np.float32)
    for row in rows:
        prices[:] = np.inf
        here, mine = place[row], near[row]
        for other in range(place.shape[0]):
            if other == row:
                continue
            to, on = hither[here, place[other]], there[here, place[other]]
            if shared[kind[row], kind[other]]:
                if early[other] + length[other] + to <= late[row]:
                    idle = max(np.float32(0), early[row] - late[other] - length[other] - to)
                    keep(mine, prices, 0, BESIDE, other, to + IDLE * idle)
                if early[row] + length[row] + on <= late[other]:
                    idle = max(np.float32(0), early[other] - late[row] - length[row] - on)
                    keep(mine, prices, BESIDE, BESIDE, other, on + IDLE * idle)
            if moves[other]:
                keep(mine, prices, 2 * BESIDE + HOMES, AROUND, other, on)
        for who in range(starts.shape[0]):
            if able[row, who]:
                keep(mine, prices, 2 * BESIDE, HOMES, who, hither[here, starts[who]])
