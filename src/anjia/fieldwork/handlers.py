"""What field work does when it hears something."""

from datetime import datetime

from anjia.booking.events import VisitMoved
from anjia.fieldwork.operations import forget_the_way


def begin_the_way_anew(event: VisitMoved, *, at: datetime) -> None:
    """Nobody is on the way to a visit that was moved. Idempotent: a way begun since then stays."""
    forget_the_way(visit_id=event.visit_id, before=at)
