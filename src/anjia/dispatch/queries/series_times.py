"""Everybody's time over the dates of one series, asked once: who is free on each, why somebody is not, what else is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

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


@dataclass(frozen=True, eq=False)
class _Columns:
    """Everything in columns for some dates of one length; `soonest` is the first start that can still be offered."""

    people: Roster
    work: Work
    record: Record
    job: Job
    free: dict[int, dict[int, int]]
    soonest: int

    def on(self, day: date) -> tuple[Job, Record]:
        """The job on one of its days alone, none sooner than can still be offered, with the record from its week on."""
        job = replace(self.job, from_day=day, days=1, earliest=self.soonest)
        weeks = (week_minute(day) - week_minute(self.job.from_day)) // WEEK_MINUTES
        long_jobs = None if self.record.long_jobs is None else self.record.long_jobs[weeks:]
        return job, replace(self.record, week_minutes=self.record.week_minutes[weeks:], long_jobs=long_jobs)


class SeriesTimes:
    """The dates of one series against everybody's time. A constant number of queries for each length of its visits.

    All needs are of one household, trade and place. The time that their visits have now is taken; what is given to
    somebody here counts as hers from then on.
    """

    def __init__(self, needs: Sequence[VisitNeed], *, at: datetime) -> None:
        self._at = at
        self._said = said_about(needs[0].household_id) if needs else []
        self._rests = rests_on({day_of(need.starts_at) for need in needs})
        self._first = min((day_of(need.starts_at) for need in needs), default=day_of(at))
        by_block: dict[Block, list[VisitNeed]] = {}
        for need in needs:
            by_block.setdefault(self._block_of(need), []).append(need)
        self._columns = {block: _columns_of(group, self._said, at) for block, group in by_block.items()}
        self._names: dict[int, str] = {}
        self._given: dict[int, list[VisitNeed]] = {}

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
        person = held.people.only(caregiver_id)
        # Nobody of the trade, or kept away from this home or visit: neither side is told.
        if not len(person.hours_of) or caregiver_id in self._apart(need):
            return _("%(name)s cannot be sent to this kind of work now.") % {"name": name}
        minute, work = minute_of(need.starts_at), self._work_of(held, [caregiver_id], need)
        outlook = Outlook(caregiver_id, need.trade, person, work, held.record, held.job, minute, self._at)
        return obstacle_sentence(outlook, name)

    def give(self, crews: Sequence[tuple[VisitNeed, tuple[int, ...]]]) -> list[tuple[VisitNeed, int]]:
        """Gives the dates to these caregivers, the earliest first, instead of what was given before.

        Returns where that is not possible: a date that one who is free then cannot keep beside her other dates.
        """
        self._given, refused = {}, []
        for need, crew in sorted(crews, key=lambda pair: pair[0].starts_at):
            for one in crew:
                if self.keeps(need, one):
                    self._given.setdefault(one, []).append(need)
                else:
                    refused.append((need, one))
        return refused

    def keep(self, need: VisitNeed, crew: Sequence[int]) -> None:
        """Counts a date, at the start at which it is to be, as theirs from now on."""
        for one in crew:
            self._given.setdefault(one, []).append(need)

    def keeps(self, need: VisitNeed, caregiver_id: int) -> bool:
        """Whether she can come beside the dates given to her."""
        held = self._columns[self._block_of(need)]
        person, work = held.people.only(caregiver_id), self._work_of(held, [caregiver_id], need)
        return rules.obstacle(person, work, held.job, minute_of(need.starts_at)) is None

    def _work_of(self, held: _Columns, caregiver_ids: Iterable[int], but: VisitNeed) -> Work:
        """All work with the dates that were given to these caregivers, one left out."""
        rows = [
            (one, start, start + need.minutes, need.place.latitude, need.place.longitude)
            for one in caregiver_ids
            for need in self._given.get(one, ())
            for start in [minute_of(need.starts_at)]
            if need != but
        ]
        return rules.work_with(held.work, rows) if rows else held.work

    def _name(self, caregiver_id: int) -> str:
        if caregiver_id not in self._names:
            self._names |= {caregiver_id: "", **workforce.names_of([caregiver_id])}
        return self._names[caregiver_id]

    def nearest(
        self, need: VisitNeed, *, days_later: int = 0, caregiver_id: int | None = None
    ) -> tuple[datetime, tuple[int, ...]] | None:
        """The free start nearest to the need's time, on its day or so many days later, and who could come: she if she
        is named, and somebody with her where two are needed."""
        held, minute = self._columns[self._block_of(need)], minute_of(need.starts_at) + days_later * DAY_MINUTES
        job, record = held.on(day_of(at_minute(minute)))
        wanted = [] if caregiver_id is None else [caregiver_id]
        grid = scores(held.people, self._work_of(held, self._given, need), record, job)
        grid[np.isin(held.people.caregiver_ids, list(self._apart(need)))] = -1
        found = nearest_start(held.people, grid, job, minute, wanted, need.people)
        return None if found is None else (at_minute(found[0]), found[1])


def _columns_of(needs: Sequence[VisitNeed], said: Sequence[Said], at: datetime) -> _Columns:
    days = [day_of(need.starts_at) for need in needs]
    span = (max(days) - min(days)).days + 2  # what lies nearest may be on the day after the last one
    first = needs[0]
    job = asked_job(first.minutes, first.place, min(days), span, most_days=7 * MOST_WEEKS + 1)
    people = columns.roster(first.trade, job.from_day, job.days, excluded=rules.excluded(said, at=at))
    work = columns.work(people, job, at)
    record = columns.record(people, work, job, at, household_id=first.household_id, said=said)
    free = free_at(people, work, record, job, {minute_of(need.starts_at) for need in needs})
    return _Columns(people, work, record, job, free, minute_of(at + timedelta(minutes=LEAD_MINUTES)))
