"""What a number of inspections says: shares with their intervals."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

CONFIDENCE = 0.95
_Z = 1.959963984540054  # the 97.5th percentile of the normal distribution


@dataclass(frozen=True)
class Share:
    """A share of 0 to 1 with its 95 % interval; `of` is how many it rests on (for weighted ones: effectively)."""

    value: float
    low: float
    high: float
    of: float


def share_of(part: int, whole: int) -> Share | None:
    """The share with Wilson's score interval; None of nothing."""
    return _wilson(part / whole, whole) if whole else None


def _wilson(share: float, size: float) -> Share:
    square = _Z * _Z
    centre = (share + square / (2 * size)) / (1 + square / size)
    half = _Z / (1 + square / size) * math.sqrt(share * (1 - share) / size + square / (4 * size * size))
    return Share(share, max(0.0, centre - half), min(1.0, centre + half), size)


def weighted_share(rows: Iterable[tuple[bool, float]]) -> Share | None:
    """What the share is among all visits of the frame, from (deviates, probability of having been drawn).

    Hájek's estimate: each counts by 1 / probability. The interval is Wilson's for Kish's effective number. None of
    nothing.
    """
    known = [(deviates, 1.0 / chance) for deviates, chance in rows if chance > 0]
    total = sum(weight for _deviates, weight in known)
    if not total:
        return None
    share = sum(weight for deviates, weight in known if deviates) / total
    return _wilson(share, total * total / sum(weight * weight for _deviates, weight in known))
