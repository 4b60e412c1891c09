"""How spot checks are drawn: by risk, with known probabilities, so that anybody can draw again.

Weights are whole numbers. A visit's probability of being drawn is in proportion to its weight (Hartley and Rao's
systematic sampling with probabilities proportional to size, in an order that the seed decides). Order and start come
from SHA-256, so a draw can be repeated in any language from seed, frame and number alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

BASE = 100
LEAST_PERCENT, MOST_PERCENT = 100, 1_000
MOST_CHECKS = 200


@dataclass(frozen=True)
class SamplingPlan:
    """How many visits of a week are checked, and by how much each risk raises the chance (percent, 100: not at all)."""

    checks: int = 5
    new_percent: int = 200
    low_percent: int = 200
    high_percent: int = 150
    unchecked_percent: int = 200
    new_days: int = 60
    low_below: int = 70
    high_fen: int = 300_00
    unchecked_days: int = 90


STANDARD_PLAN = SamplingPlan()


@dataclass(frozen=True)
class Candidate:
    """A visit of the week with what makes it worth a look; days are None when it never happened, index when unknown."""

    visit_id: int
    caregiver_id: int
    days_here: int
    index: float | None
    price_fen: int
    days_unchecked: int | None


@dataclass(frozen=True)
class Entry:
    """One visit of the frame: its weight and the risks that made it."""

    visit_id: int
    caregiver_id: int
    weight: int
    risks: tuple[str, ...] = ()


def is_plan(plan: SamplingPlan) -> bool:
    """Whether the numbers make a plan: 1 to 200 checks, percents from 100 to 1000, days and fen not negative."""
    percents = (plan.new_percent, plan.low_percent, plan.high_percent, plan.unchecked_percent)
    rest = (plan.new_days, plan.low_below, plan.high_fen, plan.unchecked_days)
    return (
        1 <= plan.checks <= MOST_CHECKS
        and all(LEAST_PERCENT <= percent <= MOST_PERCENT for percent in percents)
        and all(0 <= number <= 10**9 for number in rest)
    )


def risks_of(one: Candidate, plan: SamplingPlan) -> tuple[str, ...]:
    """Which risks a visit carries: new, low, high, unchecked."""
    unchecked = one.days_unchecked is None or one.days_unchecked >= plan.unchecked_days
    found = {
        "new": one.days_here < plan.new_days,
        "low": one.index is not None and one.index < plan.low_below,
        "high": one.price_fen >= plan.high_fen,
        "unchecked": unchecked,
    }
    return tuple(name for name, holds in found.items() if holds)


def weight_of(risks: Iterable[str], plan: SamplingPlan) -> int:
    """100, times the percents of each risk: whole, rounded down."""
    weight = BASE
    for risk in risks:
        weight = weight * int(getattr(plan, f"{risk}_percent")) // 100
    return weight


def frame_of(candidates: Iterable[Candidate], plan: SamplingPlan) -> tuple[Entry, ...]:
    """The visits that can be drawn, with their weights, by id."""
    rows = [(one, risks_of(one, plan)) for one in candidates]
    entries = [Entry(one.visit_id, one.caregiver_id, weight_of(risks, plan), risks) for one, risks in rows]
    return tuple(sorted(entries, key=lambda entry: entry.visit_id))


def probabilities(weights: Sequence[int], number: int) -> tuple[Fraction, ...]:
    """The probability of each to be among `number` drawn: in proportion to its weight, at most 1, exact.

    What would exceed 1 is drawn for certain, and the rest share what is left, until all are below 1.
    """
    certain: set[int] = set()
    number = min(number, len(weights))
    while True:
        rest = [place for place in range(len(weights)) if place not in certain]
        left, total = number - len(certain), sum(weights[place] for place in rest)
        over = {place for place in rest if weights[place] * left >= total} if left else set()
        if not over:
            break
        certain |= over
    return tuple(
        Fraction(1) if place in certain else Fraction(weight * left, total) if total else Fraction(0)
        for place, weight in enumerate(weights)
    )


def _number_from(text: str) -> int:
    return int(sha256(text.encode()).hexdigest(), 16)


def draw(seed: str, frame: Sequence[Entry], number: int) -> tuple[int, ...]:
    """The visits drawn, in the order of their ids: exactly `number`, or the whole frame when it is smaller.

    The frame is put into the order of SHA-256("seed:visit"); the start is SHA-256("seed") as a fraction of 1; a visit
    is drawn when the running sum of probabilities passes start, start + 1, start + 2, ...
    """
    chances = probabilities([entry.weight for entry in frame], number)
    rows = sorted(
        zip(frame, chances, strict=True), key=lambda row: (_number_from(f"{seed}:{row[0].visit_id}"), row[0].visit_id)
    )
    mark = Fraction(_number_from(seed), 2**256)
    drawn, run = [], Fraction(0)
    for entry, chance in rows:
        run += chance
        if chance == 1 or run > mark:
            drawn.append(entry.visit_id)
            mark += 1
    return tuple(sorted(drawn))
