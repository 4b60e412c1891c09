"""Where a visit could be put: for every caregiver the starts that she can keep, what they cost in way, and why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from anjia.dispatch.rules.gaps import Openings
from anjia.dispatch.rules.obstacles import Obstacle
from anjia.dispatch.rules.openings import openings
from anjia.dispatch.rules.rest import working_day
from anjia.dispatch.rules.travel import travel_minutes
from anjia.dispatch.rules.values import (
    ANYWHERE,
    Job,
    Real,
    Roster,
    Whole,
    Work,
    work_of,
)

# Wider than any two epoch minutes are apart: makes (caregiver, minute) one sortable whole number.
SPAN = 1 << 40
Stretch = tuple[int, int]
Layer = tuple[Obstacle, tuple[Stretch, ...]]
T = TypeVar("T")


@dataclass(frozen=True)
class Fit:
    """A stretch of starts, both ends included (epoch minutes), and the ways there: in, on, and how much is added.

    Ways are counted from home to home: from the visit before on that working day, or from home, and on likewise.
    """

    first: int
    last: int
    way_in: int
    way_on: int
    added: int


@dataclass(frozen=True)
class Trial:
    """One caregiver's answer: where the visit fits, and the layers that say why not elsewhere.

    A layer names an obstacle and the starts that it allows: the first layer without a start says why it does not
    fit. `unrested` are the starts that would fit but for rest: one outside is taken, or its ways do not fit.
    """

    caregiver_id: int
    fits: tuple[Fit, ...]
    layers: tuple[Layer, ...]
    unrested: tuple[Stretch, ...]


def trials(roster: Roster, work: Work, job: Job) -> list[Trial]:
    """Everybody on the roster, in its order; each question is asked of all at once."""
    fits = _by_position(len(roster), *_fits(roster, work, job))
    tireless = replace(job, rest=None)
    layers = {why: _starts(who, openings(who, work_of([]), tireless)) for why, who in _ever_abler(roster)}
    unrested = _starts(roster, openings(roster, work, tireless))
    return [
        Trial(
            caregiver_id,
            tuple(fits[at]),
            tuple((why, tuple(starts[at])) for why, starts in layers.items()),
            tuple(unrested[at]),
        )
        for at, caregiver_id in enumerate(roster.caregiver_ids.tolist())
    ]


def _ever_abler(roster: Roster) -> list[tuple[Obstacle, Roster]]:
    """The roster with fewer and fewer obstacles left out, as `obstacle` asks: what stands in the way longest first."""
    nothing = np.empty(0, dtype=np.int64)
    any_way = replace(roster, farthest=np.full(len(roster), ANYWHERE))
    near = replace(any_way, outside=np.zeros(len(roster), dtype=np.bool))
    with_papers = replace(near, barred_of=nothing, barred_from=nothing, barred_until=nothing)
    always = replace(with_papers, leave_of=nothing, leave_from=nothing, leave_until=nothing)
    return [
        (Obstacle.HOURS, always),
        (Obstacle.LEAVE, with_papers),
        (Obstacle.PAPERS, near),
        (Obstacle.DISTRICT, any_way),
        (Obstacle.AREA, roster),
    ]


def _starts(roster: Roster, found: Openings) -> list[list[Stretch]]:
    stretches = list(zip(found.first.tolist(), found.last.tolist(), strict=True))
    return _by_position(len(roster), found.position, stretches)


def _by_position(count: int, position: Whole, values: list[T]) -> list[list[T]]:
    sorted_out: list[list[T]] = [[] for _position in range(count)]
    for at, value in zip(position.tolist(), values, strict=True):
        sorted_out[at].append(value)
    return sorted_out


def _fits(roster: Roster, work: Work, job: Job) -> tuple[Whole, list[Fit]]:
    """Position and ways of each opening. A stretch that crosses 05:00 counts by the day of its first start."""
    found = openings(roster, work, job)
    previous, following = _neighbours(roster, work, found)
    day = working_day(found.first)
    before, behind = found.gaps.previous_starts[found.gap], found.gaps.following_starts[found.gap]
    from_visit, to_visit = working_day(before) == day, working_day(behind) == day
    home = roster.latitude[found.position], roster.longitude[found.position]
    came = _place(work, previous, from_visit, home)
    goes = _place(work, following, to_visit, home)
    way_in = travel_minutes(*came, job.latitude, job.longitude)
    way_on = travel_minutes(job.latitude, job.longitude, *goes)
    straight = np.where(from_visit | to_visit, travel_minutes(*came, *goes), 0)
    columns = (found.first, found.last, way_in, way_on, way_in + way_on - straight)
    return found.position, [Fit(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _neighbours(roster: Roster, work: Work, found: Openings) -> tuple[Whole, Whole]:
    """For each opening the rows of `work` before and behind it; any row where there is none."""
    position = roster.positions_of(work.caregiver_id)
    hers = np.flatnonzero(position >= 0)
    keys = position[hers] * SPAN + work.starts[hers]
    order = np.argsort(keys)
    rows = np.append(hers[order], 0)  # one more, for where nothing follows
    behind = np.searchsorted(keys[order], found.position * SPAN + found.first, side="right")
    return rows[behind - 1], rows[behind]


def _place(work: Work, rows: Whole, visit: Whole, home: tuple[Real, Real]) -> tuple[Real, Real]:
    if not len(work.starts):
        return home
    return (
        np.where(visit, work.latitude[rows], home[0]),
        np.where(visit, work.longitude[rows], home[1]),
    )
