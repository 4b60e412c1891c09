"""What payroll hears."""

from datetime import datetime

from anjia.fieldwork.events import VisitCompleted
from anjia.guarantees.events import GoodwillGranted
from anjia.kernel.actors import SYSTEM
from anjia.payroll import operations


def earn_for_the_visit(event: VisitCompleted, *, at: datetime) -> None:
    """A visit is done: who came earned. Idempotent by one earning per visit and caregiver."""
    operations.earn_for_crew(visit_id=event.visit_id, lead_id=event.caregiver_id, at=at, by=SYSTEM)


def earn_for_the_goodwill(event: GoodwillGranted, *, at: datetime) -> None:
    """Extra work was done free of charge: the company pays for the minutes. Idempotent by one earning per line."""
    operations.earn_for_goodwill(
        goodwill_id=event.goodwill_id,
        visit_id=event.visit_id,
        caregiver_id=event.caregiver_id,
        title=event.title,
        minutes=event.minutes,
        percent=event.paid_percent,
        at=at,
        by=SYSTEM,
    )
