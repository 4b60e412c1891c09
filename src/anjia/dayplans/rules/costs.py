"""What a day costs, term by term: each with its amount and its fen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anjia.dayplans.rules.incomes import off_fen, price_fen
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.values import Facts, Given, Job


class Term(StrEnum):
    """A named part of the cost. What its amount counts is named in brackets."""

    TRAVEL = "travel"  # minutes
    UNSERVED = "unserved"  # visits
    OTHER_CAREGIVER = "other_caregiver"  # visits
    NEW_FACE = "new_face"  # visits
    WISH = "wish"  # visits without the caregiver whom the household wishes for
    MOVED = "moved"  # minutes
    BREAK = "break"  # caregivers whose day leaves no room for a break at noon
    FAIRNESS = "fairness"  # hours given to those who had more than the others in four weeks, less those to who had less
    INCOME = "income"  # yuan by which incomes lie further off their fair shares than near


@dataclass(frozen=True)
class Line:
    """A term, how much of it there is, and what it costs."""

    term: str
    amount: int
    fen: int


class Prices:
    """What each visit costs with each caregiver, the way and what counts by the day left out: breaks and incomes."""

    def __init__(self, facts: Facts) -> None:
        self.weights = facts.weights
        self.worked = {one.id: one.worked for one in facts.people}
        self.mean = sum(self.worked.values()) / max(len(self.worked), 1)

    def of(self, job: Job, given: Given) -> dict[Term, tuple[float, float]]:
        """(amount, fen) of each term that this caregiver at this start adds."""
        weights = self.weights
        found: dict[Term, tuple[float, float]] = {}
        if job.caregiver_id is not None and given.caregiver_id != job.caregiver_id:
            found[Term.OTHER_CAREGIVER] = (1, weights.other_caregiver_fen)
        if not job.knows(given.caregiver_id):
            found[Term.NEW_FACE] = (1, weights.new_face_fen)
        if job.liked and given.caregiver_id not in job.liked:
            found[Term.WISH] = (1, weights.wish_fen)
        if job.seat == 1 and (moved := abs(given.starts - job.starts)):
            found[Term.MOVED] = (moved, moved * weights.moved_fen)
        apart = self.worked.get(given.caregiver_id, self.mean) - self.mean
        if apart and weights.fairness_fen:
            hours = job.minutes / 60
            found[Term.FAIRNESS] = (hours if apart > 0 else -hours, weights.fairness_fen * apart / 600 * hours)
        return found

    def fen(self, job: Job, given: Given) -> float:
        """The sum of the terms."""
        return sum(price for _amount, price in self.of(job, given).values())


def unserved_price(facts: Facts, job: Job) -> int:
    """What it costs that nobody comes: the weight and the price of the visit; half of both for one of two."""
    return (facts.weights.unserved_fen + job.price_fen) // job.people


def lines_of(lanes: Lanes) -> tuple[Line, ...]:
    """The cost of the lanes as they stand, every term named, also those of nothing."""
    facts, prices = lanes.facts, Prices(lanes.facts)
    amounts: dict[Term, float] = dict.fromkeys(Term, 0.0)
    fen: dict[Term, float] = dict.fromkeys(Term, 0.0)
    amounts[Term.TRAVEL] = lanes.travel()
    fen[Term.TRAVEL] = amounts[Term.TRAVEL] * facts.weights.travel_fen
    missed = len(lanes.without_break())
    amounts[Term.BREAK], fen[Term.BREAK] = missed, missed * facts.weights.break_fen
    for person in facts.people:
        amounts[Term.INCOME] += off_fen(person, lanes.minutes[person.id]) / 100
        fen[Term.INCOME] += price_fen(person, lanes.minutes[person.id], facts.weights)
    alone: set[int] = set()
    for job in facts.jobs:
        given = lanes.giving.get(job.key)
        once = float(given is None and job.visit_id not in alone)
        nobody = {Term.UNSERVED: (once, float(unserved_price(facts, job)))}
        alone |= {job.visit_id} if given is None else set()
        parts = nobody if given is None else prices.of(job, given)
        for term, (amount, price) in parts.items():
            amounts[term] += amount
            fen[term] += price
    return tuple(Line(term.value, round(amounts[term]), round(fen[term])) for term in Term)


def total_fen(lines: tuple[Line, ...]) -> int:
    """The sum of the lines."""
    return sum(line.fen for line in lines)
