"""How much each part of a score counts: percents that a company publishes in versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

STANDARD_PERCENT, MOST_PERCENT = 100, 300


class Part(StrEnum):
    """What a score is made of."""

    WAY = "way"
    CONTINUITY = "continuity"
    SUITING = "suiting"
    RATING = "rating"
    PREFERENCE = "preference"
    FAIRNESS = "fairness"
    WEEK = "week"
    LEVEL = "level"
    GAP = "gap"


@dataclass(frozen=True)
class Weights:
    """Percents by part: 100 counts as the standard, 0 not at all, 300 three times. Version 0 is the standard."""

    percents: Mapping[Part, int] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(Part, STANDARD_PERCENT))
    )
    version: int = 0

    def of(self, part: Part) -> int:
        """The percent of a part."""
        return self.percents[part]


STANDARD_WEIGHTS = Weights()


def are_possible(percents: Mapping[Part, int]) -> bool:
    """Whether every part has a percent from 0 to 300 and something counts at all."""
    known = [percents.get(part, -1) for part in Part]
    return all(0 <= one <= MOST_PERCENT for one in known) and any(known)
