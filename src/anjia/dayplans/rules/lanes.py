"""Everybody's day as lanes, and whether a visit fits into one: the hard rules that dispatch books by."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from anjia.dayplans.rules.resting import Stretch, has_break, weary, working_day
from anjia.dayplans.rules.values import (
    UNDER_WAY,
    Facts,
    Given,
    Giving,
    Job,
    Obstacle,
    Person,
    key_of,
    visit_of,
)
from anjia.dayplans.rules.ways import Ways, ways_of
from anjia.dispatch.rules import LONGEST_MINUTES


@dataclass(frozen=True, order=True)
class Stay:
    """A stretch of a lane: `row` is its place; `key` is its job's, None for time that no plan moves."""

    starts: int
    ends: int
    row: int = field(compare=False)
    key: int | None = field(compare=False, default=None)


@dataclass(frozen=True)
class Clash:
    """What keeps a caregiver from a job, by its key; `other` is the key of the job in the way, if one is."""

    obstacle: Obstacle
    key: int
    caregiver_id: int
    other: int | None = None

    @property
    def visit_id(self) -> int:
        """The visit that she cannot keep."""
        return visit_of(self.key)

    @property
    def other_id(self) -> int | None:
        """The visit that stands in the way, if one does."""
        return None if self.other is None else visit_of(self.other)


class Lanes:
    """Who is where, changed by `put` and `take`. A lane holds what is given, whether or not it fits.

    `minutes` are those of the jobs that each caregiver has.
    """

    def __init__(self, facts: Facts, giving: Giving | None = None, ways: Ways | None = None) -> None:
        self.facts = facts
        self.ways = ways or ways_of(facts)
        self.people: dict[int, Person] = {one.id: one for one in facts.people}
        self.jobs: dict[int, Job] = {one.key: one for one in facts.jobs}
        self.giving: dict[int, Given] = {}
        self.minutes: Counter[int] = Counter()
        self.stays: dict[int, list[Stay]] = {one.id: [] for one in facts.people}
        for block in facts.blocks:
            stay = Stay(block.starts, block.ends, self.ways.block[block.id])
            insort(self.stays.setdefault(block.caregiver_id, []), stay)
        for key, given in (facts.given() if giving is None else giving).items():
            self.put(key, given)

    def put(self, key: int, given: Given) -> None:
        """Gives the job to somebody."""
        insort(self.stays.setdefault(given.caregiver_id, []), self._stay(self.jobs[key], given))
        self.giving[key] = given
        self.minutes[given.caregiver_id] += self.jobs[key].minutes

    def take(self, key: int) -> Given | None:
        """Takes the job from whoever has it; None if nobody does."""
        given = self.giving.pop(key, None)
        if given is not None:
            lane = self.stays[given.caregiver_id]
            lane[:] = [stay for stay in lane if stay.key != key]
            self.minutes[given.caregiver_id] -= self.jobs[key].minutes
        return given

    def mate(self, job: Job) -> Job | None:
        """The other place in a visit of two who begin together; None where there is none on this day."""
        return self.jobs.get(key_of(job.visit_id, 3 - job.seat)) if job.people > 1 else None

    def window(self, job: Job) -> tuple[int, int]:
        """From and until when the job may begin. Of two who begin together both move or none."""
        mate = self.mate(job)
        if job.people > 1 and (mate is None or mate.pin or (mate.caregiver_id is None) != (job.caregiver_id is None)):
            return job.starts, job.starts
        return job.earliest, job.latest

    def _stay(self, job: Job, given: Given) -> Stay:
        ends = job.until if stands(job, given) else given.starts + job.minutes
        return Stay(given.starts, ends, self.ways.job[job.key], job.key)

    def clashes(self, key: int, given: Given) -> Iterator[Clash]:
        """All that keeps her from the job at that start, the most lasting first."""
        job, person = self.jobs[key], self.people.get(given.caregiver_id)
        lasting = _lasting(job, person, given)
        if lasting is not None:
            yield Clash(lasting, key, given.caregiver_id)
        if person is None:
            return
        stay = self._stay(job, given)
        others = [other for other in self.stays[person.id] if other.key != key]
        for obstacle in self._of_who_is_sent_anew(job, person, given, others):
            yield Clash(obstacle, key, person.id)
        mate = self.mate(job)
        with_her = self.giving.get(mate.key) if mate else None
        if mate is not None and with_her is not None and with_her.starts != given.starts:
            yield Clash(Obstacle.PARTNER, key, person.id, mate.key)
        for other in others:
            between = self._between(stay, other)
            if between is not None:
                yield Clash(between, key, person.id, other.key)

    def _of_who_is_sent_anew(
        self, job: Job, person: Person, given: Given, others: Sequence[Stay]
    ) -> Iterator[Obstacle]:
        """What keeps her from a job that is not hers at that start already: too far, too much, too late."""
        if stands(job, given):
            return
        if person.only_in and job.district not in person.only_in:
            yield Obstacle.DISTRICT
        if person.farthest is not None and self._way(self.ways.person[person.id], job) > person.farthest:
            yield Obstacle.AREA
        around = [self._stretch(other) for other in others]
        new = Stretch(given.starts, given.starts + job.minutes, self.ways.job[job.key], stays=False)
        tired = weary(self.facts, person, around, new)
        if tired is not None:
            yield tired
        if self._comes_too_late(job, given, others):
            yield Obstacle.WAY

    def _stretch(self, stay: Stay) -> Stretch:
        if stay.key is None:
            return Stretch(stay.starts, stay.ends, stay.row)
        return Stretch(stay.starts, stay.ends, stay.row, bool(self.jobs[stay.key].pin))

    def rests(self, caregiver_id: int) -> bool:
        """Whether her day leaves room for the break of the weights; always where they ask for none."""
        return self._rests(caregiver_id, self.stays[caregiver_id])

    def takes_the_break(self, key: int, given: Given) -> bool:
        """Whether her day leaves room for a break without the job, and no more with it."""
        without = [stay for stay in self.stays[given.caregiver_id] if stay.key != key]
        with_it = sorted([*without, self._stay(self.jobs[key], given)])
        return not self._rests(given.caregiver_id, with_it) and self._rests(given.caregiver_id, without)

    def without_break(self) -> tuple[int, ...]:
        """The caregivers whose day leaves no room for a break, by id."""
        return tuple(sorted(one for one in self.people if not self.rests(one)))

    def _rests(self, caregiver_id: int, stays: Sequence[Stay]) -> bool:
        minutes = self.facts.weights.break_minutes
        return not minutes or has_break(self.ways.minutes, self.ways.person[caregiver_id], stays, minutes)

    def _way(self, row: int, job: Job) -> int:
        return int(self.ways.minutes[row, self.ways.job[job.key]])

    def _comes_too_late(self, job: Job, given: Given, others: Sequence[Stay]) -> bool:
        """Whether somebody who is sent anew cannot be there in time from where she is now."""
        now = self.facts.now_minute
        if given.starts - now > LONGEST_MINUTES:
            return False
        row = self.ways.person[given.caregiver_id]
        for stay in others:
            if stay.starts <= now:
                row = stay.row
        return now + self._way(row, job) > given.starts

    def _between(self, one: Stay, other: Stay) -> Obstacle | None:
        """What keeps the two from being hers both."""
        first, second = (one, other) if one.starts < other.starts else (other, one)
        if second.starts < first.ends:
            return Obstacle.TAKEN
        way = int(self.ways.minutes[first.row, second.row])
        return Obstacle.WAY if first.ends + way > second.starts else None

    def in_the_way(self, key: int, given: Given) -> list[Stay]:
        """What of her day leaves no room for the job at that start."""
        new = self._stay(self.jobs[key], given)
        return [stay for stay in self.stays[given.caregiver_id] if stay.key != key and self._between(new, stay)]

    def is_free(self, key: int, given: Given) -> bool:
        """Whether nothing of her day is in the way of the job at that start: asked of everybody for every visit."""
        job, row = self.jobs[key], self.ways.job[key]
        begins, ends = given.starts, self._stay(job, given).ends
        for stay in self.stays[given.caregiver_id]:
            if stay.key == key:
                continue
            before = stay.starts <= begins
            room = begins - stay.ends if before else stay.starts - ends
            if room < 0:
                return False
            if room < LONGEST_MINUTES:  # the look-up of a way costs more than all else here
                way = self.ways.minutes[stay.row, row] if before else self.ways.minutes[row, stay.row]
                if way > room:
                    return False
        return True

    def clash(self, key: int, given: Given) -> Clash | None:
        """The first of the clashes; None when she can keep it."""
        return next(self.clashes(key, given), None)

    def detour(self, key: int, given: Given) -> int:
        """The minutes of way that the job adds to her day, from home and back."""
        person, row = self.people[given.caregiver_id], self.ways.job[key]
        home, day = self.ways.person[person.id], working_day(given.starts)
        before, after = home, home
        for stay in self.stays[person.id]:
            if stay.key == key or working_day(stay.starts) != day:
                continue
            if stay.starts <= given.starts:
                before = stay.row
            else:
                after = stay.row
                break
        way = self.ways.minutes
        return int(way[before, row] + way[row, after] - (way[before, after] if before != after else 0))

    def travel(self) -> int:
        """Minutes of way of everybody on the plan's day, from home and back; between two days she is at home."""
        return sum(self._travel(person_id) for person_id in self.people)

    def _travel(self, person_id: int) -> int:
        home, minutes = self.ways.person[person_id], 0
        for day, stays in groupby(self.stays[person_id], key=lambda stay: working_day(stay.starts)):
            round_trip = list(stays)
            if day and all(stay.key is None for stay in round_trip):
                continue
            rows = [home, *(stay.row for stay in round_trip), home]
            minutes += int(self.ways.minutes[rows[:-1], rows[1:]].sum())
        return minutes

    def faults(self) -> list[Clash]:
        """Every visit that its caregiver cannot keep; what is pinned is not asked."""
        found = []
        for key, given in self.giving.items():
            clash = None if self.jobs[key].pin else self.clash(key, given)
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
    if person.lacks_paper(job.trade, given.starts, given.starts + job.minutes):
        return Obstacle.PAPERS
    return None


def stands(job: Job, given: Given) -> bool:
    """Whether that is how the job was given before anything was planned."""
    return given == Given(job.caregiver_id or 0, job.starts)


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
    given = lanes.giving.get(job.key)
    if given is None or not job.pin or job.pin in UNDER_WAY:
        return job
    for clash in lanes.clashes(job.key, given):
        other = lanes.jobs.get(clash.other or 0)
        if other is None or other.pin in UNDER_WAY:
            return replace(job, pin="")
    return job


def strained(lanes: Lanes) -> list[Clash]:
    """Visits that the caregiver who has them cannot keep any more, though nothing pins them.

    Of two that clash the later one is strained; a pinned one never is.
    """
    found = []
    for clash in sorted(lanes.faults(), key=lambda one: lanes.giving[one.key].starts):
        other = clash.other
        first = other is not None and _is_movable_later(lanes, clash.key, other)
        if not first:
            found.append(clash)
    return found


def _is_movable_later(lanes: Lanes, key: int, other: int) -> bool:
    return not lanes.jobs[other].pin and lanes.giving[other].starts >= lanes.giving[key].starts and other != key
