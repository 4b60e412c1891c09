"""How a corrective action stands, and whether it helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

CHECK_AFTER_DAYS = 14


class ActionState(StrEnum):
    """Where a corrective action stands, from its decisions."""

    PLANNED = "planned"
    FINISHED = "finished"
    EFFECTIVE = "effective"
    REOPENED = "reopened"


def action_state(*, finishes: int, checks: Sequence[bool]) -> ActionState:
    """Where an action stands: each finish is followed by a check; an ineffective one opens it again."""
    if finishes > len(checks):
        return ActionState.FINISHED
    if not checks:
        return ActionState.PLANNED
    return ActionState.EFFECTIVE if checks[-1] else ActionState.REOPENED


@dataclass(frozen=True)
class Recurrence:
    """How often a cause came up in the days before an action and in as many days after it, and in how many visits."""

    days: int
    complaints_before: int
    visits_before: int
    complaints_after: int
    visits_after: int

    def to_evidence(self) -> dict[str, int]:
        """As it is kept beside the decision."""
        return {
            "days": self.days,
            "complaints_before": self.complaints_before,
            "visits_before": self.visits_before,
            "complaints_after": self.complaints_after,
            "visits_after": self.visits_after,
        }


def looks_effective(seen: Recurrence) -> bool | None:
    """Whether the cause came up less often per visit than before; None while no visit can tell."""
    if not seen.visits_after:
        return None
    before = seen.complaints_before * seen.visits_after
    after = seen.complaints_after * max(seen.visits_before, 1)
    return after < before or not seen.complaints_after


def begin_of_before(done_at: datetime, at: datetime) -> datetime:
    """Where the time before an action begins, so that it is as long as the time since; at least a day."""
    return done_at - max(at - done_at, timedelta(days=1))


def check_on(done_on: date) -> date:
    """The day on which to look whether an action worked."""
    return done_on + timedelta(days=CHECK_AFTER_DAYS)
