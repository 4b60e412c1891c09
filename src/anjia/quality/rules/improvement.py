"""How a corrective or preventive action stands, and what may be decided about it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from anjia.quality.rules.effects import BEFORE_DAYS, Effect

CHECK_AFTER_DAYS = 14
REOPENED_DAYS = 7


class ActionState(StrEnum):
    """Where an action stands, from its decisions. Effective is shown by figures; accepted is a person's word."""

    PLANNED = "planned"
    FINISHED = "finished"
    EFFECTIVE = "effective"
    ACCEPTED = "accepted"
    REOPENED = "reopened"


class ActionKind(StrEnum):
    """ISO 9001:2015, 10.2: a corrective action answers a case; a preventive one a cause that keeps coming."""

    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"


class Measure(StrEnum):
    """In what recurrences of the cause are counted: complaints, or chances that were lost."""

    COMPLAINTS = "complaints"
    LOSSES = "losses"


class CheckOutcome(StrEnum):
    """How a look at an action ended: by figures, or by a person's word."""

    HELPED = "helped"
    DID_NOT_HELP = "did_not_help"
    CANNOT_TELL = "cannot_tell"
    ACCEPTED = "accepted"


def outcome_of(outcome: str, effective: bool | None) -> str:
    """How a look ended; one from before figures decided has only a yes or a no."""
    return outcome or str(CheckOutcome.ACCEPTED if effective else CheckOutcome.DID_NOT_HELP)


def action_state(*, finishes: int, outcomes: Sequence[str]) -> ActionState:
    """Where an action stands: each finish is followed by looks, of which those that cannot tell decide nothing."""
    decided = [outcome for outcome in outcomes if outcome != CheckOutcome.CANNOT_TELL]
    if finishes > len(decided):
        return ActionState.FINISHED
    if not decided:
        return ActionState.PLANNED
    stands = {
        CheckOutcome.HELPED: ActionState.EFFECTIVE,
        CheckOutcome.ACCEPTED: ActionState.ACCEPTED,
        CheckOutcome.DID_NOT_HELP: ActionState.REOPENED,
    }
    return stands[CheckOutcome(decided[-1])]


def looks_since_finish(outcomes: Sequence[str]) -> int:
    """How many looks the present finish has had; each of them has spent some of the error."""
    looks = 0
    for outcome in outcomes:
        looks = looks + 1 if outcome == CheckOutcome.CANNOT_TELL else 0
    return looks


def refuses_yes(effect: Effect, visits_after: int) -> bool:
    """Whether the figures speak against a person's yes: the cause came back, or nobody has been there since."""
    return effect is Effect.DID_NOT_HELP or not visits_after


def begin_of_before(done_at: datetime) -> datetime:
    """Where the time before an action begins: 90 days before it was finished."""
    return done_at - timedelta(days=BEFORE_DAYS)


def check_on(done_on: date) -> date:
    """The day on which to look whether an action worked."""
    return done_on + timedelta(days=CHECK_AFTER_DAYS)


def work_until(checked_on: date) -> date:
    """The new day of an action that was opened again by itself."""
    return checked_on + timedelta(days=REOPENED_DAYS)
