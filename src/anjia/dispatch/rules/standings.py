"""What speaks for and against each caregiver whatever the start: columns in roster order, and their points.

suiting      6 for each thing the home asks for that she is good with; 30 off for each she does not want
rating       1 for every 2 of the index (20-100) above 60 that her marks surely reach, at most 20
preference   15 if the household would like her again; 5 if she would like to work in this district, 5 off if
             she named others
fairness     8 each for hours and income of the last four weeks, less with her share of the average; 0 from it on
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anjia.dispatch.rules.values import Truth, Whole
from anjia.dispatch.rules.weights import Part, Weights

NOT_KNOWN = -1


@dataclass(frozen=True, eq=False)
class Standing:
    """Columns in roster order. `suits` and `limits` are bits of circumstances (see catalog.mask_of).

    `low` is where her marks surely lie (20-100) and `marks` how many they are; `hours` and `income` are percents of
    the average of the last four weeks; NOT_KNOWN where nothing is known. `district`: 1 wished, -1 others wished, 0.
    """

    suits: Whole
    limits: Whole
    low: Whole
    marks: Whole
    favoured: Truth
    district: Whole
    hours: Whole
    income: Whole

    def points(self) -> dict[str, Whole]:
        """Points of each column before weighing."""
        return {
            "suits": 6 * _bits(self.suits),
            "limits": -30 * _bits(self.limits),
            "low": np.where(self.low == NOT_KNOWN, 0, np.clip((self.low - 60) // 2, 0, 20)),
            "favoured": np.where(self.favoured, 15, 0),
            "district": 5 * self.district,
            "hours": _fair(self.hours),
            "income": _fair(self.income),
        }


PART_OF = {
    "suits": Part.SUITING,
    "limits": Part.SUITING,
    "low": Part.RATING,
    "favoured": Part.PREFERENCE,
    "district": Part.PREFERENCE,
    "hours": Part.FAIRNESS,
    "income": Part.FAIRNESS,
}


def _fair(percent: Whole) -> Whole:
    return np.where(percent == NOT_KNOWN, 0, np.clip((100 - percent) * 8 // 100, 0, 8))


def _bits(masks: Whole) -> Whole:
    """How many bits are set in each."""
    count = np.zeros(len(masks), np.int64)
    left = masks.copy()
    while left.any():
        count += left & 1
        left >>= 1
    return count


def plain(people: int) -> Standing:
    """Nothing is known of anybody."""
    zeros, unknown = np.zeros(people, np.int64), np.full(people, NOT_KNOWN, np.int64)
    return Standing(zeros, zeros, unknown, zeros, zeros.astype(bool), zeros, unknown, unknown)


def weighed(standing: Standing, weights: Weights) -> dict[str, Whole]:
    """Points of each column as the weights count them: whole points, rounded down."""
    return {name: by_weight(points, weights.of(PART_OF[name])) for name, points in standing.points().items()}


def by_weight(points: Whole, percent: int) -> Whole:
    """Points at a percent; 100 changes nothing."""
    return points if percent == 100 else points * percent // 100


__all__ = ["NOT_KNOWN", "PART_OF", "Standing", "by_weight", "plain", "weighed"]
