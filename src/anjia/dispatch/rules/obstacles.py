"""Why a caregiver cannot take a job at a start: what a refusal says instead of "no"."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np

from anjia.dispatch.rules.openings import openings
from anjia.dispatch.rules.values import Job, Roster, Work, work_of


class Obstacle(StrEnum):
    """What stands in the way, the most lasting first."""

    HOURS = "hours"  # she does not work then
    LEAVE = "leave"  # she is away then
    TAKEN = "taken"  # she has other work then
    WAY = "way"  # the way from or to her other work does not fit


def obstacle(person: Roster, work: Work, job: Job, start: int) -> Obstacle | None:
    """What keeps one caregiver (a roster of one) from the job at a start; None if she is free."""
    nothing = np.empty(0, dtype=np.int64)
    without_leave = replace(person, leave_of=nothing, leave_from=nothing, leave_until=nothing)
    if _fits(person, work, job, start):
        return None
    if not _fits(without_leave, work_of([]), job, start):
        return Obstacle.HOURS
    if not _fits(person, work_of([]), job, start):
        return Obstacle.LEAVE
    hers = np.isin(work.caregiver_id, person.caregiver_ids)
    during = hers & (work.starts < start + job.minutes) & (work.ends > start)
    return Obstacle.TAKEN if during.any() else Obstacle.WAY


def _fits(person: Roster, work: Work, job: Job, start: int) -> bool:
    found = openings(person, work, job)
    return bool(np.any((found.first <= start) & (start <= found.last)))
