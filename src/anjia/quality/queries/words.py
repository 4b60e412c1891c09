"""What the values of quality are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.quality.rules import ActionState, Cause, ComplaintState, Dimension, Reason, Severity


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


def cause_names() -> dict[str, str]:
    """What a complaint can be about."""
    return {
        Cause.ATTITUDE: pgettext("cause", "Manner"),
        Cause.WORKMANSHIP: pgettext("cause", "Work not done well"),
        Cause.PACE: pgettext("cause", "Too slow"),
        Cause.HANDLING: pgettext("cause", "A problem was not dealt with"),
        Cause.LATENESS: pgettext("cause", "Late or did not come"),
        Cause.DAMAGE: pgettext("cause", "Something was damaged"),
        Cause.MONEY: pgettext("cause", "Price or bill"),
        Cause.OTHER: pgettext("cause", "Something else"),
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
        ActionState.EFFECTIVE: pgettext("action", "Effective"),
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
        Reason.CONTESTED: _("the household says that it is not settled"),
        Reason.BY_HAND: _("handed up"),
    }
