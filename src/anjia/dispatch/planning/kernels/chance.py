"""Random numbers inside compiled code: xorshift64 (Marsaglia 2003), one word of state, seeded by the caller."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(forceinline=True)
def word(chance):
    """The next 64 random bits."""
    x = chance[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    chance[0] = x
    return x


@njit(forceinline=True)
def below(chance, bound):
    """A whole number from 0 to bound - 1."""
    return np.int64(((word(chance) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@njit(forceinline=True)
def unit(chance):
    """A number from 0 to 1, never 0."""
    return (np.float64(word(chance) >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)
