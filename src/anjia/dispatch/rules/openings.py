"""When a job may start: working hours, less leave, less the work already given out and the ways around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anjia.dispatch.rules.travel import LONGEST_MINUTES, travel_minutes
from anjia.dispatch.rules.values import DAY_MINUTES, Job, Roster, Truth, Whole, Work

# Wider than any two epoch minutes are apart: makes (caregiver, minute) one sortable whole number.
SPAN = 1 << 40
Intervals = tuple[Whole, Whole, Whole]  # (position in the roster, from, until)


@dataclass(frozen=True, eq=False)
class Gaps:
    """The stretches between two neighbouring pieces of work of each caregiver, sorted by caregiver and time.

    A job in gap i may start at `after[i]` and must have begun by `before[i]`: both already count the ways.
    `previous_ends` and `following_starts` are `NEVER` where a gap has no neighbour on that side.
    """

    position: Whole
    after: Whole
    before: Whole
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


def working_pieces(roster: Roster, job: Job) -> Intervals:
    """(position, from, until) of the disjoint pieces of time in which people work: hours less leave.

    Pieces that touch, also over midnight, become one.
    """
    # The day before the first one counts too: a night shift begins there.
    days = np.arange(-1, job.days + 1 + job.minutes // DAY_MINUTES)
    weekdays = (job.from_day.weekday() + days) % 7
    hour, day = np.nonzero(roster.hours_weekday[:, None] == weekdays[None, :])
    midnight = job.origin + days[day] * DAY_MINUTES
    position = roster.hours_of[hour]
    return _sweep(
        (position, midnight + roster.hours_from[hour], midnight + roster.hours_until[hour]),
        (roster.leave_of, roster.leave_from, roster.leave_until),
    )


def _sweep(wanted: Intervals, taken: Intervals) -> Intervals:
    """The union of the wanted intervals less the taken ones, as disjoint sorted intervals."""
    taken_weight = len(wanted[0]) + 1  # one leave outweighs any number of overlapping working hours
    columns = [(wanted, 1), (taken, -taken_weight)]
    keys = np.concatenate([of * SPAN + minute for (of, start, end), _ in columns for minute in (start, end)])
    weights = [sign * weight for _, weight in columns for sign in (1, -1)]
    steps = np.repeat(weights, [len(wanted[0])] * 2 + [len(taken[0])] * 2)
    order = np.argsort(keys, kind="stable")
    keys, level = keys[order], np.cumsum(steps[order])
    settled = np.append(keys[1:] != keys[:-1], True)[: len(keys)]  # several things may happen in one minute
    keys, is_open = keys[settled], level[settled] > 0
    turns = np.flatnonzero(np.diff(is_open, prepend=False))
    starts, ends = keys[turns[0::2]], keys[turns[1::2]]
    return starts // SPAN, starts % SPAN, ends % SPAN


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
    previous_ends = _filled(len(of), NEVER_BEFORE, has_previous, ends[previous])
    following_starts = _filled(len(of), NEVER_AFTER, has_following, starts[following])
    return Gaps(
        position=of,
        after=_filled(len(of), NEVER_BEFORE, has_previous, ends[previous] + way[previous]),
        before=_filled(len(of), NEVER_AFTER, has_following, starts[following] - way[following]) - job.minutes,
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


def openings(roster: Roster, work: Work, job: Job) -> Openings:
    """Every stretch of starts that the job could keep, of everybody on the roster."""
    gaps = gaps_of(roster, work, job)
    position, piece_from, piece_until = working_pieces(roster, job)
    # A start lies in the gap behind all work begun at or before it: two look-ups bound the gaps of a piece.
    lowest = np.searchsorted(gaps.work_keys, position * SPAN + piece_from, side="right") + position
    highest = np.searchsorted(gaps.work_keys, position * SPAN + piece_until, side="left") + position
    width = np.maximum(highest - lowest + 1, 0)
    piece = np.repeat(np.arange(len(position)), width)
    gap = np.arange(len(piece)) - np.repeat(np.cumsum(width) - width, width) + lowest[piece]
    first = np.maximum(np.maximum(gaps.after[gap], piece_from[piece]), max(job.earliest, job.origin))
    last = np.minimum(gaps.before[gap], piece_until[piece] - job.minutes)
    last = np.minimum(last, job.origin + job.days * DAY_MINUTES - 1)
    fits = first <= last
    return Openings(gaps, position[piece][fits], gap[fits], first[fits], last[fits])
