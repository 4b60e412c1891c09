"""What is told of the work on causes."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ActionFact(Event):
    """What all facts about one corrective action say."""

    corrective_action_id: int
    complaint_id: int | None
    caregiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class CorrectiveActionPlanned(ActionFact):
    """Somebody will work on the cause until a day."""

    staff_id: int
    cause: str
    due_on: date
    kind: str = "corrective"
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectiveActionFinished(ActionFact):
    """The work on the cause is done; on `check_on` somebody looks whether it helped."""

    check_on: date


@dataclass(frozen=True, kw_only=True)
class ImprovementVerified(ActionFact):
    """A look whether the cause came back decided; an action that did not help is open again.

    `outcome`: helped, did_not_help, or accepted on a person's word.
    """

    effective: bool
    complaints_before: int
    complaints_after: int
    checked_at: datetime
    outcome: str = ""
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class EffectUnclear(ActionFact):
    """The figures could not tell yet whether an action helped; somebody looks again on a day."""

    look_again_on: date
    least_visits: int | None


@dataclass(frozen=True, kw_only=True)
class PreventiveActionProposed(Event):
    """A cause comes up at a place more often than chance explains."""

    preventive_proposal_id: int
    caregiver_id: int | None
    offering_id: int | None
    cause: str
    times: int
    visits: int


@dataclass(frozen=True, kw_only=True)
class PreventiveActionDecided(Event):
    """The quality lead took the proposal up, or declined it with a reason."""

    preventive_proposal_id: int
    corrective_action_id: int | None
    accepted: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class CauseAdded(Event):
    """The company added a cause of its own to the tree."""

    cause: str
    label: str


@dataclass(frozen=True, kw_only=True)
class CauseClosed(Event):
    """A cause of the company's own is no longer chosen; complaints that have it keep it."""

    cause: str
    label: str


@dataclass(frozen=True, kw_only=True)
class TeamSet(Event):
    """A named team was formed, changed or closed."""

    team_id: int
    label: str
    people: int
    closed: bool
