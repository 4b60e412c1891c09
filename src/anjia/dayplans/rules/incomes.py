"""What an income off its fair share costs: nothing near the share, three times as much far from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anjia.dayplans.rules.values import Given, Job, Person, Weights

if TYPE_CHECKING:
    from anjia.dayplans.rules.lanes import Lanes


# Parts of a share: what lies nearer to it costs nothing, and beyond the second each yuan costs so many times as much.
NEAR, FAR = 0.05, 0.15
TIMES_FAR = 3


def income_fen(person: Person, minutes: float) -> float:
    """What she has with so many minutes of the day."""
    return person.pay_fen * (person.worked + minutes) / 60


def off_fen(person: Person, minutes: float) -> float:
    """By how much her income lies further off her share than near; nothing without a share."""
    if person.share_fen <= 0:
        return 0.0
    return max(0.0, abs(income_fen(person, minutes) - person.share_fen) - NEAR * person.share_fen)


def price_fen(person: Person, minutes: float, weights: Weights) -> float:
    """What her income costs the day."""
    off = off_fen(person, minutes)
    far = max(0.0, off - (FAR - NEAR) * person.share_fen)
    return weights.income_fen / 100 * (off + (TIMES_FAR - 1) * far)


def added_fen(lanes: Lanes, job: Job, given: Given) -> float:
    """What her income costs more with the job than without it."""
    person, weights = lanes.people.get(given.caregiver_id), lanes.facts.weights
    if person is None or not weights.income_fen or person.share_fen <= 0:
        return 0.0
    has = lanes.giving.get(job.key)
    without = lanes.minutes[person.id] - (job.minutes if has and has.caregiver_id == person.id else 0)
    return price_fen(person, without + job.minutes, weights) - price_fen(person, without, weights)
