"""Who of the free caregivers is best for a start, and why: a score whose parts can be shown.

One point is worth about one minute of way saved. The parts are added up, nothing else counts:

    way        60 less the minutes from the visit before (the same day) or from home; never below 0
    known      6 for each earlier visit in this household, at most 30: the same face again
    week       1 for every 2 hours below 40 in this week, at most 20: work is shared fairly
    level      4 for each level in the trade (1-5)
    fit        10 less the minutes left over between neighbours / 6: no hole that nobody can use
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from anjia.dispatch.rules.openings import Openings, openings
from anjia.dispatch.rules.travel import travel_minutes
from anjia.dispatch.rules.values import (
    DAY_MINUTES,
    SHANGHAI_OFFSET_MINUTES,
    WEEK_MINUTES,
    Job,
    Record,
    Roster,
    Truth,
    Whole,
    Work,
    week_minute,
)


class Ground(StrEnum):
    """What a part of the score rests on. The value that goes with it is named in brackets."""

    FROM_HOME = "from_home"  # minutes of way from home
    FROM_VISIT = "from_visit"  # minutes of way from the visit before
    KNOWN = "known"  # visits in this household
    NEW_FACE = "new_face"  # 0
    WEEK = "week"  # minutes of work in this week
    LEVEL = "level"  # level 1-5
    FIT = "fit"  # minutes left over beside the neighbour
    FREE_DAY = "free_day"  # 0: no neighbour on this day


@dataclass(frozen=True)
class Reason:
    """One part of a score: what it rests on, the measured value, and the points it gave."""

    ground: Ground
    value: int
    points: int


@dataclass(frozen=True)
class Candidate:
    """A free caregiver with her score: the sum of the points of her reasons."""

    caregiver_id: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, eq=False)
class Scored:
    """The parts of the score for pairs of a caregiver and a start, one column each."""

    position: Whole
    way: Whole
    from_visit: Truth
    visits_before: Whole
    week_minutes: Whole
    level: Whole
    slack: Whole

    @property
    def points(self) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        """Points for way, known, week, level, fit."""
        return (
            np.maximum(60 - self.way, 0),
            np.minimum(6 * self.visits_before, 30),
            np.clip((40 * 60 - self.week_minutes) // 120, 0, 20),
            4 * self.level,
            np.where(self.slack < 0, 0, np.maximum(10 - self.slack // 6, 0)),
        )

    @property
    def score(self) -> Whole:
        """The sum of the points."""
        way, known, week, level, fit = self.points
        return way + known + week + level + fit


def scored(roster: Roster, record: Record, job: Job, found: Openings, which: Whole, start: Whole) -> Scored:
    """The parts for the openings `which`, each begun at its `start`."""
    gaps, gap, position = found.gaps, found.gap[which], found.position[which]
    day = _day_number(start)
    previous_ends, following_starts = gaps.previous_ends[gap], gaps.following_starts[gap]
    from_visit = _day_number(previous_ends - 1) == day
    towards_visit = _day_number(following_starts) == day
    home = travel_minutes(roster.latitude, roster.longitude, job.latitude, job.longitude)
    left_before = np.where(from_visit, start - gaps.after[gap], DAY_MINUTES)
    left_after = np.where(towards_visit, gaps.before[gap] - start, DAY_MINUTES)
    week = (start - week_minute(job.from_day)) // WEEK_MINUTES
    return Scored(
        position=position,
        way=np.where(from_visit, gaps.way_in[gap], home[position]),
        from_visit=from_visit,
        visits_before=record.visits_before[position],
        week_minutes=record.week_minutes[week, position],
        level=roster.level[position],
        slack=np.where(from_visit | towards_visit, np.minimum(left_before, left_after), -1),
    )


def _day_number(minute: Whole) -> Whole:
    return (minute + SHANGHAI_OFFSET_MINUTES) // DAY_MINUTES


def weeks_of(job: Job) -> int:
    """How many weeks, Monday to Sunday, the job's days touch."""
    return (job.from_day.weekday() + job.days - 1) // 7 + 1


def record_of(roster: Roster, work: Work, job: Job, visits: Sequence[tuple[int, int]]) -> Record:
    """The record from the work of the weeks that the job touches, and rows of (caregiver id, visits)."""
    record = no_record(roster, job)
    visit_rows = np.array(visits, dtype=np.int64).reshape(-1, 2)
    visit_rows = visit_rows[roster.positions_of(visit_rows[:, 0]) >= 0]
    record.visits_before[roster.positions_of(visit_rows[:, 0])] = visit_rows[:, 1]
    position, week = roster.positions_of(work.caregiver_id), (work.starts - week_minute(job.from_day)) // WEEK_MINUTES
    counted = (position >= 0) & (week >= 0) & (week < weeks_of(job))
    np.add.at(record.week_minutes, (week[counted], position[counted]), (work.ends - work.starts)[counted])
    return record


def no_record(roster: Roster, job: Job) -> Record:
    """A record in which nobody has worked yet."""
    return Record(np.zeros(len(roster), np.int64), np.zeros((weeks_of(job), len(roster)), np.int64))


def candidates(roster: Roster, work: Work, record: Record, job: Job, start: int, most: int = 20) -> list[Candidate]:
    """Everybody who is free for a start, best first, the lower id first among equals; at most `most`."""
    found = openings(roster, work, job)
    which = np.flatnonzero((found.first <= start) & (start <= found.last))
    parts = scored(roster, record, job, found, which, np.full(len(which), start, np.int64))
    order = np.lexsort((parts.position, -parts.score))[:most]
    return [_candidate(roster, parts, int(at)) for at in order]


def _candidate(roster: Roster, parts: Scored, at: int) -> Candidate:
    way, known, week, level, fit = (int(points[at]) for points in parts.points)
    visits, slack = int(parts.visits_before[at]), int(parts.slack[at])
    reasons = (
        Reason(Ground.FROM_VISIT if parts.from_visit[at] else Ground.FROM_HOME, int(parts.way[at]), way),
        Reason(Ground.KNOWN if visits else Ground.NEW_FACE, visits, known),
        Reason(Ground.WEEK, int(parts.week_minutes[at]), week),
        Reason(Ground.LEVEL, int(parts.level[at]), level),
        Reason(Ground.FREE_DAY if slack < 0 else Ground.FIT, max(slack, 0), fit),
    )
    caregiver_id = int(roster.caregiver_ids[parts.position[at]])
    return Candidate(caregiver_id, sum(reason.points for reason in reasons), reasons)
