"""What is told of complaints."""

from dataclasses import dataclass

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
