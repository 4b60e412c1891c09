"""Visits that stay as they are."""

from datetime import datetime

from django.db import transaction

from anjia.booking import queries as booking
from anjia.dayplans.events import VisitPinned, VisitUnpinned
from anjia.dayplans.models import PinnedVisit
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce, signed


def pin_visit(*, visit_id: int, at: datetime, by: Actor) -> bool:
    """Pins the visit: no plan moves it. Twice is once; returns whether it changed. Raises Missing."""
    booking.visit(visit_id)
    with transaction.atomic():
        _row, new = PinnedVisit.objects.get_or_create(
            visit_id=visit_id, lifted_at__isnull=True, defaults={"visit_id": visit_id, **signed(by, at)}
        )
        if new:
            announce(VisitPinned(visit_id=visit_id), at=at, by=by)
    return bool(new)


def unpin_visit(*, visit_id: int, at: datetime, by: Actor) -> bool:
    """Lets plans move the visit again. Twice is once; returns whether it changed. Raises Missing."""
    booking.visit(visit_id)
    with transaction.atomic():
        if not PinnedVisit.objects.filter(visit_id=visit_id, lifted_at__isnull=True).update(lifted_at=at):
            return False
        announce(VisitUnpinned(visit_id=visit_id), at=at, by=by)
    return True
