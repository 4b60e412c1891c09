"""What payroll hears."""

from datetime import datetime

from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import SYSTEM
from anjia.payroll import operations


def earn_for_the_visit(event: VisitCompleted, *, at: datetime) -> None:
    """A visit is done: its caregiver earned. Idempotent by one earning per visit."""
    operations.earn_for_visit(visit_id=event.visit_id, caregiver_id=event.caregiver_id, at=at, by=SYSTEM)
