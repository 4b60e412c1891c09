"""What billing hears."""

from datetime import datetime

from anjia.billing import operations
from anjia.fieldwork.events import VisitCompleted
from anjia.guarantees.events import PreCompensationGranted, RefundGranted
from anjia.kernel.actors import SYSTEM
from anjia.quality.events import CompensationGranted


def charge_for_visit(event: VisitCompleted, *, at: datetime) -> None:
    """A visit is done: it is owed. Idempotent by the ledger's key."""
    operations.charge_visit(visit_id=event.visit_id, at=at, by=SYSTEM)


def credit_the_compensation(event: CompensationGranted, *, at: datetime) -> None:
    """A compensation was granted: it is credited. Idempotent by the ledger's key."""
    operations.credit_compensation(
        complaint_id=event.complaint_id,
        household_id=event.household_id,
        amount_fen=event.amount_fen,
        at=at,
        by=SYSTEM,
    )


def credit_the_pre_compensation(event: PreCompensationGranted, *, at: datetime) -> None:
    """Something was given for a delay: it is credited. Idempotent by the ledger's key."""
    operations.credit_pre_compensation(
        pre_compensation_id=event.pre_compensation_id,
        visit_id=event.visit_id,
        household_id=event.household_id,
        amount_fen=event.amount_fen,
        at=at,
        by=SYSTEM,
    )


def credit_the_refund(event: RefundGranted, *, at: datetime) -> None:
    """A refund was granted: it is credited, before it is paid. Idempotent by the ledger's key."""
    operations.credit_refund(
        refund_request_id=event.refund_request_id,
        visit_id=event.visit_id,
        household_id=event.household_id,
        amount_fen=event.amount_fen,
        at=at,
        by=SYSTEM,
    )
