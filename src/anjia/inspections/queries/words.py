"""What the values of inspections are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.inspections.rules import DeviationState, Kind, Result, Severity, Target


def kind_names() -> dict[str, str]:
    """Why somebody looks."""
    return {
        Kind.ROUND: pgettext("inspection", "Round"),
        Kind.SPOT: pgettext("inspection", "Spot check"),
    }


def target_names() -> dict[str, str]:
    """What a round is about."""
    return {Target.CAREGIVER: _("Caregiver"), Target.OFFERING: _("Service"), Target.BRANCH: _("Branch")}


def result_names() -> dict[str, str]:
    """What was seen of a step."""
    return {
        Result.OK: pgettext("finding", "As it should be"),
        Result.DEVIATION: pgettext("finding", "Deviation"),
        Result.NOT_SEEN: pgettext("finding", "Not seen"),
    }


def severity_names() -> dict[str, str]:
    """How bad a deviation is."""
    return {
        Severity.MINOR: pgettext("severity", "Minor"),
        Severity.SERIOUS: pgettext("severity", "Serious"),
        Severity.GRAVE: pgettext("severity", "Grave"),
    }


def state_names() -> dict[str, str]:
    """Where a deviation stands."""
    return {
        DeviationState.OPEN: pgettext("deviation", "To be put right"),
        DeviationState.REMEDIED: pgettext("deviation", "Put right, to be looked at"),
        DeviationState.VERIFIED: pgettext("deviation", "Looked at again, right"),
    }


def risk_names() -> dict[str, str]:
    """What makes a spot check likelier."""
    return {
        "new": pgettext("risk", "new here"),
        "low": pgettext("risk", "low index"),
        "high": pgettext("risk", "high price"),
        "unchecked": pgettext("risk", "long unchecked"),
    }
