"""Everybody's time over the dates of one series, asked once: who is free on each, why somebody is not, what else is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.candidates import VisitNeed
from anjia.dispatch.queries.obstacles import Outlook, obstacle_sentence
from anjia.dispatch.queries.preferences import said_about
from anjia.dispatch.queries.series import MOST_WEEKS
from anjia.dispatch.queries.slots import LEAD_MINUTES, asked_job, rests_on
from anjia.dispatch.rules import DAY_MINUTES, Job, Record, Rest, Roster, Said, Whole, Work
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

    @cached_property
    def grid(self) -> Whole:
        """The score of everybody at every half hour that can be offered, -1 where she is not free."""
        return scores(self.people, self.work, self.record, replace(self.job, earliest=self.soonest))


class SeriesTimes:
    """The dates of one series against everybody's time. A constant number of queries for each length of its visits.

    All needs are of one household, trade and place. The time that their visits have now is taken.
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

    def _block_of(self, need: VisitNeed) -> Block:
        day = day_of(need.starts_at)
        return need.minutes, self._rests[day], (day - self._first).days // (7 * MOST_WEEKS)

    def free(self, need: VisitNeed) -> dict[int, int]:
        """Who is free for one of the needs, and her score, by id; whoever was refused for this very visit is not."""
        found = self._columns[self._block_of(need)].free[minute_of(need.starts_at)]
        apart = rules.excluded(self._said, at=self._at, visit_id=need.visit_id)
        return {one: score for one, score in found.items() if one not in apart}

    def why_not(self, need: VisitNeed, caregiver_id: int) -> str:
        """What keeps her from one of the needs, in a sentence."""
        held, name = self._columns[self._block_of(need)], self._name(caregiver_id)
        person = held.people.only(caregiver_id)
        if not len(person.hours_of):  # nobody of the trade, or kept away from this home: neither side is told
            return _("%(name)s cannot be sent to this kind of work now.") % {"name": name}
        minute = minute_of(need.starts_at)
        outlook = Outlook(caregiver_id, need.trade, person, held.work, held.record, held.job, minute, self._at)
        return obstacle_sentence(outlook, name)

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
        wanted = [] if caregiver_id is None else [caregiver_id]
        found = nearest_start(held.people, held.grid, held.job, minute, wanted, need.people)
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
