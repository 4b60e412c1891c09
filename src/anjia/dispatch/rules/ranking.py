"""Who of the free caregivers is best for a start, and why: a score whose parts can be shown.

One point is worth about one minute of way saved. The parts are weighed by percents (rules.weights) and added up,
nothing else counts; the lower id is first among equals. Here is what depends on the start, in rules.standings the rest:

    way          60 less the minutes from the visit before (begun on the same working day) or from home; never below 0
    continuity   6 for each earlier visit in this household, at most 30, and 15 for all of its last eight: the same face
    week         1 for every 2 hours below 40 in this week, at most 20; 3 off for each long job beyond two, at most 12
    level        4 for each level in the trade (1-5)
    gap          10 less the minutes left over between neighbours / 6: no hole that nobody can use
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from anjia.dispatch.rules.gaps import Openings
from anjia.dispatch.rules.openings import home_ways, openings
from anjia.dispatch.rules.rest import working_day
from anjia.dispatch.rules.standings import NOT_KNOWN, Standing, by_weight, plain, weighed
from anjia.dispatch.rules.values import (
    DAY_MINUTES,
    WEEK_MINUTES,
    Job,
    Record,
    Roster,
    Truth,
    Whole,
    Work,
    week_minute,
)
from anjia.dispatch.rules.weights import STANDARD_WEIGHTS, Part, Weights

LONG_MINUTES = 4 * 60
LAST_VISITS = 8


class Ground(StrEnum):
    """What a part of the score rests on. The value that goes with it is named in brackets."""

    FROM_HOME = "from_home"  # minutes of way from home
    FROM_VISIT = "from_visit"  # minutes of way from the visit before
    KNOWN = "known"  # visits in this household
    NEW_FACE = "new_face"  # 0
    SHARE = "share"  # percent of the household's last eight visits
    WEEK = "week"  # minutes of work in this week
    LONG_JOBS = "long_jobs"  # jobs of four hours and more in this week
    LEVEL = "level"  # level 1-5
    FIT = "fit"  # minutes left over beside the neighbour
    FREE_DAY = "free_day"  # 0: no neighbour on this day
    SUITS = "suits"  # circumstances, as bits, that she is good with
    LIMITS = "limits"  # circumstances, as bits, that she does not want
    RATING = "rating"  # index (20-100) that her marks surely reach
    MARKS = "marks"  # how many marks that rests on
    FAVOURED = "favoured"  # 1
    DISTRICT = "district"  # 1 wished, 0 she named others
    HOURS = "hours"  # percent of the average hours of four weeks
    INCOME = "income"  # percent of the average income of four weeks


PARTS: dict[Ground, Part] = {
    Ground.FROM_HOME: Part.WAY,
    Ground.FROM_VISIT: Part.WAY,
    Ground.KNOWN: Part.CONTINUITY,
    Ground.NEW_FACE: Part.CONTINUITY,
    Ground.SHARE: Part.CONTINUITY,
    Ground.WEEK: Part.WEEK,
    Ground.LONG_JOBS: Part.WEEK,
    Ground.LEVEL: Part.LEVEL,
    Ground.FIT: Part.GAP,
    Ground.FREE_DAY: Part.GAP,
    Ground.SUITS: Part.SUITING,
    Ground.LIMITS: Part.SUITING,
    Ground.RATING: Part.RATING,
    Ground.MARKS: Part.RATING,
    Ground.FAVOURED: Part.PREFERENCE,
    Ground.DISTRICT: Part.PREFERENCE,
    Ground.HOURS: Part.FAIRNESS,
    Ground.INCOME: Part.FAIRNESS,
}


@dataclass(frozen=True)
class Reason:
    """One part of a score: what it rests on, the measured value, and the points it gave or took."""

    ground: Ground
    value: int
    points: int

    @property
    def part(self) -> Part:
        """The part of the score to which it belongs."""
        return PARTS[self.ground]


@dataclass(frozen=True)
class Candidate:
    """A free caregiver with her score: the sum of the points of her reasons."""

    caregiver_id: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, eq=False)
class Scored:
    """The parts of the score for pairs of a caregiver and a start, one column each; `standing` is by roster."""

    position: Whole
    way: Whole
    from_visit: Truth
    visits_before: Whole
    share: Whole
    week_minutes: Whole
    long_jobs: Whole
    level: Whole
    slack: Whole
    standing: Standing
    weights: Weights

    @property
    def points(self) -> dict[str, Whole]:
        """Points of each column, as the weights count them."""
        raw = {
            "way": (Part.WAY, np.maximum(60 - self.way, 0)),
            "known": (Part.CONTINUITY, np.minimum(6 * self.visits_before, 30)),
            "share": (Part.CONTINUITY, self.share * 15 // 100),
            "week": (Part.WEEK, np.clip((40 * 60 - self.week_minutes) // 120, 0, 20)),
            "long_jobs": (Part.WEEK, -np.clip(3 * (self.long_jobs - 2), 0, 12)),
            "level": (Part.LEVEL, 4 * self.level),
            "fit": (Part.GAP, np.where(self.slack < 0, 0, np.maximum(10 - self.slack // 6, 0))),
        }
        return {name: by_weight(points, self.weights.of(part)) for name, (part, points) in raw.items()}

    @property
    def score(self) -> Whole:
        """The sum of the points."""
        whatever_the_start = _total(weighed(self.standing, self.weights))
        return _total(self.points) + whatever_the_start[self.position]


def _total(columns: dict[str, Whole]) -> Whole:
    total, *others = columns.values()
    for one in others:
        total = total + one
    return total


def scored(roster: Roster, record: Record, job: Job, found: Openings, which: Whole, start: Whole) -> Scored:
    """The parts for the openings `which`, each begun at its `start`."""
    gaps, gap, position = found.gaps, found.gap[which], found.position[which]
    day = working_day(start)
    from_visit = working_day(gaps.previous_starts[gap]) == day
    towards_visit = working_day(gaps.following_starts[gap]) == day
    home = home_ways(roster, job)
    left_before = np.where(from_visit, start - gaps.after[gap], DAY_MINUTES)
    left_after = np.where(towards_visit, gaps.before[gap] - start, DAY_MINUTES)
    week = (start - week_minute(job.from_day)) // WEEK_MINUTES
    none = np.zeros(len(position), np.int64)
    return Scored(
        position=position,
        way=np.where(from_visit, gaps.way_in[gap], home[position]),
        from_visit=from_visit,
        visits_before=record.visits_before[position],
        share=none if record.share is None else record.share[position],
        week_minutes=record.week_minutes[week, position],
        long_jobs=none if record.long_jobs is None else record.long_jobs[week, position],
        level=roster.level[position],
        slack=np.where(from_visit | towards_visit, np.minimum(left_before, left_after), -1),
        standing=record.standing or plain(len(roster)),
        weights=record.weights or STANDARD_WEIGHTS,
    )


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
    minutes = (work.ends - work.starts)[counted]
    np.add.at(record.week_minutes, (week[counted], position[counted]), minutes)
    if record.long_jobs is not None:
        np.add.at(record.long_jobs, (week[counted], position[counted]), (minutes >= LONG_MINUTES).astype(np.int64))
    return record


def share_of(roster: Roster, last: Sequence[int]) -> Whole:
    """Each caregiver's percent of the household's last visits, given who did them, the latest first."""
    position = roster.positions_of(np.array(last[:LAST_VISITS], dtype=np.int64))
    counts = np.bincount(position[position >= 0], minlength=len(roster))
    return counts * 100 // max(len(position), 1)


def no_record(roster: Roster, job: Job) -> Record:
    """A record in which nobody has worked yet."""
    people, weeks = len(roster), weeks_of(job)
    none = np.zeros(people, np.int64)
    return Record(none, np.zeros((weeks, people), np.int64), none.copy(), np.zeros((weeks, people), np.int64))


def candidates(roster: Roster, work: Work, record: Record, job: Job, start: int, most: int = 20) -> list[Candidate]:
    """Everybody who is free for a start, best first, the lower id first among equals; at most `most`."""
    found = openings(roster, work, job)
    which = np.flatnonzero((found.first <= start) & (start <= found.last))
    parts = scored(roster, record, job, found, which, np.full(len(which), start, np.int64))
    order = np.lexsort((parts.position, -parts.score))[:most]
    points, standing = parts.points, weighed(parts.standing, parts.weights)
    return [_candidate(roster, parts, points, standing, int(at)) for at in order]


def _candidate(
    roster: Roster, parts: Scored, points: dict[str, Whole], standing: dict[str, Whole], at: int
) -> Candidate:
    given = {name: int(column[at]) for name, column in points.items()}
    position = int(parts.position[at])
    reasons = (*_of_the_start(parts, given, at), *_of_her(parts.standing, standing, position))
    return Candidate(int(roster.caregiver_ids[position]), sum(reason.points for reason in reasons), reasons)


def _of_the_start(parts: Scored, given: dict[str, int], at: int) -> list[Reason]:
    """What depends on the start; the first five are always said."""
    visits, slack, long_jobs, share = (
        int(column[at]) for column in (parts.visits_before, parts.slack, parts.long_jobs, parts.share)
    )
    said = [
        Reason(Ground.FROM_VISIT if parts.from_visit[at] else Ground.FROM_HOME, int(parts.way[at]), given["way"]),
        Reason(Ground.KNOWN if visits else Ground.NEW_FACE, visits, given["known"]),
        Reason(Ground.WEEK, int(parts.week_minutes[at]), given["week"]),
        Reason(Ground.LEVEL, int(parts.level[at]), given["level"]),
        Reason(Ground.FREE_DAY if slack < 0 else Ground.FIT, max(slack, 0), given["fit"]),
    ]
    if share:
        said.append(Reason(Ground.SHARE, share, given["share"]))
    if given["long_jobs"]:
        said.append(Reason(Ground.LONG_JOBS, long_jobs, given["long_jobs"]))
    return said


def _of_her(standing: Standing, points: dict[str, Whole], position: int) -> list[Reason]:
    """What speaks for and against her whatever the start, as far as anything is known."""
    given = {name: int(column[position]) for name, column in points.items()}
    low, district = int(standing.low[position]), int(standing.district[position])
    hours, income = int(standing.hours[position]), int(standing.income[position])
    suits, limits = int(standing.suits[position]), int(standing.limits[position])
    known = [
        (bool(suits), Reason(Ground.SUITS, suits, given["suits"])),
        (bool(limits), Reason(Ground.LIMITS, limits, given["limits"])),
        (low != NOT_KNOWN, Reason(Ground.RATING, low, given["low"])),
        (low != NOT_KNOWN, Reason(Ground.MARKS, int(standing.marks[position]), 0)),
        (bool(standing.favoured[position]), Reason(Ground.FAVOURED, 1, given["favoured"])),
        (bool(district), Reason(Ground.DISTRICT, max(district, 0), given["district"])),
        (hours != NOT_KNOWN, Reason(Ground.HOURS, hours, given["hours"])),
        (income != NOT_KNOWN, Reason(Ground.INCOME, income, given["income"])),
    ]
    return [reason for said, reason in known if said]
