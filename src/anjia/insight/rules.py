"""The figures themselves, from plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


def continuity(visits: Iterable[int]) -> float | None:
    """The continuity of care of one household from its number of visits by each caregiver, 0 to 1.

    Bice and Boxerman (1977), doi 10.1097/00005650-197704000-00010: (sum of squares - n) / (n (n - 1)). None below two
    visits, of which nothing can be said.
    """
    counts = list(visits)
    total = sum(counts)
    if total < 2:
        return None
    return (sum(count * count for count in counts) - total) / (total * (total - 1))


def gini(values: Iterable[float]) -> float | None:
    """How unevenly something is shared out: 0 all the same, towards 1 one has all. None when nobody has anything.

    Gini (1912), as half the mean difference over the mean; values are not negative.
    """
    ordered = sorted(values)
    total = sum(ordered)
    if not ordered or total <= 0:
        return None
    count = len(ordered)
    return sum((2 * place - count - 1) * value for place, value in enumerate(ordered, start=1)) / (count * total)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which the share (0 to 1) of the values lies, between neighbours by their distance."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def part_of(some: float, whole: float) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return some / whole if whole > 0 else None


@dataclass(frozen=True)
class HouseholdContinuity:
    """One household's visits in the period and by how many caregivers they were done."""

    household_id: int
    visits: int
    caregivers: int
    index: float


def continuity_of(pairs: Mapping[tuple[int, int], int]) -> list[HouseholdContinuity]:
    """Each household with two visits or more, the least continuous first. `pairs`: (household, caregiver) to visits."""
    by_household: dict[int, list[int]] = {}
    for (household_id, _caregiver_id), visits in pairs.items():
        by_household.setdefault(household_id, []).append(visits)
    found = [
        HouseholdContinuity(household_id, sum(counts), len(counts), index)
        for household_id, counts in by_household.items()
        if (index := continuity(counts)) is not None
    ]
    return sorted(found, key=lambda one: (one.index, -one.visits, one.household_id))


def mean_continuity(households: Sequence[HouseholdContinuity]) -> float | None:
    """The mean over households, each weighed by its visits."""
    visits = sum(one.visits for one in households)
    return part_of(sum(one.index * one.visits for one in households), visits)
