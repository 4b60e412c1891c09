"""What the values of quality are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.quality.rules import (
    ActionKind,
    ActionState,
    Cause,
    CheckOutcome,
    ComplaintState,
    Dimension,
    Reason,
    Severity,
    WaitEnd,
)


def dimension_names() -> dict[str, str]:
    """The four things a household is asked about."""
    return {
        Dimension.ATTITUDE: _("Manner and attitude"),
        Dimension.SKILL: _("Quality of the work"),
        Dimension.EFFICIENCY: _("Pace and punctuality"),
        Dimension.PROBLEM_SOLVING: _("Dealing with problems"),
    }


def severity_names() -> dict[str, str]:
    """How bad a complaint is."""
    return {
        Severity.MINOR: pgettext("severity", "Minor"),
        Severity.SERIOUS: pgettext("severity", "Serious"),
        Severity.GRAVE: pgettext("severity", "Grave"),
    }


def built_in_cause_names() -> dict[str, str]:
    """What a complaint can be about: the causes that come with Anjia, both levels, each by its own name."""
    return {
        Cause.ATTITUDE: pgettext("cause", "Manner"),
        "attitude.unfriendly": pgettext("cause", "unfriendly or impatient"),
        "attitude.privacy": pgettext("cause", "did not respect our privacy"),
        "attitude.phone": pgettext("cause", "busy with the phone"),
        Cause.WORKMANSHIP: pgettext("cause", "Work not done well"),
        "workmanship.left_out": pgettext("cause", "something was left out"),
        "workmanship.not_clean": pgettext("cause", "not clean afterwards"),
        "workmanship.wrong_product": pgettext("cause", "wrong product or method"),
        Cause.PACE: pgettext("cause", "Too slow"),
        "pace.slow": pgettext("cause", "took much longer than usual"),
        "pace.left_early": pgettext("cause", "left before the time was over"),
        Cause.HANDLING: pgettext("cause", "A problem was not dealt with"),
        "handling.not_reached": pgettext("cause", "nobody could be reached"),
        "handling.not_answered": pgettext("cause", "nobody came back to us"),
        "handling.sent_around": pgettext("cause", "sent from one to the next"),
        Cause.LATENESS: pgettext("cause", "Late or did not come"),
        "lateness.late": pgettext("cause", "late"),
        "lateness.nobody_came": pgettext("cause", "nobody came"),
        "lateness.moved": pgettext("cause", "moved at short notice"),
        Cause.DAMAGE: pgettext("cause", "Something was damaged"),
        "damage.broken": pgettext("cause", "broken"),
        "damage.marks": pgettext("cause", "scratches or stains"),
        "damage.missing": pgettext("cause", "something is missing"),
        Cause.MONEY: pgettext("cause", "Price or bill"),
        "money.more_than_agreed": pgettext("cause", "more than was agreed"),
        "money.not_clear": pgettext("cause", "the bill is not clear"),
        "money.refund": pgettext("cause", "a refund did not come"),
        Cause.OTHER: pgettext("cause", "Something else"),
        "other.another_caregiver": pgettext("cause", "another caregiver than agreed"),
        "other.safety": pgettext("cause", "safety at home"),
    }


def complaint_state_names() -> dict[str, str]:
    """Where a complaint stands."""
    return {
        ComplaintState.OPEN: pgettext("complaint", "Not answered"),
        ComplaintState.ANSWERED: pgettext("complaint", "Answered, in work"),
        ComplaintState.RESOLVED: pgettext("complaint", "Resolved"),
        ComplaintState.CONFIRMED: pgettext("complaint", "Confirmed by the household"),
        ComplaintState.CONTESTED: pgettext("complaint", "Contested, open again"),
    }


def action_state_names() -> dict[str, str]:
    """Where a corrective action stands."""
    return {
        ActionState.PLANNED: pgettext("action", "In work"),
        ActionState.FINISHED: pgettext("action", "Done, effect to be checked"),
        ActionState.EFFECTIVE: pgettext("action", "Effective, shown by figures"),
        ActionState.ACCEPTED: pgettext("action", "Closed on a person's word"),
        ActionState.REOPENED: pgettext("action", "Not effective, open again"),
    }


def level_names() -> dict[int, str]:
    """Who a complaint has gone up to."""
    return {1: _("quality lead"), 2: _("owner")}


def reason_names() -> dict[str, str]:
    """Why a complaint went up."""
    return {
        Reason.NOT_ANSWERED: _("no answer within the promised time"),
        Reason.NOT_SETTLED: _("not settled within the promised time"),
        Reason.NOT_TAKEN_UP: _("not taken up within the promised time"),
        Reason.STEP_MISSED: _("a step of the plan was not taken in time"),
        Reason.CONTESTED: _("the household says that it is not settled"),
        Reason.BY_HAND: _("handed up"),
    }


def action_kind_names() -> dict[str, str]:
    """The two kinds of actions, in ISO 9001's words."""
    return {
        ActionKind.CORRECTIVE: _("Corrective action"),
        ActionKind.PREVENTIVE: _("Preventive action"),
    }


def effect_names() -> dict[str, str]:
    """What a look at an action says."""
    return {
        CheckOutcome.HELPED: pgettext("effect", "helped"),
        CheckOutcome.DID_NOT_HELP: pgettext("effect", "did not help"),
        CheckOutcome.CANNOT_TELL: pgettext("effect", "cannot tell yet"),
        CheckOutcome.ACCEPTED: pgettext("effect", "closed on a person's word"),
    }


def wait_end_names() -> dict[str, str]:
    """Why the company no longer waits for a household."""
    return {
        WaitEnd.REPLIED: _("the household replied"),
        WaitEnd.SETTLED: _("it was settled"),
        WaitEnd.SILENT: _("no reply for a week"),
        WaitEnd.BY_HAND: _("staff went on"),
    }
