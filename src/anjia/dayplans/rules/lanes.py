"""Everybody's day as lanes, and whether a visit fits into one: the hard rules that dispatch books by."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from anjia.dayplans.rules.values import UNDER_WAY, Facts, Given, Giving, Job, Obstacle, Person
from anjia.dayplans.rules.ways import Ways, ways_of
from anjia.dispatch.rules import LONGEST_MINUTES

_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, order=True)
class Stay:
    """A stretch of a lane: `row` is its place; `visit_id` None for time that no plan moves."""

    starts: int
    ends: int
    row: int = field(compare=False)
    visit_id: int | None = field(compare=False, default=None)


@dataclass(frozen=True)
class Clash:
    """What keeps a caregiver from a visit; `other_id` is the visit that stands in the way, if one does."""

    obstacle: Obstacle
    visit_id: int
    caregiver_id: int
    other_id: int | None = None


class Lanes:
    """Who is where, changed by `put` and `take`. A lane holds what is given, whether or not it fits."""

    def __init__(self, facts: Facts, giving: Giving | None = None, ways: Ways | None = None) -> None:
        self.facts = facts
        self.ways = ways or ways_of(facts)
        self.people: dict[int, Person] = {one.id: one for one in facts.people}
        self.jobs: dict[int, Job] = {one.visit_id: one for one in facts.jobs}
        self.giving: dict[int, Given] = {}
        self.stays: dict[int, list[Stay]] = {one.id: [] for one in facts.people}
        for block in facts.blocks:
            stay = Stay(block.starts, block.ends, self.ways.block[block.id])
            insort(self.stays.setdefault(block.caregiver_id, []), stay)
        for visit_id, given in (facts.given() if giving is None else giving).items():
            self.put(visit_id, given)

    def put(self, visit_id: int, given: Given) -> None:
        """Gives the visit to somebody."""
        insort(self.stays.setdefault(given.caregiver_id, []), self._stay(self.jobs[visit_id], given))
        self.giving[visit_id] = given

    def take(self, visit_id: int) -> Given | None:
        """Takes the visit from whoever has it; None if nobody does."""
        given = self.giving.pop(visit_id, None)
        if given is not None:
            lane = self.stays[given.caregiver_id]
            lane[:] = [stay for stay in lane if stay.visit_id != visit_id]
        return given

    def _stay(self, job: Job, given: Given) -> Stay:
        same = given == Given(job.caregiver_id or 0, job.starts)
        ends = job.until if same else given.starts + job.minutes
        return Stay(given.starts, ends, self.ways.job[job.visit_id], job.visit_id)

    def clashes(self, visit_id: int, given: Given, without: Collection[int] = _NOBODY) -> Iterable[Clash]:
        """All that keeps her from the visit at that start, the most lasting first; visits `without` do not count."""
        job, person = self.jobs[visit_id], self.people.get(given.caregiver_id)
        lasting = _lasting(job, person, given)
        if lasting is not None:
            yield Clash(lasting, visit_id, given.caregiver_id)
        if person is None:
            return
        if person.most_minutes is not None and self._load(person.id, visit_id, without) + job.minutes > (
            person.most_minutes
        ):
            yield Clash(Obstacle.MOST, visit_id, person.id)
        stay = self._stay(job, given)
        if self._comes_too_late(job, given, without):
            yield Clash(Obstacle.WAY, visit_id, person.id)
        for other in self.stays[person.id]:
            if other.visit_id == visit_id or (other.visit_id is not None and other.visit_id in without):
                continue
            obstacle = self._between(stay, other)
            if obstacle is not None:
                yield Clash(obstacle, visit_id, person.id, other.visit_id)

    def _load(self, caregiver_id: int, visit_id: int, without: Collection[int]) -> int:
        return sum(
            stay.ends - stay.starts
            for stay in self.stays[caregiver_id]
            if stay.visit_id != visit_id and stay.visit_id not in without
        )

    def _comes_too_late(self, job: Job, given: Given, without: Collection[int]) -> bool:
        """Whether somebody who is sent anew cannot be there in time from where she is now."""
        now = self.facts.now_minute
        if given == Given(job.caregiver_id or 0, job.starts) or given.starts - now > LONGEST_MINUTES:
            return False
        row = self.ways.person[given.caregiver_id]
        for stay in self.stays[given.caregiver_id]:
            if stay.starts <= now and stay.visit_id != job.visit_id and stay.visit_id not in without:
                row = stay.row
        return now + int(self.ways.minutes[row, self.ways.job[job.visit_id]]) > given.starts

    def _between(self, one: Stay, other: Stay) -> Obstacle | None:
        """What keeps the two from being hers both."""
        first, second = (one, other) if one.starts < other.starts else (other, one)
        if second.starts < first.ends:
            return Obstacle.TAKEN
        way = int(self.ways.minutes[first.row, second.row])
        return Obstacle.WAY if first.ends + way > second.starts else None

    def clash(self, visit_id: int, given: Given, without: Collection[int] = _NOBODY) -> Clash | None:
        """The first of the clashes; None when she can keep it."""
        return next(iter(self.clashes(visit_id, given, without)), None)

    def detour(self, visit_id: int, given: Given, without: Collection[int] = _NOBODY) -> int:
        """The minutes of way that the visit adds to her day, from home and back."""
        person, row = self.people[given.caregiver_id], self.ways.job[visit_id]
        home = self.ways.person[person.id]
        before, after = home, home
        for stay in self.stays[person.id]:
            if stay.visit_id == visit_id or (stay.visit_id is not None and stay.visit_id in without):
                continue
            if stay.starts <= given.starts:
                before = stay.row
            else:
                after = stay.row
                break
        way = self.ways.minutes
        return int(way[before, row] + way[row, after] - (way[before, after] if before != after else 0))

    def travel(self) -> int:
        """Minutes of way of everybody, from home and back."""
        return sum(self._travel(person_id) for person_id in self.people)

    def _travel(self, person_id: int) -> int:
        lane = self.stays[person_id]
        if not lane:
            return 0
        home = self.ways.person[person_id]
        rows = [home, *(stay.row for stay in lane), home]
        return int(self.ways.minutes[rows[:-1], rows[1:]].sum())

    def faults(self) -> list[Clash]:
        """Every visit that its caregiver cannot keep; what is pinned is not asked."""
        found = []
        for visit_id, given in self.giving.items():
            clash = None if self.jobs[visit_id].pin else self.clash(visit_id, given)
            if clash is not None:
                found.append(clash)
        return found


def _lasting(job: Job, person: Person | None, given: Given) -> Obstacle | None:
    if person is None:
        return Obstacle.AWAY
    if job.trade not in person.trades:
        return Obstacle.TRADE
    if person.id in job.never:
        return Obstacle.REFUSED
    if not person.works(given.starts, given.starts + job.minutes):
        return Obstacle.HOURS
    return None


def able(facts: Facts, job: Job, starts: int | None = None) -> list[int]:
    """Who could be sent to the job if she had nothing else, by id."""
    begins = job.starts if starts is None else starts
    return [one.id for one in facts.people if _lasting(job, one, Given(one.id, begins)) is None]


def unpinned_where_impossible(facts: Facts) -> Facts:
    """The day without the pins of visits that cannot be kept: who cannot come is not kept to it.

    What has begun or is on the way stays, and what it delays beyond reach is free to be given to somebody else.
    """
    lanes = Lanes(facts)
    return replace(facts, jobs=tuple(_unpinned(lanes, job) for job in facts.jobs))


def _unpinned(lanes: Lanes, job: Job) -> Job:
    given = lanes.giving.get(job.visit_id)
    if given is None or not job.pin or job.pin in UNDER_WAY:
        return job
    for clash in lanes.clashes(job.visit_id, given):
        other = lanes.jobs.get(clash.other_id or 0)
        if other is None or other.pin in UNDER_WAY:
            return replace(job, pin="")
    return job


def strained(lanes: Lanes) -> list[Clash]:
    """Visits that the caregiver who has them cannot keep any more, though nothing pins them.

    Of two that clash the later one is strained; a pinned one never is.
    """
    found = []
    for clash in sorted(lanes.faults(), key=lambda one: lanes.giving[one.visit_id].starts):
        other = clash.other_id
        first = other is not None and _is_movable_later(lanes, clash.visit_id, other)
        if not first:
            found.append(clash)
    return found


def _is_movable_later(lanes: Lanes, visit_id: int, other_id: int) -> bool:
    other = lanes.jobs[other_id]
    return not other.pin and lanes.giving[other_id].starts >= lanes.giving[visit_id].starts and other_id != visit_id
