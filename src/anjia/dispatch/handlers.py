"""What dispatch does when it hears something."""

from datetime import datetime

from anjia.booking.events import VisitCancelled
from anjia.dispatch.operations import release_visit
from anjia.kernel.actors import SYSTEM


def give_the_time_back(event: VisitCancelled, *, at: datetime) -> None:
    """A cancelled visit needs nobody. Idempotent: a visit without a caregiver stays as it is."""
    release_visit(visit_id=event.visit_id, at=at, by=SYSTEM)
