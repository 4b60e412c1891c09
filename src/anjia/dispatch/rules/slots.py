"""Free starts: on a grid of half hours, how many caregivers could come, and who best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import numpy as np

from anjia.dispatch.rules.openings import openings
from anjia.dispatch.rules.ranking import scored
from anjia.dispatch.rules.values import DAY_MINUTES, Job, Record, Roster, SlotDay, Start, Whole, Work


def free_slots(roster: Roster, work: Work, record: Record, job: Job) -> tuple[SlotDay, ...]:
    """The free starts of each asked day, in order. Days without a free start are there, and empty."""
    counts, best = _best_per_start(roster, work, record, job)
    free = np.flatnonzero(counts)
    days = free * job.step // DAY_MINUTES
    minutes, best_ids = job.origin + free * job.step, roster.caregiver_ids[best[free]]
    columns = zip(minutes.tolist(), counts[free].tolist(), best_ids.tolist(), strict=True)
    starts = [Start(*column) for column in columns]
    bounds = np.searchsorted(days, np.arange(job.days + 1)).tolist()
    return tuple(
        SlotDay(job.from_day + timedelta(days=day), tuple(starts[bounds[day] : bounds[day + 1]]))
        for day in range(job.days)
    )


def for_crew(days: Iterable[SlotDay], people: int) -> tuple[SlotDay, ...]:
    """The days with those starts alone that as many can keep together."""
    if people == 1:
        return tuple(days)
    return tuple(SlotDay(day.day, tuple(one for one in day.starts if one.caregivers >= people)) for day in days)


def together(hers: Iterable[SlotDay], crews: Iterable[SlotDay]) -> tuple[SlotDay, ...]:
    """Her starts, of those that two can keep: at each of these she and somebody else are free."""
    possible = {start.minute: start.caregivers for day in crews for start in day.starts}
    return tuple(
        SlotDay(day.day, tuple(replace(s, caregivers=possible[s.minute]) for s in day.starts if s.minute in possible))
        for day in hers
    )


def _best_per_start(roster: Roster, work: Work, record: Record, job: Job) -> tuple[Whole, Whole]:
    """For each step of the grid: how many are free, and the position of the best (0 where nobody is)."""
    found = openings(roster, work, job)
    first = -((job.origin - found.first) // job.step)
    length = np.maximum((found.last - job.origin) // job.step - first + 1, 0)
    which = np.repeat(np.arange(len(first)), length)
    step = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length) + first[which]
    parts = scored(roster, record, job, found, which, job.origin + step * job.step)
    # Score first, then the lower position: one number to take the greatest of.
    rank = parts.score * len(roster) + (len(roster) - 1 - parts.position)
    greatest = np.full(job.steps, np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(greatest, step, rank)
    counts = np.bincount(step, minlength=job.steps)
    return counts, np.where(counts > 0, len(roster) - 1 - greatest % max(len(roster), 1), 0)
