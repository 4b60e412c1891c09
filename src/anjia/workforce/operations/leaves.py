"""Note and take back time away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.workforce.events import (
    LeaveCancelled,
    LeaveRecorded,
)
from anjia.workforce.models import Leave
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.rules import (
    leave_is_possible,
)


def record_leave(
    *, caregiver_id: int, starts_at: datetime, ends_at: datetime, at: datetime, by: Actor, reason: str = ""
) -> int:
    """Notes that the caregiver is away and returns the leave's id; the same leave noted twice is one."""
    if not leave_is_possible(starts_at, ends_at):
        raise Refusal(_("A leave must end after it starts and may last 400 days at most."), field="ends_at")
    note = clean_line(reason, most=80, what=_("the reason"))
    with transaction.atomic():
        known_caregiver(caregiver_id)
        same = {"caregiver_id": caregiver_id, "starts_at": starts_at, "ends_at": ends_at, "cancelled_at": None}
        known = Leave.objects.filter(
            caregiver_id=caregiver_id, starts_at=starts_at, ends_at=ends_at, cancelled_at__isnull=True
        ).first()
        if known is not None:
            return int(known.pk)
        leave = Leave.objects.create(**same, reason=note, recorded_at=at)
        fact = LeaveRecorded(
            caregiver_id=caregiver_id, leave_id=leave.pk, starts_at=starts_at, ends_at=ends_at, reason=note
        )
        announce(fact, at=at, by=by)
    return int(leave.pk)


def cancel_leave(*, leave_id: int, at: datetime, by: Actor) -> None:
    """Takes a leave back. Doing it twice changes nothing."""
    with transaction.atomic():
        leave = Leave.objects.filter(pk=leave_id).first()
        if leave is None:
            raise Missing
        if Leave.objects.filter(pk=leave_id, cancelled_at__isnull=True).update(cancelled_at=at):
            fact = LeaveCancelled(
                caregiver_id=leave.caregiver_id,
                leave_id=leave.pk,
                starts_at=leave.starts_at,
                ends_at=leave.ends_at,
            )
            announce(fact, at=at, by=by)
