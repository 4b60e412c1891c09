"""The same weekday and time, week after week: who can keep most of the dates, and who is free at each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from anjia.dispatch.rules.gaps import Openings
from anjia.dispatch.rules.openings import openings
from anjia.dispatch.rules.ranking import scored
from anjia.dispatch.rules.values import WEEK_MINUTES, Job, Record, Roster, Whole, Work


@dataclass(frozen=True)
class SeriesStart:
    """A start of the week: its first minute, who can keep most of the dates, and at which dates she or anybody can.

    `caregivers` counts, date by date, who is free then.
    """

    minute: int
    caregiver_id: int
    hers: tuple[bool, ...]
    caregivers: tuple[int, ...]


def scores(roster: Roster, work: Work, record: Record, job: Job) -> Whole:
    """The score of each caregiver at each step of the job's grid, -1 where she is not free."""
    found = openings(roster, work, job)
    first = -((job.origin - found.first) // job.step)
    length = np.maximum((found.last - job.origin) // job.step - first + 1, 0)
    which = np.repeat(np.arange(len(first)), length)
    step = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length) + first[which]
    parts = scored(roster, record, job, found, which, job.origin + step * job.step)
    grid = np.full((len(roster), job.steps), -1, dtype=np.int64)
    grid[parts.position, step] = parts.score
    return grid


def weekly(
    roster: Roster, grid: Whole, job: Job, people: int = 1, wanted: int | None = None
) -> tuple[SeriesStart, ...]:
    """Every start of the week at which somebody can keep a date, in order of time. The job's days are whole weeks.

    For `people` two only the dates count on which two are free; with `wanted` only those on which she is one of them.
    """
    if not len(roster):
        return ()
    week_steps = WEEK_MINUTES // job.step
    by_week = grid.reshape(len(roster), -1, week_steps)
    free = by_week >= 0
    counts = free.sum(axis=0)  # (week, step): how many are free
    enough = counts >= people
    hers = np.ones(len(roster), dtype=np.bool) if wanted is None else roster.caregiver_ids == wanted
    kept = free & enough & hers[:, None, None]
    most = kept.sum(axis=1) * (1 << 20) + np.where(kept, by_week, 0).sum(axis=1)
    best = most.argmax(axis=0)
    return tuple(
        SeriesStart(
            minute=job.origin + int(step) * job.step,
            caregiver_id=int(roster.caregiver_ids[best[step]]),
            hers=tuple(kept[best[step], :, step].tolist()),
            caregivers=tuple(counts[:, step].tolist()),
        )
        for step in np.flatnonzero(kept.any(axis=(0, 1)))
    )


def free_at(roster: Roster, work: Work, record: Record, job: Job, starts: Iterable[int]) -> dict[int, dict[int, int]]:
    """For each start, who is free then and her score, by id; the starts need not lie on the job's grid."""
    found = openings(roster, work, job)
    return {start: _scores_at(roster, record, job, found, start) for start in starts}


def _scores_at(roster: Roster, record: Record, job: Job, found: Openings, start: int) -> dict[int, int]:
    which = np.flatnonzero((found.first <= start) & (start <= found.last))
    parts = scored(roster, record, job, found, which, np.full(len(which), start, np.int64))
    ids = roster.caregiver_ids[parts.position]
    return dict(zip(ids.tolist(), parts.score.tolist(), strict=True))


__all__ = ["SeriesStart", "free_at", "scores", "weekly"]
