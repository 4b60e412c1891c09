"""Mending what is left of a day: visits that nobody can keep are put elsewhere, and as little as possible is moved.

Greedy insertion over the hard rules, the hardest visit first; a visit that fits nowhere may push one other visit out
if that one finds a place. It answers within the time of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anjia.dayplans.rules.costs import Prices, lines_of, total_fen, unserved_price
from anjia.dayplans.rules.incomes import added_fen
from anjia.dayplans.rules.lanes import Lanes, able, strained
from anjia.dayplans.rules.parts import rebased
from anjia.dayplans.rules.values import Facts, Given, Giving, Job, Obstacle
from anjia.dayplans.rules.ways import Ways, ways_of

PUSHED_AT_MOST = 12  # how many lanes are tried for pushing somebody out
STEP_MINUTES = 5


class Style(StrEnum):
    """What a repair looks for first."""

    LEAST_CHANGE = "least_change"
    LEAST_COST = "least_cost"
    ALL_SERVED = "all_served"


@dataclass(frozen=True)
class Mended:
    """An answer: the lanes after it, and the jobs, by their keys, that still have nobody."""

    style: str
    lanes: Lanes
    unserved: tuple[int, ...]


def to_mend(facts: Facts, ways: Ways | None = None) -> list[int]:
    """The jobs that need somebody: nobody is sent, or who is sent cannot keep it. Their keys, by start."""
    lanes = Lanes(facts, ways=ways)
    bad = {clash.key for clash in strained(lanes)}
    jobs = [job for job in facts.jobs if not job.pin and (job.caregiver_id is None or job.key in bad)]
    return [job.key for job in sorted(jobs, key=lambda one: (one.starts, one.key))]


def mended(facts: Facts, style: Style, ways: Ways | None = None) -> Mended:
    """The day mended in one style."""
    work = _Mending(facts, style, ways)
    work.place_all(to_mend(facts, work.lanes.ways))
    if style is Style.LEAST_COST:
        work.polish()
    return Mended(style, work.lanes, tuple(sorted(work.left)))


def alternatives(facts: Facts, ways: Ways | None = None) -> list[Mended]:
    """Up to three answers that differ, the least change first."""
    found: list[Mended] = []
    ways = ways or ways_of(facts)
    for style in Style:
        one = mended(facts, style, ways)
        if all(one.lanes.giving != other.lanes.giving for other in found):
            found.append(one)
    return found


def filled(facts: Facts, giving: Giving) -> dict[int, Given]:
    """A giving with what it leaves alone tried once more among everybody, where that costs less."""
    if all(job.key in giving for job in facts.jobs):
        return dict(giving)
    found = mended(rebased(facts, giving), Style.ALL_SERVED).lanes.giving
    return min(dict(giving), found, key=lambda one: total_fen(lines_of(Lanes(facts, one))))


class _Mending:
    """The lanes under work, and what still has nobody."""

    def __init__(self, facts: Facts, style: Style, ways: Ways | None) -> None:
        self.facts = facts
        self.style = style
        self.lanes = Lanes(facts, ways=ways)
        self.prices = Prices(facts)
        self.left: set[int] = set()
        self.touched: set[int] = set()

    def place_all(self, keys: Sequence[int]) -> None:
        """Places the jobs, those with the fewest possible caregivers first; two who begin together at once."""
        for key in keys:
            self.lanes.take(key)
        jobs = [self.lanes.jobs[key] for key in keys]
        choices = {job.key: able(self.facts, job) for job in jobs}
        self.touched |= set(keys)
        for job in sorted(jobs, key=lambda one: (len(choices[one.key]), -one.minutes, one.key)):
            mate = self.lanes.mate(job)
            if job.key in self.lanes.giving or job.key in self.left:
                continue
            if mate is not None and mate.key in choices and mate.key not in self.lanes.giving:
                if not self._insert_both(job, mate):
                    self.left |= {job.key, mate.key}
            elif not (self._insert(job) or self._push(job, choices[job.key])):
                self.left.add(job.key)

    def _insert_both(self, job: Job, mate: Job) -> bool:
        """Puts two who begin together where both cost least; false where only one could come."""
        found: list[tuple[float, Given, Given]] = []
        for starts in self._starts(job):
            first = self._best(job, starts=[starts])
            if first is None:
                continue
            self.lanes.put(job.key, first)
            second = self._best(mate, starts=[starts])
            if second is not None:
                found.append((self._price(job, first) + self._price(mate, second), first, second))
            self.lanes.take(job.key)
        if not found:
            return False
        _price, first, second = min(found, key=lambda one: one[0])
        self.lanes.put(job.key, first)
        self.lanes.put(mate.key, second)
        return True

    def _insert(self, job: Job) -> bool:
        best = self._best(job)
        if best is not None:
            self.lanes.put(job.key, best)
        return best is not None

    def _best(self, job: Job, *, not_her: int | None = None, starts: Sequence[int] | None = None) -> Given | None:
        """The cheapest place for the job, as its hard rules allow; None when there is none."""
        priced = [
            (self._price_rested(job, given), given.caregiver_id, given.starts, given)
            for given in self._places(job, self._starts(job) if starts is None else starts)
            if given.caregiver_id != not_her and self.lanes.is_free(job.key, given)
        ]
        best: tuple[float, Given] | None = None
        for rested, _who, _start, given in sorted(priced):
            if best is not None and best[0] <= rested:
                break  # a break missed only adds to the price, so that no later one is cheaper
            if self.lanes.clash(job.key, given) is None:
                price = rested + self._break_price(job, given)
                best = (price, given) if best is None or price < best[0] else best
        return None if best is None else best[1]

    def _places(self, job: Job, starts: Sequence[int]) -> Iterable[Given]:
        for start in starts:
            for person_id in able(self.facts, job, start):
                yield Given(person_id, start)

    def _starts(self, job: Job) -> list[int]:
        """The agreed start first, then what the household allows around it, the nearest first.

        Of two who begin together the one who is sent already says when.
        """
        mate = self.lanes.mate(job)
        with_her = self.lanes.giving.get(mate.key) if mate else None
        if with_her is not None:
            return [with_her.starts]
        earliest, latest = self.lanes.window(job)
        if earliest == latest:
            return [job.starts]
        grid = range(-(-earliest // STEP_MINUTES) * STEP_MINUTES, latest + 1, STEP_MINUTES)
        return sorted({job.starts, *grid}, key=lambda start: (abs(start - job.starts), start))

    def _price(self, job: Job, given: Given) -> float:
        return self._price_rested(job, given) + self._break_price(job, given)

    def _break_price(self, job: Job, given: Given) -> int:
        return self.facts.weights.break_fen if self.lanes.takes_the_break(job.key, given) else 0

    def _price_rested(self, job: Job, given: Given) -> float:
        """The price without that of a break missed."""
        way = self.lanes.detour(job.key, given) * self.facts.weights.travel_fen
        return way + self.prices.fen(job, given) + added_fen(self.lanes, job, given)

    def _push(self, job: Job, choices: Sequence[int]) -> bool:
        """Puts the visit where one other stands in its way, if that one finds a place with somebody else."""
        if self.style is Style.LEAST_CHANGE:
            return False
        blocked = sorted(self._blocked(job, choices))[:PUSHED_AT_MOST]
        for _price, person_id, other_key in blocked:
            if self._push_out(job, Given(person_id, job.starts), other_key):
                return True
        return False

    def _blocked(self, job: Job, choices: Sequence[int]) -> Iterable[tuple[float, int, int]]:
        """(price, caregiver, the one visit in the way) of each lane that a single movable visit blocks."""
        for person_id in choices:
            given = Given(person_id, job.starts)
            if len(self.lanes.in_the_way(job.key, given)) != 1:
                continue
            clashes = list(self.lanes.clashes(job.key, given))
            others = {clash.other for clash in clashes if clash.obstacle in (Obstacle.TAKEN, Obstacle.WAY)}
            if len(others) != 1 or len(others) != len(clashes):
                continue
            other_key = others.pop()
            if other_key is None or self.lanes.jobs[other_key].pin or other_key in self.touched:
                continue
            yield self._price(job, given), person_id, other_key

    def _push_out(self, job: Job, given: Given, other_key: int) -> bool:
        other = self.lanes.jobs[other_key]
        had = self.lanes.take(other_key)
        self.lanes.put(job.key, given)
        place = self._best(other, not_her=given.caregiver_id)
        worth = unserved_price(self.facts, job) if self.style is not Style.ALL_SERVED else float("inf")
        if place is not None and self._price(other, place) < worth:
            self.lanes.put(other_key, place)
            self.touched.add(other_key)
            return True
        self.lanes.take(job.key)
        if had is not None:
            self.lanes.put(other_key, had)
        return False

    def polish(self) -> None:
        """Moves visits near the mended ones where that makes the whole cheaper."""
        people = {given.caregiver_id for key in self.touched if (given := self.lanes.giving.get(key))}
        near = [key for key, given in self.lanes.giving.items() if given.caregiver_id in people]
        for key in sorted(near, key=lambda one: (self.lanes.giving[one].starts, one)):
            job = self.lanes.jobs[key]
            had = self.lanes.giving[key]
            if job.pin:
                continue
            self.lanes.take(key)
            best = self._best(job)
            better = best is not None and self._price(job, best) < self._price(job, had)
            self.lanes.put(key, best if better and best is not None else had)
