"""Rest: hours of a day and of a week, time between two working days, one day off in seven.

Counted over what is given out already and the job: a start that would break one of the limits is no opening. A
limit that is broken without the job forbids more of the same and nothing else.
"""

from __future__ import annotations

import numpy as np

from anjia.dispatch.rules.gaps import Openings
from anjia.dispatch.rules.values import DAY_MINUTES, SHANGHAI_OFFSET_MINUTES, Job, Rest, Roster, Truth, Whole, Work

DAY_BEGINS_MINUTES = 5 * 60
WEEK_DAYS = 7
MONDAY_OFFSET = 3  # day 0, 1 January 1970, was a Thursday
_SHIFT = SHANGHAI_OFFSET_MINUTES - DAY_BEGINS_MINUTES


def working_day(minute: Whole) -> Whole:
    """The number of the working day to which a minute belongs: five in the morning begins the next."""
    return (minute + _SHIFT) // DAY_MINUTES


def begins(day: Whole) -> Whole:
    """The epoch minute with which a working day begins."""
    return day * DAY_MINUTES - _SHIFT


def rested(roster: Roster, work: Work, job: Job, rest: Rest, found: Openings) -> Openings:
    """The openings that leave everybody the rest she is due, cut at the bounds of working days."""
    first_day, last_day = working_day(found.first), working_day(found.last)
    width = last_day - first_day + 1
    which = np.repeat(np.arange(len(width)), width)
    day = np.arange(len(which)) - np.repeat(np.cumsum(width) - width, width) + first_day[which]
    first = np.maximum(found.first[which], begins(day))
    last = np.minimum(found.last[which], begins(day + 1) - 1)
    position, gap, gaps = found.position[which], found.gap[which], found.gaps
    after_a_day = working_day(gaps.previous_starts[gap]) < day
    before_a_day = working_day(gaps.following_starts[gap]) > day
    first = np.where(after_a_day, np.maximum(first, gaps.previous_ends[gap] + rest.between_minutes), first)
    latest = gaps.following_starts[gap] - rest.between_minutes - job.minutes
    last = np.where(before_a_day, np.minimum(last, latest), last)
    allowed, day_zero = _days_allowed(roster, work, job, rest)
    kept = (first <= last) & allowed[position, day - day_zero]
    return Openings(gaps, position[kept], gap[kept], first[kept], last[kept])


def _days_allowed(roster: Roster, work: Work, job: Job, rest: Rest) -> tuple[Truth, int]:
    """Whether each caregiver may take the job on each working day, from the day that is returned on."""
    # Whole weeks around the asked days, and six days more on either side.
    origin = int(working_day(np.array(job.origin))) - WEEK_DAYS
    day_zero = origin - (origin + MONDAY_OFFSET) % WEEK_DAYS
    weeks = (job.days + 3 * WEEK_DAYS + WEEK_DAYS - 1) // WEEK_DAYS + 1
    days = weeks * WEEK_DAYS
    position, day = roster.positions_of(work.caregiver_id), working_day(work.starts) - day_zero
    counted = (position >= 0) & (day >= 0) & (day < days)
    cell = position[counted] * days + day[counted]
    lengths = (work.ends - work.starts)[counted]
    flat = np.bincount(cell, weights=lengths, minlength=len(roster) * days)
    minutes = flat.astype(np.int64).reshape(len(roster), days)
    worked = minutes > 0
    weekly = minutes.reshape(len(roster), weeks, WEEK_DAYS).sum(axis=2).repeat(WEEK_DAYS, axis=1)
    allowed: Truth = (minutes + job.minutes <= rest.day_minutes) & (weekly + job.minutes <= rest.week_minutes)
    allowed &= worked | (_run(worked) + 1 + _run(worked[:, ::-1])[:, ::-1] <= rest.days_in_seven)
    return allowed, day_zero


def _run(worked: Truth) -> Whole:
    """For each day, how many days were worked without a break right before it."""
    days = np.arange(worked.shape[1])
    last_off = np.maximum.accumulate(np.where(worked, -1, days), axis=1)
    run = np.zeros(worked.shape, dtype=np.int64)
    run[:, 1:] = (days - last_off)[:, :-1]
    return run
