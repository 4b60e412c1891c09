"""Find the visits to which nobody came."""

from datetime import datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.fieldwork import queries as fieldwork
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.scope import company_scope
from anjia.losses.models import Loss
from anjia.losses.operations.losses import record_loss
from anjia.losses.rules import Lost

LOOK_BACK, GRACE = timedelta(days=14), timedelta(hours=24)


def record_missed_visits(*, company_id: int, at: datetime) -> int:
    """Writes down every planned visit that ended a day ago and that no caregiver has begun; returns how many."""
    with company_scope(company_id):
        planned = booking.visits_between(day_of(at - LOOK_BACK), day_of(at), state=VisitState.PLANNED)
        over = {one.id: one for one in planned if one.ends_at < at - GRACE}
        begun = {visit_id for visit_id, work in fieldwork.progress_of_many(over).items() if work.checked_in_at}
        known = set(Loss.objects.filter(subject__in=[f"visit:{i}" for i in over]).values_list("subject", flat=True))
        missed = [one for one in over.values() if one.id not in begun and f"visit:{one.id}" not in known]
        for one in missed:
            record_loss(
                lost=Lost.VISIT,
                subject=f"visit:{one.id}",
                household_id=one.household_id,
                offering_id=one.offering_id,
                amount_fen=one.price_fen,
                guess="door.nobody_came",
                at=at,
                by=SYSTEM,
            )
    return len(missed)
