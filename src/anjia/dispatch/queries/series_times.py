"""Everybody's time over the dates of one series, asked once: who is free on each, why somebody is not, what else is."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.candidates import VisitNeed
from anjia.dispatch.queries.obstacles import Outlook, obstacle_sentence
from anjia.dispatch.queries.preferences import said_about
from anjia.dispatch.queries.series import MOST_WEEKS
from anjia.dispatch.queries.slots import LEAD_MINUTES, asked_job, rests_on
from anjia.dispatch.rules import DAY_MINUTES, WEEK_MINUTES, Job, Record, Rest, Roster, Said, Work, week_minute
from anjia.dispatch.rules.nearest import nearest_start
from anjia.dispatch.rules.series import free_at, scores
from anjia.kernel.clock import at_minute, day_of, minute_of
from anjia.workforce import queries as workforce

Block = tuple[int, Rest, int]  # minutes, rest, which stretch of weeks
Row = tuple[int, int, int, float, float]  # caregiver id, starts, ends, latitude, longitude


@dataclass(frozen=True, eq=False)
class _Columns:
    """Everything in columns for some dates of one length; `soonest` is the first start that can still be offered."""

    people: Roster
    work: Work
    record: Record
    job: Job
    free: dict[int, dict[int, int]]
    soonest: int
    alone: dict[int, tuple[Roster, Work]] = field(default_factory=dict)

    def on(self, day: date) -> Job:
        """The job on one of its days alone: what it asks of one date costs as little as one date."""
        return replace(self.job, from_day=day, days=1)

    def record_on(self, day: date) -> Record:
        """The record from the week of the day on."""
        weeks = (week_minute(day) - week_minute(self.job.from_day)) // WEEK_MINUTES
        long_jobs = None if self.record.long_jobs is None else self.record.long_jobs[weeks:]
        return replace(self.record, week_minutes=self.record.week_minutes[weeks:], long_jobs=long_jobs)

    def hers(self, caregiver_id: int) -> tuple[Roster, Work]:
        """Her hours and her work alone."""
        if caregiver_id not in self.alone:
            hers = rules.some_work(self.work, self.work.caregiver_id == caregiver_id)
            self.alone[caregiver_id] = self.people.only(caregiver_id), hers
        return self.alone[caregiver_id]


class SeriesTimes:
    """The dates of one series against everybody's time. A constant number of queries for each length of its visits.

    All needs are of one household, trade and place. The time that their visits have now is taken; what is given to
    somebody here counts as hers from then on. With `caregiver_id` they are asked of her alone, with her work as her
    assignments have it. `said` is what stands between the household and caregivers, if it was asked for already.
    """

    def __init__(
        self,
        needs: Sequence[VisitNeed],
        *,
        at: datetime,
        caregiver_id: int | None = None,
        said: Sequence[Said] | None = None,
    ) -> None:
        self._at = at
        self._said = said if said is not None else said_about(needs[0].household_id) if needs else []
        self._rests = rests_on({day_of(need.starts_at) for need in needs})
        self._first = min((day_of(need.starts_at) for need in needs), default=day_of(at))
        by_block: dict[Block, list[VisitNeed]] = {}
        for need in needs:
            by_block.setdefault(self._block_of(need), []).append(need)
        self._columns = {block: _columns_of(group, self._said, at, caregiver_id) for block, group in by_block.items()}
        self._names: dict[int, str] = {}
        self._of_districts: dict[int, str] = {}
        self._given: dict[int, list[Row]] = {}
        self._kept: dict[tuple[int, int, tuple[Row, ...]], bool] = {}

    def _block_of(self, need: VisitNeed) -> Block:
        day = day_of(need.starts_at)
        return need.minutes, self._rests[day], (day - self._first).days // (7 * MOST_WEEKS)

    def free(self, need: VisitNeed) -> dict[int, int]:
        """Who is free for one of the needs, and her score, by id; whoever was refused for this very visit is not."""
        found = self._columns[self._block_of(need)].free[minute_of(need.starts_at)]
        return {one: score for one, score in found.items() if one not in self._apart(need)}

    def _apart(self, need: VisitNeed) -> frozenset[int]:
        return rules.excluded(self._said, at=self._at, visit_id=need.visit_id)

    def why_not(self, need: VisitNeed, caregiver_id: int) -> str:
        """What keeps her from one of the needs, in a sentence."""
        held, name = self._columns[self._block_of(need)], self._name(caregiver_id)
        person, hers = held.hers(caregiver_id)
        # Nobody of the trade, or kept away from this home or visit: neither side is told.
        if not len(person.hours_of) or caregiver_id in self._apart(need):
            return _("%(name)s cannot be sent to this kind of work now.") % {"name": name}
        minute, job = minute_of(need.starts_at), held.on(day_of(need.starts_at))
        work = rules.work_with(hers, self._near([caregiver_id], job, minute))
        known = Outlook(
            caregiver_id,
            need.trade,
            person,
            work,
            held.record,
            job,
            minute,
            self._at,
            need.spot,
            self._of_districts,
        )
        return obstacle_sentence(known, name)

    def give(self, crews: Sequence[tuple[VisitNeed, tuple[int, ...]]]) -> list[tuple[VisitNeed, int]]:
        """Gives the dates to these caregivers, the earliest first, instead of what was given before.

        Returns where that is not possible: a date that one who is free then cannot keep beside her other dates.
        """
        self._given, refused = {}, []
        for need, crew in sorted(crews, key=lambda pair: pair[0].starts_at):
            for one in crew:
                if self.keeps(need, one):
                    self.keep(need, [one])
                else:
                    refused.append((need, one))
        return refused

    def keep(self, need: VisitNeed, crew: Sequence[int]) -> None:
        """Counts a date, at the start at which it is to be, as theirs from now on."""
        starts, place = minute_of(need.starts_at), need.place
        for one in crew:
            row = (one, starts, starts + need.minutes, place.latitude, place.longitude)
            insort(self._given.setdefault(one, []), row)

    def keeps(self, need: VisitNeed, caregiver_id: int) -> bool:
        """Whether she can come beside the dates given to her. Asked again with the same dates near, it is known."""
        held, minute = self._columns[self._block_of(need)], minute_of(need.starts_at)
        job = held.on(day_of(need.starts_at))
        near = self._near([caregiver_id], job, minute)
        asked = (minute, caregiver_id, tuple(near))
        if asked not in self._kept:
            person, hers = held.hers(caregiver_id)
            self._kept[asked] = rules.fits(person, rules.work_with(hers, near), job, minute)
        return self._kept[asked]

    def candidate(self, need: VisitNeed, caregiver_id: int) -> rules.Candidate | None:
        """Her score and its reasons for one of the needs beside the dates given to her; None where she cannot come."""
        held, minute = self._columns[self._block_of(need)], minute_of(need.starts_at)
        job = held.on(day_of(need.starts_at))
        person, hers = held.hers(caregiver_id)
        work = rules.work_with(hers, self._near([caregiver_id], job, minute))
        week = rules.record_of(person, work, job, [])
        record = replace(held.record, week_minutes=week.week_minutes, long_jobs=week.long_jobs)
        return next(iter(rules.candidates(person, work, record, job, minute, most=1)), None)

    @property
    def weights_version(self) -> int:
        """Which weights were counted with; 0 before any were published."""
        weights = next((held.record.weights for held in self._columns.values()), None)
        return weights.version if weights else 0

    def _near(self, caregiver_ids: Iterable[int], job: Job, but: int) -> list[Row]:
        """What was given to these caregivers and can matter to the job, less the date that starts at `but`."""
        since, until = columns.span_of(job)
        found = []
        for one in caregiver_ids:
            rows = self._given.get(one, ())
            first, last = (bisect_left(rows, minute, key=itemgetter(1)) for minute in (since, until))
            found += [row for row in rows[first:last] if row[1] != but]
        return found

    def _name(self, caregiver_id: int) -> str:
        if caregiver_id not in self._names:
            self._names |= {caregiver_id: "", **workforce.names_of([caregiver_id])}
        return self._names[caregiver_id]

    def nearest(
        self, need: VisitNeed, *, days_later: int = 0, caregiver_id: int | None = None
    ) -> tuple[datetime, tuple[int, ...]] | None:
        """The free start nearest to the need's time, on its day or so many days later, and who could come: she if she
        is named, and somebody with her where two are needed."""
        held, asked = self._columns[self._block_of(need)], minute_of(need.starts_at)
        minute = asked + days_later * DAY_MINUTES
        day = day_of(at_minute(minute))
        job = replace(held.on(day), earliest=held.soonest)  # none sooner than can still be offered
        wanted = [] if caregiver_id is None else [caregiver_id]
        work = rules.work_with(held.work, self._near(self._given, job, asked))
        grid = scores(held.people, work, held.record_on(day), job)
        grid[np.isin(held.people.caregiver_ids, list(self._apart(need)))] = -1
        found = nearest_start(held.people, grid, job, minute, wanted, need.people)
        return None if found is None else (at_minute(found[0]), found[1])


def _columns_of(needs: Sequence[VisitNeed], said: Sequence[Said], at: datetime, caregiver_id: int | None) -> _Columns:
    days = [day_of(need.starts_at) for need in needs]
    span = (max(days) - min(days)).days + 2  # what lies nearest may be on the day after the last one
    first = needs[0]
    job = asked_job(first.minutes, first.place, min(days), span, most_days=7 * MOST_WEEKS + 1)
    apart = rules.excluded(said, at=at)
    asked: dict[str, Any] = {"spot": first.spot, "caregiver_id": caregiver_id, "excluded": apart}
    people = columns.roster(first.trade, job.from_day, job.days, **asked)
    work = columns.work(people, job, at, caregiver_id=caregiver_id)
    record = columns.record(people, work, job, at, household_id=first.household_id, said=said)
    free = free_at(people, work, record, job, {minute_of(need.starts_at) for need in needs})
    return _Columns(people, work, record, job, free, minute_of(at + timedelta(minutes=LEAD_MINUTES)))
