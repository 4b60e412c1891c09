"""When a household is asked how a visit was, and when it is left in peace."""

from datetime import datetime, timedelta
from enum import StrEnum

MONTH_DAYS = 30
TOO_LATE_DAYS = 7


class Skip(StrEnum):
    """Why a household is not asked about a visit; somebody calls instead."""

    ASKED_OFTEN = "asked_often"
    COMPLAINT_OPEN = "complaint_open"
    TOO_LATE = "too_late"


def asks_at(done_at: datetime, minutes: int) -> datetime:
    """When to ask about a visit that ended at `done_at`, by the minutes of the clause."""
    return done_at + timedelta(minutes=max(minutes, 0))


def month_before(at: datetime) -> datetime:
    """From when on earlier questions count against the limit: thirty days, so that no month's end opens a gap."""
    return at - timedelta(days=MONTH_DAYS)


def skip_of(
    *, done_at: datetime, at: datetime, asked_lately: int, most_times: int, complaint_open: bool
) -> Skip | None:
    """Why not to ask now; None: ask. `most_times` is how often in thirty days a household may be asked, 0: always.

    A family that has complained is not asked how it was. After a week nobody remembers well enough to be asked.
    """
    if complaint_open:
        return Skip.COMPLAINT_OPEN
    if at > done_at + timedelta(days=TOO_LATE_DAYS):
        return Skip.TOO_LATE
    return Skip.ASKED_OFTEN if most_times and asked_lately >= most_times else None
