"""What is told of the work on causes."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


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
