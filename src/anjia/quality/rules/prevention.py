"""Which causes come up more often somewhere than chance explains."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PERIOD_DAYS = 90
LEAST_TIMES = 3
BY_CHANCE = 0.01  # a proposal without cause: at most 1 day in 100, all places looked at together


class Scope(StrEnum):
    """Where a cause is worked on: with one caregiver, in one service, at one step of it, or everywhere."""

    CAREGIVER = "caregiver"
    OFFERING = "offering"
    STEP = "step"
    COMPANY = "company"


@dataclass(frozen=True)
class Place:
    """A scope with what it is about: a caregiver's or service's id (0 for the company), and a step's title."""

    scope: Scope
    id: int = 0
    step: str = ""


@dataclass(frozen=True)
class Cluster:
    """A cause at one place: `times` in `visits`, beside `all_times` in `all_visits` of the whole company.

    `chance`: how probable so many are if the place were like all others.
    """

    place: Place
    cause: str
    times: int
    visits: int
    all_times: int
    all_visits: int
    chance: float = 1.0


def chance_of(times: int, visits: int, all_times: int, all_visits: int) -> float:
    """The probability of so many, or more, of all cases at a place that had its share of all visits. 1 if unknown."""
    if not times or visits <= 0 or visits >= all_visits or all_times < times:
        return 1.0
    from scipy.special import bdtrc  # here: it is slow to load, and few ask

    return float(bdtrc(times - 1, all_times, visits / all_visits))


def beyond_chance(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters of three and more that chance does not explain, the least probable first.

    All that were looked at count, so that looking at many places does not find something in nothing (Bonferroni).
    """
    looked_at = list(clusters)
    limit = BY_CHANCE / max(len(looked_at), 1)
    found = [
        Cluster(one.place, one.cause, one.times, one.visits, one.all_times, one.all_visits, chance)
        for one in looked_at
        if one.times >= LEAST_TIMES
        and (chance := chance_of(one.times, one.visits, one.all_times, one.all_visits)) <= limit
    ]
    return sorted(found, key=lambda one: (one.chance, one.cause, one.place.scope, one.place.id))
