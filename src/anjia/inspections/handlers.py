"""What inspections hear."""

from datetime import datetime

from anjia.booking.events import VisitCancelled
from anjia.inspections import operations
from anjia.kernel.actors import SYSTEM


def drop_the_spot_check(event: VisitCancelled, *, at: datetime) -> None:
    """A visit will not take place: neither will its spot check. Dropped once, however often this is heard."""
    operations.drop_of_visit(visit_id=event.visit_id, reason=event.reason, at=at, by=SYSTEM)
