"""When a job may start: working hours, less leave, less the work already given out and the ways around it."""

from __future__ import annotations

import numpy as np

from anjia.dispatch.rules.gaps import SPAN, Openings, gaps_of
from anjia.dispatch.rules.rest import rested
from anjia.dispatch.rules.travel import travel_minutes
from anjia.dispatch.rules.values import ANYWHERE, DAY_MINUTES, Job, Roster, Truth, Whole, Work

Intervals = tuple[Whole, Whole, Whole]  # (position in the roster, from, until)


def working_pieces(roster: Roster, job: Job) -> Intervals:
    """(position, from, until) of the disjoint pieces of time in which people can be sent: hours less leave, less the
    days on which a paper is missing. Pieces that touch, also over midnight, become one.
    """
    # The day before the first one counts too: a night shift begins there.
    days = np.arange(-1, job.days + 1 + job.minutes // DAY_MINUTES)
    weekdays = (job.from_day.weekday() + days) % 7
    hour, day = np.nonzero(roster.hours_weekday[:, None] == weekdays[None, :])
    midnight = job.origin + days[day] * DAY_MINUTES
    position = roster.hours_of[hour]
    return _sweep(
        (position, midnight + roster.hours_from[hour], midnight + roster.hours_until[hour]),
        (
            np.concatenate([roster.leave_of, roster.barred_of]),
            np.concatenate([roster.leave_from, roster.barred_from]),
            np.concatenate([roster.leave_until, roster.barred_until]),
        ),
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


def openings(roster: Roster, work: Work, job: Job) -> Openings:
    """Every stretch of starts that the job could keep, of everybody on the roster; rest counted where the job asks."""
    found = _unrested(roster, work, job)
    return found if job.rest is None else rested(roster, work, job, job.rest, found)


def _unrested(roster: Roster, work: Work, job: Job) -> Openings:
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
    fits = (first <= last) & _in_reach(roster, job)[position[piece]]
    return Openings(gaps, position[piece][fits], gap[fits], first[fits], last[fits])


def _in_reach(roster: Roster, job: Job) -> Truth:
    """Who goes as far from home as the job is, and into its district."""
    if not len(roster) or roster.farthest.min() == ANYWHERE:
        return ~roster.outside
    near: Truth = home_ways(roster, job) <= roster.farthest
    return near & ~roster.outside


def home_ways(roster: Roster, job: Job) -> Whole:
    """Minutes from each home to the job."""
    return travel_minutes(roster.latitude, roster.longitude, job.latitude, job.longitude)
