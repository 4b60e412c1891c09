"""What payroll tells."""

from dataclasses import dataclass
from datetime import date

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitEarned(Event):
    """A completed visit earned its caregiver something."""

    visit_id: int
    caregiver_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PayslipIssued(Event):
    """A caregiver's week was put together."""

    payslip_id: int
    caregiver_id: int
    week_on: date
    total_fen: int
    withheld_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class WithholdingChosen(Event):
    """The company decided how tax is withheld from service pay: none, usual or platform."""

    way: str


@dataclass(frozen=True, kw_only=True)
class PayslipPaid(Event):
    """A pay slip was paid."""

    payslip_id: int
    caregiver_id: int
    total_fen: int
    method: str
    withheld_fen: int = 0
