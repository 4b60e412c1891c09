"""Who comes to the dates of a series: as few different people as possible."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
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
    dates = list(free.values())
    keeps = _kept_dates(dates)
    sums = {one: sum(people[one] for people in dates if one in people) for one in keeps}
    everybody = sorted(keeps, key=lambda one: (-keeps[one].bit_count(), -sums[one], one))
    all_dates = (1 << len(dates)) - 1
    for size in range(1, MOST_EXACT + 1):
        whole = [team for team in combinations(everybody[:MOST_TRIED], size) if _together(team, keeps) == all_dates]
        if whole:
            return max(whole, key=lambda team: (_best_scores(team, dates), [-one for one in team]))
    return _one_by_one(dates)


def _kept_dates(dates: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """The dates that each one can keep, as bits: thousands of teams are asked about, and a date is one of hundreds."""
    kept: dict[int, int] = {}
    for number, people in enumerate(dates):
        for one in people:
            kept[one] = kept.get(one, 0) | 1 << number
    return kept


def _together(team: Iterable[int], keeps: Mapping[int, int]) -> int:
    return reduce(or_, (keeps[one] for one in team))


def _best_scores(team: Sequence[int], dates: Iterable[Mapping[int, int]]) -> int:
    """The sum of the scores if each date goes to the best of them; they keep all the dates."""
    return sum(max(people[one] for one in team if one in people) for people in dates)


def _one_by_one(dates: Sequence[Mapping[int, int]]) -> tuple[int, ...]:
    left, team = list(dates), []
    while left:
        keeps = _kept_dates(left)
        sums = {one: sum(people[one] for people in left if one in people) for one in keeps}
        best = min(keeps, key=lambda one: (-keeps[one].bit_count(), -sums[one], one))
        team.append(best)
        left = [people for people in left if best not in people]
    return tuple(team)
