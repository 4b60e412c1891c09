"""What lies nearest to a date that clashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anjia.dispatch.rules.values import DAY_MINUTES, Job, Roster, Truth, Whole


@dataclass(frozen=True)
class Nearest:
    """What lies nearest to a date that clashes: epoch minute and who could come; None where there is nothing."""

    same_day: tuple[int, int] | None
    other_caregiver: tuple[int, int] | None
    next_day: tuple[int, int] | None


def nearest(roster: Roster, grid: Whole, job: Job, minute: int, wanted: Sequence[int], people: int = 1) -> Nearest:
    """What lies nearest to a start: another one on its day and the next day's for the wanted, another caregiver for it.

    `wanted` are ids; nobody wanted means anybody. A date that lies between two steps of the grid counts as the one
    before it.
    """
    step, day_steps = (minute - job.origin) // job.step, DAY_MINUTES // job.step
    day = step // day_steps
    hers: Truth = np.isin(roster.caregiver_ids, list(wanted)) if wanted else np.ones(len(roster), dtype=np.bool)

    def best_at(at: int, among: Truth) -> tuple[int, int] | None:
        if not 0 <= at < grid.shape[1] or (grid[:, at] >= 0).sum() < people or not len(roster):
            return None
        column = np.where(among, grid[:, at], -1)
        who = int(column.argmax())
        return (job.origin + at * job.step, int(roster.caregiver_ids[who])) if column[who] >= 0 else None

    others = sorted(range(day * day_steps, (day + 1) * day_steps), key=lambda at: (abs(at - step), at))
    same_day = next(filter(None, (best_at(at, hers) for at in others if at != step)), None)
    everybody: Truth = np.ones(len(roster), dtype=np.bool)
    tomorrow = step + day_steps
    return Nearest(same_day, best_at(step, everybody), best_at(tomorrow, hers) or best_at(tomorrow, everybody))


def nearest_start(
    roster: Roster, grid: Whole, job: Job, minute: int, wanted: Sequence[int], people: int = 1
) -> tuple[int, tuple[int, ...]] | None:
    """The free start nearest to a minute on the minute's own day, and who of the wanted is best for it; None if none.

    `wanted` are ids; nobody wanted means anybody. For `people` two only the starts count that two can keep, and the
    best of all others comes with her.
    """
    if not len(roster):
        return None
    hers: Truth = np.isin(roster.caregiver_ids, list(wanted)) if wanted else np.ones(len(roster), dtype=np.bool)
    day_steps, step = DAY_MINUTES // job.step, (minute - job.origin) // job.step
    first = step // day_steps * day_steps
    column = grid[:, first : first + day_steps]
    free = (np.where(hers[:, None], column, -1).max(axis=0) >= 0) & ((column >= 0).sum(axis=0) >= people)
    starts = [job.origin + (first + int(at)) * job.step for at in np.flatnonzero(free)]
    if not starts:
        return None
    best = min(starts, key=lambda start: (abs(start - minute), start))
    scores = grid[:, (best - job.origin) // job.step].copy()
    crew = [int(np.where(hers, scores, -1).argmax())]
    for _place in range(1, people):
        scores[crew] = -1
        crew.append(int(scores.argmax()))
    return best, tuple(roster.caregiver_ids[crew].tolist())
