"""What is told of complaints."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ComplaintFact(Event):
    """What all facts about one complaint say."""

    complaint_id: int
    household_id: int
    visit_id: int | None
    caregiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class ComplaintOpened(ComplaintFact):
    """Something was wrong: a low answer, or a household's or an adviser's own words."""

    severity: str
    cause: str
    survey_id: int | None


@dataclass(frozen=True, kw_only=True)
class ComplaintAnswered(ComplaintFact):
    """The company wrote to the household about its complaint."""


@dataclass(frozen=True, kw_only=True)
class HouseholdReplied(ComplaintFact):
    """The household wrote about its complaint."""


@dataclass(frozen=True, kw_only=True)
class ComplaintEscalated(ComplaintFact):
    """The complaint went to the next person up: level 1 the quality lead, 2 the owner."""

    escalation_id: int
    level: int
    staff_id: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class CompensationGranted(ComplaintFact):
    """Money is given back to the household, under a version of the clause."""

    amount_fen: int
    clause_id: int
    clause_version: int


@dataclass(frozen=True, kw_only=True)
class ComplaintResolved(ComplaintFact):
    """The company says what it did and that this settles it."""


@dataclass(frozen=True, kw_only=True)
class ResolutionConfirmed(ComplaintFact):
    """The household agrees that its complaint is settled."""


@dataclass(frozen=True, kw_only=True)
class ResolutionContested(ComplaintFact):
    """The household says it is not settled: the complaint is open again, for the `times`-th time."""

    times: int


@dataclass(frozen=True, kw_only=True)
class ComplaintAssessed(ComplaintFact):
    """Somebody judged how bad it is and why it came about; graver than before, it is promised sooner."""

    severity: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class ComplaintHandedOver(ComplaintFact):
    """A team and one of its people answer for the complaint from now on."""

    team: str
    staff_id: int | None


@dataclass(frozen=True, kw_only=True)
class HouseholdAskedBack(ComplaintFact):
    """The company needs something from the household to go on; its clock stands still until then."""


@dataclass(frozen=True, kw_only=True)
class WaitEnded(ComplaintFact):
    """The clock goes on: the household replied, kept silent for a week, or it is settled."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class SettlementPlanned(ComplaintFact):
    """It cannot be settled at once: the household was told why, and what happens by when."""

    plan_id: int
    number: int
    steps: int
    until: datetime


@dataclass(frozen=True, kw_only=True)
class PlanStepTaken(ComplaintFact):
    """A step of a plan that the household was promised is done."""

    plan_id: int
    plan_step_id: int


@dataclass(frozen=True, kw_only=True)
class CompensationRequested(ComplaintFact):
    """Somebody wants to give back more than they may alone; a second person decides."""

    compensation_request_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class CompensationDecided(ComplaintFact):
    """A second person approved or declined it."""

    compensation_request_id: int
    amount_fen: int
    approved: bool
