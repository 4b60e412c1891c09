"""What quality hears."""

from datetime import datetime

from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import SYSTEM
from anjia.promises.events import PromiseBroken
from anjia.promises.rules import Kind
from anjia.quality import operations, queries
from anjia.quality.rules import Reason

_REASONS = {
    Kind.COMPLAINT_ANSWERED: Reason.NOT_ANSWERED,
    Kind.COMPLAINT_SETTLED: Reason.NOT_SETTLED,
    Kind.ESCALATION_TAKEN_UP: Reason.NOT_TAKEN_UP,
}


def ask_the_household(event: VisitCompleted, *, at: datetime) -> None:
    """A visit is done: ask how it was. One survey per visit, however often this is heard."""
    operations.ask_the_household(
        visit_id=event.visit_id,
        household_id=event.household_id,
        caregiver_id=event.caregiver_id,
        offering_id=event.offering_id,
        at=at,
        by=SYSTEM,
    )


def escalate_the_complaint(event: PromiseBroken, *, at: datetime) -> None:
    """A promise about a complaint was broken: it moves up, once per promise however often this is heard."""
    reason = _REASONS.get(Kind(event.kind))
    complaint_id = _complaint_of(event) if reason else None
    if reason is None or complaint_id is None:
        return
    operations.escalate_complaint(
        complaint_id=complaint_id, reason=reason, at=at, by=SYSTEM, promise_id=event.promise_id
    )


def _complaint_of(event: PromiseBroken) -> int | None:
    subject_id = int(event.subject.partition(":")[2])
    if event.kind == Kind.ESCALATION_TAKEN_UP:
        return queries.complaints_of_escalations([subject_id]).get(subject_id)
    return subject_id
