"""What dispatch does when it hears something."""

from datetime import datetime

from anjia.booking.events import VisitCancelled
from anjia.dispatch import queries
from anjia.dispatch.events import AssignmentChanged, CaregiverAssigned, CaregiverRefused
from anjia.dispatch.operations import assign_visit, free_from_absence, keep_weighed, release_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.jobs import heard_at
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


def send_somebody_else(event: CaregiverRefused, *, at: datetime) -> None:
    """Visits that a refusal left with nobody go to the next best; where nobody is free they wait on Today.

    Idempotent: a visit that has a caregiver stays as it is.
    """
    given = queries.assignments_of_visits(event.visit_ids)
    for visit_id in event.visit_ids:
        if visit_id in given:
            continue
        try:
            assign_visit(visit_id=visit_id, at=heard_at(at), by=SYSTEM)
        except (Refusal, Missing):
            continue  # nobody is free, or it is cancelled or past by now: either way a person sees it


def keep_what_was_weighed(event: CaregiverAssigned | AssignmentChanged, *, at: datetime) -> None:
    """Whoever asks later why she was sent, or was not, reads what was weighed. Kept once per assignment."""
    keep_weighed(assignment_id=event.assignment_id, at=at)
