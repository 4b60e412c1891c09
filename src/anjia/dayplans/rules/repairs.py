"""Mending what is left of a day: visits that nobody can keep are put elsewhere, and as little as possible is moved.

Greedy insertion over the hard rules, the hardest visit first; a visit that fits nowhere may push one other visit out
if that one finds a place. It answers within the time of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anjia.dayplans.rules.costs import Prices, unserved_price
from anjia.dayplans.rules.lanes import Lanes, able, strained
from anjia.dayplans.rules.values import Facts, Given, Job, Obstacle

PUSHED_AT_MOST = 12  # how many lanes are tried for pushing somebody out
STEP_MINUTES = 5


class Style(StrEnum):
    """What a repair looks for first."""

    LEAST_CHANGE = "least_change"
    LEAST_COST = "least_cost"
    ALL_SERVED = "all_served"


@dataclass(frozen=True)
class Mended:
    """An answer: the lanes after it, and the visits that still have nobody."""

    style: str
    lanes: Lanes
    unserved: tuple[int, ...]


def to_mend(facts: Facts) -> list[int]:
    """The visits that need somebody: nobody is sent, or who is sent cannot keep it. By start."""
    lanes = Lanes(facts)
    bad = {clash.visit_id for clash in strained(lanes)}
    jobs = [job for job in facts.jobs if not job.pin and (job.caregiver_id is None or job.visit_id in bad)]
    return [job.visit_id for job in sorted(jobs, key=lambda one: (one.starts, one.visit_id))]


def mended(facts: Facts, style: Style) -> Mended:
    """The day mended in one style."""
    work = _Mending(facts, style)
    work.place_all(to_mend(facts))
    if style is Style.LEAST_COST:
        work.polish()
    return Mended(style, work.lanes, tuple(sorted(work.left)))


def alternatives(facts: Facts) -> list[Mended]:
    """Up to three answers that differ, the least change first."""
    found: list[Mended] = []
    for style in Style:
        one = mended(facts, style)
        if all(one.lanes.giving != other.lanes.giving for other in found):
            found.append(one)
    return found


class _Mending:
    """The lanes under work, and what still has nobody."""

    def __init__(self, facts: Facts, style: Style) -> None:
        self.facts = facts
        self.style = style
        self.lanes = Lanes(facts)
        self.prices = Prices(facts)
        self.left: set[int] = set()
        self.touched: set[int] = set()

    def place_all(self, visit_ids: Sequence[int]) -> None:
        """Places the visits, those with the fewest possible caregivers first."""
        for visit_id in visit_ids:
            self.lanes.take(visit_id)
        jobs = [self.lanes.jobs[visit_id] for visit_id in visit_ids]
        choices = {job.visit_id: able(self.facts, job) for job in jobs}
        for job in sorted(jobs, key=lambda one: (len(choices[one.visit_id]), -one.minutes, one.visit_id)):
            self.touched.add(job.visit_id)
            if not (self._insert(job) or self._push(job, choices[job.visit_id])):
                self.left.add(job.visit_id)

    def _insert(self, job: Job) -> bool:
        best = self._best(job)
        if best is not None:
            self.lanes.put(job.visit_id, best)
        return best is not None

    def _best(self, job: Job, *, not_her: int | None = None) -> Given | None:
        """The cheapest place for the visit, as its hard rules allow; None when there is none."""
        priced = [
            (self._price(job, given), given.caregiver_id, given.starts, given)
            for given in self._places(job)
            if given.caregiver_id != not_her and self.lanes.clash(job.visit_id, given) is None
        ]
        return min(priced)[-1] if priced else None

    def _places(self, job: Job) -> Iterable[Given]:
        for starts in _starts(job):
            for person_id in able(self.facts, job, starts):
                yield Given(person_id, starts)

    def _price(self, job: Job, given: Given) -> float:
        way = self.lanes.detour(job.visit_id, given) * self.facts.weights.travel_fen
        return way + self.prices.fen(job, given)

    def _push(self, job: Job, choices: Sequence[int]) -> bool:
        """Puts the visit where one other stands in its way, if that one finds a place with somebody else."""
        if self.style is Style.LEAST_CHANGE:
            return False
        blocked = sorted(self._blocked(job, choices))[:PUSHED_AT_MOST]
        for _price, person_id, other_id in blocked:
            if self._push_out(job, Given(person_id, job.starts), other_id):
                return True
        return False

    def _blocked(self, job: Job, choices: Sequence[int]) -> Iterable[tuple[float, int, int]]:
        """(price, caregiver, the one visit in the way) of each lane that a single movable visit blocks."""
        for person_id in choices:
            given = Given(person_id, job.starts)
            clashes = list(self.lanes.clashes(job.visit_id, given))
            others = {clash.other_id for clash in clashes if clash.obstacle in (Obstacle.TAKEN, Obstacle.WAY)}
            if len(others) != 1 or len(others) != len(clashes):
                continue
            other_id = others.pop()
            if other_id is None or self.lanes.jobs[other_id].pin or other_id in self.touched:
                continue
            yield self._price(job, given), person_id, other_id

    def _push_out(self, job: Job, given: Given, other_id: int) -> bool:
        other = self.lanes.jobs[other_id]
        had = self.lanes.take(other_id)
        self.lanes.put(job.visit_id, given)
        place = self._best(other, not_her=given.caregiver_id)
        worth = unserved_price(self.facts, job) if self.style is not Style.ALL_SERVED else float("inf")
        if place is not None and self._price(other, place) < worth:
            self.lanes.put(other_id, place)
            self.touched.add(other_id)
            return True
        self.lanes.take(job.visit_id)
        if had is not None:
            self.lanes.put(other_id, had)
        return False

    def polish(self) -> None:
        """Moves visits near the mended ones where that makes the whole cheaper."""
        people = {given.caregiver_id for visit_id in self.touched if (given := self.lanes.giving.get(visit_id))}
        near = [visit_id for visit_id, given in self.lanes.giving.items() if given.caregiver_id in people]
        for visit_id in sorted(near, key=lambda one: (self.lanes.giving[one].starts, one)):
            job = self.lanes.jobs[visit_id]
            had = self.lanes.giving[visit_id]
            if job.pin:
                continue
            self.lanes.take(visit_id)
            best = self._best(job)
            better = best is not None and self._price(job, best) < self._price(job, had)
            self.lanes.put(visit_id, best if better and best is not None else had)


def _starts(job: Job) -> list[int]:
    """The agreed start first, then what the household allows around it, the nearest first."""
    if job.earliest == job.latest:
        return [job.starts]
    grid = range(-(-job.earliest // STEP_MINUTES) * STEP_MINUTES, job.latest + 1, STEP_MINUTES)
    return sorted({job.starts, *grid}, key=lambda start: (abs(start - job.starts), start))
