"""What dispatch does when it hears something."""

from datetime import datetime

from anjia.booking.events import VisitCancelled
from anjia.dispatch.operations import free_from_absence, release_visit
from anjia.kernel.actors import SYSTEM
from anjia.workforce import queries as workforce
from anjia.workforce.events import CaregiverStatusSet, LeaveRecorded
from anjia.workforce.rules import Status


def give_the_time_back(event: VisitCancelled, *, at: datetime) -> None:
    """A cancelled visit needs nobody. Idempotent: a visit without a caregiver stays as it is."""
    release_visit(visit_id=event.visit_id, at=at, by=SYSTEM)


def free_her_visits(event: CaregiverStatusSet, *, at: datetime) -> None:
    """Whoever left keeps no visit: they wait on Today for somebody else. Idempotent; not for one who is back."""
    if workforce.caregiver(event.caregiver_id).status == Status.LEFT:
        free_from_absence(caregiver_id=event.caregiver_id, from_at=at, until_at=None, at=at, by=SYSTEM)


def free_her_leave(event: LeaveRecorded, *, at: datetime) -> None:
    """Visits within a leave wait on Today for somebody else. Idempotent; not for a leave taken back meanwhile."""
    standing = {one.id for one in workforce.leaves_of(event.caregiver_id) if one.cancelled_at is None}
    if event.leave_id in standing:
        free_from_absence(
            caregiver_id=event.caregiver_id, from_at=event.starts_at, until_at=event.ends_at, at=at, by=SYSTEM
        )
