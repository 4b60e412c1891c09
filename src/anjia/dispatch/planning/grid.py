"""The grid of 1/64 minute on which the search over routes counts, so that sums of 32 bits are exact."""

from __future__ import annotations

from typing import Any

import numpy as np

from anjia.dispatch.planning.kernels.day import BIG

GRID = 64.0  # parts of a minute
Table = np.ndarray


def up(minutes: Any) -> Any:
    """On the grid, never less."""
    return np.ceil(np.clip(minutes, -BIG, BIG) * GRID) / GRID


def down(minutes: Any) -> Any:
    """On the grid, never more."""
    return np.floor(np.clip(minutes, -BIG, BIG) * GRID) / GRID


def on_grid(minutes: Table) -> Table:
    """Ways in 32 bits, rounded up."""
    whole = np.ascontiguousarray(minutes, np.float32)
    if minutes.dtype == np.float32 and (whole == np.rint(whole)).all() and whole.max(initial=0) <= BIG:
        return whole
    ways: Table = up(minutes.astype(np.float64)).astype(np.float32)
    return ways
