"""When a round is due, and how what was found stands."""

from datetime import date, timedelta
from enum import StrEnum

MOST_WEEKS = 104


class Kind(StrEnum):
    """Why somebody looks."""

    ROUND = "round"
    SPOT = "spot"


class Target(StrEnum):
    """What a round is about."""

    CAREGIVER = "caregiver"
    OFFERING = "offering"
    BRANCH = "branch"


class Result(StrEnum):
    """What was seen of a step."""

    OK = "ok"
    DEVIATION = "deviation"
    NOT_SEEN = "not_seen"


class Severity(StrEnum):
    """How bad a deviation is."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class DeviationState(StrEnum):
    """Where a deviation stands, from what was done about it."""

    OPEN = "open"
    REMEDIED = "remedied"
    VERIFIED = "verified"


def deviation_state(*, remedies: int, looks: list[bool]) -> DeviationState:
    """Where a deviation stands: each remedy is followed by a look; one that finds it again opens it anew."""
    if remedies > len(looks):
        return DeviationState.REMEDIED
    return DeviationState.VERIFIED if looks and looks[-1] else DeviationState.OPEN


def calls_for_action(severity: str) -> bool:
    """Whether a deviation calls for work on its cause, beside being put right."""
    return severity in {Severity.SERIOUS, Severity.GRAVE}


def next_round_on(starts_on: date, every_weeks: int, after: date) -> date:
    """The first day of the rhythm that lies after a day; the beginning itself counts."""
    if after < starts_on:
        return starts_on
    passed = (after - starts_on).days // (7 * every_weeks)
    return starts_on + timedelta(weeks=every_weeks * (passed + 1))
