"""What offers do when they hear something."""

from datetime import datetime

from anjia.booking.events import VisitCancelled, VisitMoved
from anjia.dispatch.events import AssignmentChanged, AssignmentReleased, CaregiverAssigned, HoldReleased
from anjia.kernel.jobs import heard_at
from anjia.offers.operations import close_stale_offers, offer_freed_time, pass_freed_time_on
from anjia.workforce.events import CaregiverStatusSet, LeaveCancelled, ServiceAreaSet, TradesSet, WorkingHoursSet

Changed = CaregiverAssigned | AssignmentChanged | AssignmentReleased | VisitCancelled | VisitMoved


def end_stale_offers(event: Changed, *, at: datetime) -> None:
    """An offer whose visit is no longer as it was offered ends. Idempotent: it looks at how things are, not were."""
    close_stale_offers(visit_id=event.visit_id, at=at)


Freed = (
    AssignmentReleased
    | HoldReleased
    | LeaveCancelled
    | WorkingHoursSet
    | CaregiverStatusSet
    | TradesSet
    | ServiceAreaSet
)


def offer_to_who_waits(event: Freed, *, at: datetime) -> None:
    """Time may be free: whoever waits is offered it in order. Idempotent: who has an offer gets no second one."""
    if isinstance(event, HoldReleased):
        pass_freed_time_on(hold_id=event.hold_id, ran_out=event.ran_out, at=at)
    offer_freed_time(at=heard_at(at))
