"""When a caregiver works and when she is away."""

from dataclasses import dataclass
from datetime import datetime

from anjia.workforce.models import Leave, WorkingHours
from anjia.workforce.rules import Hours


@dataclass(frozen=True)
class LeaveSummary:
    """A time away; `cancelled_at` is set when it is not taken."""

    id: int
    caregiver_id: int
    starts_at: datetime
    ends_at: datetime
    reason: str
    cancelled_at: datetime | None


def week_of(caregiver_id: int) -> list[Hours]:
    """The hours of the caregiver's week, in order."""
    rows = WorkingHours.objects.filter(caregiver_id=caregiver_id).order_by("weekday", "from_minute")
    return [Hours(row.weekday, row.from_minute, row.until_minute) for row in rows]


def leaves_of(caregiver_id: int, *, limit: int = 50) -> list[LeaveSummary]:
    """The caregiver's times away, the latest first, cancelled ones too."""
    rows = Leave.objects.filter(caregiver_id=caregiver_id).order_by("-starts_at", "-id")[:limit]
    return [_leave(row) for row in rows]


def _leave(row: Leave) -> LeaveSummary:
    return LeaveSummary(row.pk, row.caregiver_id, row.starts_at, row.ends_at, row.reason, row.cancelled_at)
