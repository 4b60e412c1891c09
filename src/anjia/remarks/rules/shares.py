"""Shares from small numbers, told honestly: intervals, and rates drawn towards the average of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

_Z = 1.96  # 95 %
_LEAST_WEIGHT, _MOST_WEIGHT = 5.0, 200.0


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with the interval that holds the true share in 19 of 20 cases (Wilson, 1927)."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def low(self) -> float:
        """The interval's lower end."""
        return max(0.0, self._middle - self._half)

    @property
    def high(self) -> float:
        """The interval's upper end."""
        return min(1.0, self._middle + self._half) if self.whole else 1.0

    @property
    def _middle(self) -> float:
        return (self.value + _Z**2 / (2 * self.whole)) / (1 + _Z**2 / self.whole) if self.whole else 0.5

    @property
    def _half(self) -> float:
        if not self.whole:
            return 0.5
        spread = self.value * (1 - self.value) / self.whole + _Z**2 / (4 * self.whole**2)
        return _Z * sqrt(spread) / (1 + _Z**2 / self.whole)


def drawn_together(counts: Mapping[int, tuple[int, int]]) -> dict[int, float]:
    """Each group's share of (part, whole), drawn towards the share of all by how little it has said.

    How strongly is learned from how much the groups differ (beta-binomial, by moments): groups that differ only as
    chance makes them differ all come out near the average.
    """
    parts, wholes = sum(p for p, _w in counts.values()), sum(w for _p, w in counts.values())
    if not wholes:
        return dict.fromkeys(counts, 0.0)
    mean = parts / wholes
    weight = _prior_weight(counts, mean)
    return {key: (part + weight * mean) / (whole + weight) for key, (part, whole) in counts.items()}


def _prior_weight(counts: Mapping[int, tuple[int, int]], mean: float) -> float:
    """How many texts the average counts for."""
    known = [(part, whole) for part, whole in counts.values() if whole]
    chance = mean * (1 - mean)
    if len(known) < 3 or not chance:
        return _MOST_WEIGHT if not chance else 20.0
    total = sum(whole for _part, whole in known)
    seen = sum(whole * (part / whole - mean) ** 2 for part, whole in known)
    scale = total - sum(whole**2 for _part, whole in known) / total
    between = (seen - (len(known) - 1) * chance) / scale if scale > 0 else 0.0
    if between <= 0:
        return _MOST_WEIGHT
    return min(max(chance / between - 1, _LEAST_WEIGHT), _MOST_WEIGHT)
