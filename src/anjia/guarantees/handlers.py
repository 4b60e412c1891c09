"""What guarantees hear. Each is idempotent in itself: money is granted up to a total, rows are unique."""

from datetime import datetime

from anjia.booking.events import VisitCancelled, VisitMoved
from anjia.fieldwork.events import CaregiverCheckedIn, ScopeMissed
from anjia.guarantees import operations
from anjia.promises.events import PromiseBroken
from anjia.promises.rules import Kind

_TO_THE_OWNER = (Kind.REFUND_DECIDED, Kind.REFUND_PAID, Kind.EMERGENCY_ANSWERED)


def make_the_delay_good(event: PromiseBroken, *, at: datetime) -> None:
    """Nobody was there in time, or at all: the household is given something before it asks."""
    visit_id = int(event.subject.partition(":")[2])
    if event.kind == Kind.ARRIVAL:
        operations.nobody_came(visit_id=visit_id, due_at=event.due_at, at=at)
    if event.kind == Kind.VISIT_HELD:
        operations.no_show(visit_id=visit_id, due_at=event.due_at, at=at)


def settle_the_arrival(event: CaregiverCheckedIn, *, at: datetime) -> None:
    """She is at the door: what is given for the whole wait is raised by the difference."""
    operations.arrived(visit_id=event.visit_id, caregiver_id=event.caregiver_id, at=at)


def wait_no_more(event: VisitMoved, *, at: datetime) -> None:
    """The visit was moved: nobody waits for the old start."""
    operations.no_longer_awaited(visit_id=event.visit_id, reason=event.reason, at=at)


def wait_never_more(event: VisitCancelled, *, at: datetime) -> None:
    """The visit was cancelled: nobody waits for it."""
    operations.no_longer_awaited(visit_id=event.visit_id, reason=event.reason, at=at)


def tell_the_owner(event: PromiseBroken, *, at: datetime) -> None:
    """A refund or an answer in an emergency is overdue: the owner is told, once per promise."""
    if event.kind not in _TO_THE_OWNER:
        return
    operations.escalate_guarantee(
        promise_id=event.promise_id, kind=event.kind, subject=event.subject, household_id=event.household_id, at=at
    )


def refund_the_missed_scope(event: ScopeMissed, *, at: datetime) -> None:
    """A guaranteed scope was missed: the refund follows by itself, once per visit."""
    operations.refund_missed_scope(visit_id=event.visit_id, missed=event.missed, at=at)
