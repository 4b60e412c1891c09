"""The stretches between two pieces of a caregiver's work, with the ways around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anjia.dispatch.rules.travel import LONGEST_MINUTES, travel_minutes
from anjia.dispatch.rules.values import DAY_MINUTES, Job, Roster, Truth, Whole, Work

# Wider than any two epoch minutes are apart: makes (caregiver, minute) one sortable whole number.
SPAN = 1 << 40


@dataclass(frozen=True, eq=False)
class Gaps:
    """The stretches between two neighbouring pieces of work of each caregiver, sorted by caregiver and time.

    A job in gap i may start at `after[i]` and must have begun by `before[i]`: both already count the ways.
    `previous_ends` and `following_starts` are `NEVER` where a gap has no neighbour on that side.
    """

    position: Whole
    after: Whole
    before: Whole
    previous_starts: Whole
    previous_ends: Whole
    following_starts: Whole
    way_in: Whole
    work_keys: Whole


NEVER_BEFORE, NEVER_AFTER = -SPAN // 4, SPAN // 4


@dataclass(frozen=True, eq=False)
class Openings:
    """Where the job fits: in `gap[i]` of `position[i]`, starting from `first[i]` to `last[i]` inclusive."""

    gaps: Gaps
    position: Whole
    gap: Whole
    first: Whole
    last: Whole


def gaps_of(roster: Roster, work: Work, job: Job) -> Gaps:
    """The gaps of everybody on the roster; a caregiver without work has one gap without neighbours."""
    position, starts, ends, way = _work_in_order(roster, work, job)
    count = len(roster)
    # Gap g of a caregiver lies before her g-th piece of work; the last one lies behind her last.
    of = np.repeat(np.arange(count), np.bincount(position, minlength=count) + 1)
    number_before = np.arange(len(of)) - of  # pieces of work in front of this gap, all caregivers counted
    has_previous = np.append(-1, position)[number_before] == of
    has_following = np.append(position, -1)[number_before] == of
    previous, following = number_before[has_previous] - 1, number_before[has_following]
    previous_starts = _filled(len(of), NEVER_BEFORE, has_previous, starts[previous])
    previous_ends = _filled(len(of), NEVER_BEFORE, has_previous, ends[previous])
    following_starts = _filled(len(of), NEVER_AFTER, has_following, starts[following])
    return Gaps(
        position=of,
        after=_filled(len(of), NEVER_BEFORE, has_previous, ends[previous] + way[previous]),
        before=_filled(len(of), NEVER_AFTER, has_following, starts[following] - way[following]) - job.minutes,
        previous_starts=previous_starts,
        previous_ends=previous_ends,
        following_starts=following_starts,
        way_in=_filled(len(of), 0, has_previous, way[previous]),
        work_keys=position * SPAN + starts,
    )


def _work_in_order(roster: Roster, work: Work, job: Job) -> tuple[Whole, Whole, Whole, Whole]:
    """(position, starts, ends, way to the job's place) of the roster's work that can matter to the job."""
    reach = job.minutes + LONGEST_MINUTES
    position = roster.positions_of(work.caregiver_id)
    near = (work.ends > job.origin - reach) & (work.starts < job.origin + job.days * DAY_MINUTES + reach)
    kept = np.flatnonzero((position >= 0) & near)
    kept = kept[np.argsort(position[kept] * SPAN + work.starts[kept])]
    way = travel_minutes(work.latitude[kept], work.longitude[kept], job.latitude, job.longitude)
    return position[kept], work.starts[kept], work.ends[kept], way


def _filled(length: int, default: int, where: Truth, values: Whole) -> Whole:
    column = np.full(length, default, dtype=np.int64)
    column[where] = values
    return column
