"""What quality tells."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyAsked(Event):
    """A household was asked how a visit was."""

    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """It answered: four scores from 1 to 5 and their weighted index, 20 to 100."""

    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    attitude: int
    skill: int
    efficiency: int
    problem_solving: int
    index: int


@dataclass(frozen=True, kw_only=True)
class HouseholdCalledBack(Event):
    """Staff rang the household after a visit; `reached` says whether somebody spoke."""

    survey_id: int
    visit_id: int
    household_id: int
    reached: bool


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
class ActionFact(Event):
    """What all facts about one corrective action say."""

    corrective_action_id: int
    complaint_id: int
    caregiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class CorrectiveActionPlanned(ActionFact):
    """Somebody will work on the cause until a day."""

    staff_id: int
    cause: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectiveActionFinished(ActionFact):
    """The work on the cause is done; on `check_on` somebody looks whether it helped."""

    check_on: date


@dataclass(frozen=True, kw_only=True)
class ImprovementVerified(ActionFact):
    """Somebody looked whether the cause came back; an action that did not help is open again."""

    effective: bool
    complaints_before: int
    complaints_after: int
    checked_at: datetime
