"""What a plan costs, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TermName(StrEnum):
    """What a plan is paid for."""

    TRAVEL = "travel"
    WAITING = "waiting"
    OVERTIME = "overtime"
    TARDINESS = "tardiness"
    WORST_TARDINESS = "worst_tardiness"
    WISHES = "wishes"
    UNSERVED = "unserved"
    UNFAIRNESS = "unfairness"
    DISRUPTION = "disruption"


@dataclass(frozen=True)
class Term:
    """One term of the objective: its price (fen, for a company), and its minutes: those counted where it is a term of
    time, else how many minutes of way cost as much."""

    name: TermName
    price: float
    minutes: float


@dataclass(frozen=True)
class Cost:
    """What a plan costs, term by term, and its total in the objective's unit."""

    terms: tuple[Term, ...]

    @property
    def total(self) -> float:
        """All prices together."""
        return sum(term.price for term in self.terms)

    def of(self, name: TermName) -> Term:
        """One term."""
        return next(term for term in self.terms if term.name == name)

    @property
    def travel(self) -> float:
        """Minutes on the way."""
        return self.of(TermName.TRAVEL).minutes

    @property
    def waiting(self) -> float:
        """Minutes between leaving and being back that are neither way nor visit nor break."""
        return self.of(TermName.WAITING).minutes

    @property
    def overtime(self) -> float:
        """Minutes after the shifts' ends."""
        return self.of(TermName.OVERTIME).minutes

    @property
    def tardiness(self) -> float:
        """Minutes after the soft windows, summed."""
        return self.of(TermName.TARDINESS).minutes

    @property
    def worst_tardiness(self) -> float:
        """Minutes after a soft window, of the latest start."""
        return self.of(TermName.WORST_TARDINESS).minutes

    @property
    def wishes(self) -> float:
        """The price of who is sent."""
        return self.of(TermName.WISHES).price

    @property
    def unserved(self) -> float:
        """The price of what is left out."""
        return self.of(TermName.UNSERVED).price

    @property
    def unfairness(self) -> float:
        """The price of incomes off their targets."""
        return self.of(TermName.UNFAIRNESS).price

    @property
    def disruption(self) -> float:
        """The price of departing from what was published."""
        return self.of(TermName.DISRUPTION).price
