"""Who comes to the dates of a series: as few different people as possible."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations
from typing import TypeVar

D = TypeVar("D", bound=Hashable)
# Pairs and threes are tried among those who can keep most dates; beyond that the next best is added one by one.
MOST_TRIED = 24
MOST_EXACT = 3


def fewest_people(free: Mapping[D, Mapping[int, int]], first: int | None = None) -> dict[D, int]:
    """One caregiver for each date on which anybody is free, from the scores of those who are.

    `first` comes whenever she can. The other dates go to as few people as can be found, the higher sum of scores first,
    then the lower id; each date to the one of them who keeps the most.
    """
    chosen = {date: first for date, people in free.items() if first in people}
    left = {date: people for date, people in free.items() if people and date not in chosen}
    team = _team(left)
    kept = {one: sum(one in people for people in left.values()) for one in team}
    for date, people in left.items():
        chosen[date] = max((one for one in team if one in people), key=lambda one: (kept[one], people[one], -one))
    return {date: one for date, one in chosen.items() if one is not None}


def _team(free: Mapping[D, Mapping[int, int]]) -> tuple[int, ...]:
    """A smallest set of people who keep all the dates between them, as far as it is looked for."""
    if not free:
        return ()
    everybody = sorted({one for people in free.values() for one in people}, key=lambda one: _worth([one], free))[::-1]
    tried = everybody[:MOST_TRIED]
    for size in range(1, MOST_EXACT + 1):
        whole = [team for team in combinations(tried, size) if _keeps(team, free) == len(free)]
        if whole:
            return max(whole, key=lambda team: _worth(team, free))
    return _one_by_one(free)


def _keeps(team: Iterable[int], free: Mapping[D, Mapping[int, int]]) -> int:
    members = tuple(team)
    return sum(any(one in people for one in members) for people in free.values())


def _worth(team: Iterable[int], free: Mapping[D, Mapping[int, int]]) -> tuple[int, int, list[int]]:
    """How many dates they keep, with what best scores, the lower ids first."""
    members = tuple(team)
    best = (max((people[one] for one in members if one in people), default=0) for people in free.values())
    return _keeps(members, free), sum(best), [-one for one in members]


def _one_by_one(free: Mapping[D, Mapping[int, int]]) -> tuple[int, ...]:
    left, team = dict(free), []
    while left:
        best = max({one for people in left.values() for one in people}, key=lambda one: _worth([one], left))
        team.append(best)
        left = {date: people for date, people in left.items() if best not in people}
    return tuple(team)
