"""Why a caregiver cannot take a job at a start: what a refusal says instead of "no"."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np

from anjia.dispatch.rules.openings import home_ways, openings
from anjia.dispatch.rules.values import ANYWHERE, Job, Rest, Roster, Work, work_of


class Obstacle(StrEnum):
    """What stands in the way, the most lasting first."""

    HOURS = "hours"  # she does not work then
    LEAVE = "leave"  # she is away then
    PAPERS = "papers"  # a paper that the work asks for is missing on that day
    DISTRICT = "district"  # it lies outside the districts that she keeps to
    AREA = "area"  # it is farther from her home than she goes
    TAKEN = "taken"  # she has other work then
    WAY = "way"  # the way from or to her other work does not fit
    DAY_FULL = "day_full"  # the hours of the day would be too many
    WEEK_FULL = "week_full"  # the hours of the week would be too many
    DAY_OFF = "day_off"  # she would work seven days in a row
    REST = "rest"  # too little rest after the working day before, or before the next


NEVER_FULL = 1 << 30


def obstacle(person: Roster, work: Work, job: Job, start: int) -> Obstacle | None:
    """What keeps one caregiver (a roster of one) from the job at a start; None if she is free."""
    nothing = np.empty(0, dtype=np.int64)
    everywhere = np.zeros(len(person), dtype=np.bool)
    near = replace(person, farthest=np.full(len(person), ANYWHERE), outside=everywhere)
    with_papers = replace(near, barred_of=nothing, barred_from=nothing, barred_until=nothing)
    always = replace(with_papers, leave_of=nothing, leave_from=nothing, leave_until=nothing)
    if fits(person, work, job, start):
        return None
    idle, tireless = work_of([]), replace(job, rest=None)
    for lasting, who in ((Obstacle.HOURS, always), (Obstacle.LEAVE, with_papers), (Obstacle.PAPERS, near)):
        if not fits(who, idle, tireless, start):
            return lasting
    if person.outside.any():
        return Obstacle.DISTRICT
    if (home_ways(person, job) > person.farthest).any():
        return Obstacle.AREA
    if not fits(person, work, tireless, start):
        hers = np.isin(work.caregiver_id, person.caregiver_ids)
        during = hers & (work.starts < start + job.minutes) & (work.ends > start)
        return Obstacle.TAKEN if during.any() else Obstacle.WAY
    return _weariness(person, work, job, start)


def _weariness(person: Roster, work: Work, job: Job, start: int) -> Obstacle:
    """Which limit of rest the job would break; None of the single ones alone leaves the time between two days."""
    none = Rest(NEVER_FULL, NEVER_FULL, 0, NEVER_FULL)
    given = job.rest or none
    alone = (
        (Obstacle.DAY_FULL, replace(none, day_minutes=given.day_minutes)),
        (Obstacle.WEEK_FULL, replace(none, week_minutes=given.week_minutes)),
        (Obstacle.DAY_OFF, replace(none, days_in_seven=given.days_in_seven)),
    )
    broken = (which for which, rest in alone if not fits(person, work, replace(job, rest=rest), start))
    return next(broken, Obstacle.REST)


def fits(person: Roster, work: Work, job: Job, start: int) -> bool:
    """Whether anybody on the roster is free for the job at a start."""
    found = openings(person, work, job)
    return bool(np.any((found.first <= start) & (start <= found.last)))
