"""What counts as coming back to a visit."""

from datetime import datetime, timedelta
from enum import StrEnum

MOST_AHEAD = timedelta(days=14)


class Way(StrEnum):
    """How the company came back to a visit."""

    OPENED = "opened"
    ANSWERED = "answered"
    CALL = "call"


class Outcome(StrEnum):
    """What came of a call."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CALL_AGAIN = "call_again"


def may_call_again(again_at: datetime, at: datetime) -> bool:
    """Whether a further call can be set for that time: ahead of now and within two weeks."""
    return at < again_at <= at + MOST_AHEAD


def share(part: int, whole: int) -> int | None:
    """Whole percent of `whole`, rounded down so that only all reads 100; None when there is nothing."""
    return part * 100 // whole if whole else None
