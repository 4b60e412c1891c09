"""What moves the satisfaction index: the points of the answers, and the aspects people are unhappy about.

The index is made of the four points, so their part in it is exact: how much of the index's spread each carries. What
the aspects do is estimated, by least squares with intervals that hold when the spread is uneven (HC1). Both say
nothing when there are too few answers; neither proves a cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_ANSWERS, LEAST_MENTIONS, ANSWERS_EACH = 30, 5, 10
_DRAWS = 400
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Driver:
    """One driver: its effect with the ends of the 95 % interval, and how many answers speak of it.

    For a point of the answer: its share in the spread of the index, 0 to 1. For an aspect: index points, negative
    when answers that complain of it are lower.
    """

    name: str
    effect: float
    low: float
    high: float
    count: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def shares_of_points(points: dict[str, Sequence[int]], index: Sequence[int], *, seed: int = 20) -> list[Driver]:
    """How much of the index's spread each point carries; the intervals by drawing the answers again 400 times."""
    count = len(index)
    if count < LEAST_ANSWERS:
        return []
    table = np.array([points[name] for name in points], dtype=np.float64)
    target = np.asarray(index, dtype=np.float64)
    if target.std() == 0:
        return []
    draws = np.random.default_rng(seed).integers(0, count, (_DRAWS, count))
    found = [_carried(table[:, places], target[places]) for places in draws]
    low, high = np.percentile(np.array([one for one in found if one is not None]), [2.5, 97.5], axis=0)
    whole = _carried(table, target)
    assert whole is not None
    drivers = [Driver(name, float(whole[i]), float(low[i]), float(high[i]), count) for i, name in enumerate(points)]
    return sorted(drivers, key=lambda one: -one.effect)


def _carried(table: Floats, target: Floats) -> Floats | None:
    """Covariance with the index by a least-squares weight, as shares that add up to one."""
    centred, aim = table - table.mean(axis=1, keepdims=True), target - target.mean()
    weights, *_rest = np.linalg.lstsq(centred.T, aim, rcond=None)
    shares: Floats = weights * (centred @ aim)
    total = shares.sum()
    return shares / total if total > 0 else None


def effects_of_aspects(mentions: dict[str, set[int]], index: dict[int, int]) -> list[Driver]:
    """How many index points lower answers are that complain of an aspect, the others held equal.

    `mentions`: per aspect the answers (ids) that are unhappy about it; `index`: per answer its index. Aspects with
    fewer than five answers, and more aspects than the answers can carry, are left out.
    """
    ids = list(index)
    told = {name: len(found & index.keys()) for name, found in mentions.items()}
    most = max(0, len(ids) // ANSWERS_EACH - 1)
    names = sorted((name for name, count in told.items() if LEAST_MENTIONS <= count < len(ids)), key=lambda n: -told[n])
    names = names[:most]
    if len(ids) < LEAST_ANSWERS or not names:
        return []
    table = np.array([[1.0, *(float(one in mentions[name]) for name in names)] for one in ids])
    effects, errors = _least_squares(table, np.array([index[one] for one in ids], dtype=np.float64))
    found = [
        Driver(name, effects[i], effects[i] - 2 * errors[i], effects[i] + 2 * errors[i], told[name])
        for i, name in enumerate(names, 1)
    ]
    return sorted(found, key=lambda one: one.effect)


def _least_squares(table: Floats, target: Floats) -> tuple[list[float], list[float]]:
    """Coefficients and their errors, right also where the spread is uneven (White, 1980; HC1)."""
    inner = np.linalg.pinv(table.T @ table)
    effects = inner @ table.T @ target
    left = target - table @ effects
    spare = max(1, len(target) - table.shape[1])
    spread = inner @ (table.T * left**2) @ table @ inner * len(target) / spare
    return effects.tolist(), np.sqrt(np.maximum(np.diag(spread), 0)).tolist()
