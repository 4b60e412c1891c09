"""Who comes on which dates of a series: as few different people as can keep theirs beside one another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from anjia.dispatch.queries import SeriesTimes, VisitNeed
from anjia.dispatch.rules.continuity import fewest_people

Crews = dict[date, tuple[int, ...]]
Free = Mapping[date, Mapping[int, int]]

# So often those who were refused dates leave the others to somebody who may keep them all.
MOST_ROUNDS = 3


def crews_for(
    times: SeriesTimes, needs: Mapping[date, VisitNeed], free: Free, usual: Sequence[int], people: int
) -> Crews:
    """Who comes on each date such that everybody can keep all of hers: not too many in a week, with rest between.

    Where nobody keeps them all, as on seven days of every week, whoever was refused fewest has all those that she can.
    """
    left, fewest, keeps_most = _copied(free), 0, usual
    for _round in range(MOST_ROUNDS):
        crews, refused = _tried(times, needs, left, usual, people)
        if not refused:
            break
        if not fewest or refused < fewest:
            fewest, keeps_most = refused, _leading(crews, usual, people)
    if not fewest:
        return crews  # nobody was refused anything
    found = [] if refused else [crews]
    left, refused = _copied(free), 1
    while refused:
        crews, refused = _tried(times, needs, left, keeps_most, people)
    best = max([*found, crews], key=lambda one: (len(one), -len({her for crew in one.values() for her in crew})))
    times.give([(needs[on], crew) for on, crew in best.items()])
    return best


def _copied(free: Free) -> dict[date, dict[int, int]]:
    return {on: dict(some) for on, some in free.items()}


def _tried(
    times: SeriesTimes,
    needs: Mapping[date, VisitNeed],
    left: dict[date, dict[int, int]],
    usual: Sequence[int],
    people: int,
) -> tuple[Crews, int]:
    """The dates given to as few as possible, and how many were refused: whoever could not is free for it no longer."""
    crews = _crews(left, usual, people)
    on_of = {id(needs[on]): on for on in crews}
    refused = times.give([(needs[on], crew) for on, crew in crews.items()])
    for need, one in refused:
        del left[on_of[id(need)]][one]
    return crews, len(refused)


def _crews(free: Free, usual: Sequence[int], people: int) -> Crews:
    """Who comes on each date on which enough are free: as few different people as possible in each place."""
    left = {on: dict(some) for on, some in free.items() if len(some) >= people}
    crews: Crews = dict.fromkeys(left, ())
    for place in range(people):
        comes = fewest_people(left, usual[place] if place < len(usual) else None)
        for on, one in comes.items():
            crews[on] = (*crews[on], one)
            del left[on][one]
    return crews


def _leading(crews: Crews, usual: Sequence[int], people: int) -> Sequence[int]:
    """Who comes first in each place: those who usually do, else who does most often here."""
    leading = list(usual[:people])
    for place in range(len(leading), people):
        one = most_common(crew[place] for crew in crews.values() if crew[place] not in leading)
        leading += [] if one is None else [one]
    return leading


def most_common(comes: Iterable[int]) -> int | None:
    """Who comes most often; of several the lowest id. None where nobody does."""
    counted = Counter(comes).most_common()
    return min((one for one, count in counted if count == counted[0][1]), default=None)
