"""What each term of a plan costs, and the prices that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isfinite

Steps = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Weights:
    """Prices in the objective's unit: fen for a company, whose clauses fill them; a third each in the literature.

    `travel`, `waiting`, `overtime`, `tardiness` are per minute; `worst_tardiness` is per minute of the latest start of
    all. `tardiness_steps` makes lateness dearer as it grows: each (minutes, more per minute beyond them). Income that
    lies further from a caregiver's own target than `fair_share` of it costs `unfairness` per fen, beyond `unfair_share`
    `great_unfairness`. `other_caregiver`, `moved` (by more than `moved_minutes`) and `far_moved` (`far_moved_minutes`)
    are what it costs to depart from a published plan, per task.
    """

    travel: float = 1.0
    tardiness: float = 1.0
    worst_tardiness: float = 0.0
    overtime: float = 1.0
    waiting: float = 0.0
    tardiness_steps: Steps = ()
    unfairness: float = 0.0
    great_unfairness: float = 0.0
    fair_share: float = 0.05
    unfair_share: float = 0.15
    other_caregiver: float = 0.0
    moved: float = 0.0
    far_moved: float = 0.0
    moved_minutes: float = 15.0
    far_moved_minutes: float = 60.0

    def __post_init__(self) -> None:
        numbers = [getattr(self, one.name) for one in fields(self) if one.name != "tardiness_steps"]
        numbers += [number for step in self.tardiness_steps for number in step]
        if not all(isfinite(number) and number >= 0 for number in numbers):
            raise ValueError("prices and their bounds must be finite and not negative")
        pairs = (
            (self.unfairness, self.great_unfairness),
            (self.fair_share, self.unfair_share),
            (self.moved, self.far_moved),
            (self.moved_minutes, self.far_moved_minutes),
        )
        if any(less > more for less, more in pairs):
            raise ValueError("what is further off must not cost less")

    def lateness(self, minutes: float) -> float:
        """The price of beginning so many minutes after a window."""
        steps = sum(more * max(0.0, minutes - beyond) for beyond, more in self.tardiness_steps)
        return self.tardiness * max(0.0, minutes) + steps

    def unevenness(self, income: float, target: float | None) -> float:
        """The price of an income, in fen, that is off a caregiver's own target; nothing without a target."""
        if not target or target < 0:
            return 0.0
        off = abs(income - target)
        steep = self.great_unfairness - self.unfairness
        return self.unfairness * max(0.0, off - self.fair_share * target) + steep * max(
            0.0, off - self.unfair_share * target
        )

    def moving(self, minutes: float) -> float:
        """The price of beginning so many minutes, either way, off a published start."""
        off = abs(minutes)
        if off > self.far_moved_minutes:
            return self.far_moved
        return self.moved if off > self.moved_minutes else 0.0
