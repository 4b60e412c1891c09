"""Leave that caregivers asked for, and how it was answered."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.errors import Missing
from anjia.workforce.models import LeaveRequest
from anjia.workforce.rules import LeaveKind, RequestState

# As they are kept, read in each reader's language.
LEAVE_KINDS = {
    LeaveKind.PERSONAL: gettext_noop("something personal"),
    LeaveKind.FAMILY: gettext_noop("something in the family"),
    LeaveKind.ILLNESS: gettext_noop("ill"),
    LeaveKind.HOLIDAY: gettext_noop("going home or on holiday"),
}


@dataclass(frozen=True)
class LeaveRequestSummary:
    """A request as the desk and she herself read it; `reason` may speak of an illness."""

    id: int
    caregiver_id: int
    kind: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    urgent: bool
    asked_at: datetime
    state: str
    answer: str
    at: datetime | None
    by_name: str
    leave_id: int | None

    @property
    def subject(self) -> str:
        """How promises name it."""
        return f"leave_request:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the desk."""
        return self.state == RequestState.OPEN


def _summary(row: LeaveRequest) -> LeaveRequestSummary:
    return LeaveRequestSummary(
        id=row.pk,
        caregiver_id=row.caregiver_id,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        urgent=row.urgent,
        asked_at=row.asked_at,
        state=row.state,
        answer=row.answer,
        at=row.at,
        by_name=row.by_name,
        leave_id=row.leave_id,
    )


def leave_request(leave_request_id: int) -> LeaveRequestSummary:
    """The request by id. Raises Missing."""
    row = LeaveRequest.objects.filter(pk=leave_request_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def open_leave_requests(
    *, limit: int = 100, between: tuple[datetime, datetime] | None = None
) -> list[LeaveRequestSummary]:
    """What waits for the desk's answer, the soonest leave first; `between`: only what touches that time."""
    rows = LeaveRequest.objects.filter(state=RequestState.OPEN).order_by("starts_at", "id")
    if between is not None:
        rows = rows.filter(starts_at__lt=between[1], ends_at__gt=between[0])
    return [_summary(row) for row in rows[:limit]]


def answered_leave_requests(*, limit: int = 50) -> list[LeaveRequestSummary]:
    """What was answered or taken back, the latest first."""
    rows = LeaveRequest.objects.exclude(state=RequestState.OPEN).order_by("-id")
    return [_summary(row) for row in rows[:limit]]


def leave_requests_of(caregiver_id: int, *, limit: int = 20) -> list[LeaveRequestSummary]:
    """What she asked for, the latest first."""
    rows = LeaveRequest.objects.filter(caregiver_id=caregiver_id).order_by("-id")
    return [_summary(row) for row in rows[:limit]]


def leave_kind_names() -> dict[str, str]:
    """What each kind of leave is called."""
    return {kind: _(words) for kind, words in LEAVE_KINDS.items()}


def request_state_names() -> dict[str, str]:
    """How a request stands, in words."""
    return {
        RequestState.OPEN: _("waits for an answer"),
        RequestState.GRANTED: _("granted"),
        RequestState.REFUSED: _("not granted"),
        RequestState.WITHDRAWN: _("taken back"),
    }
