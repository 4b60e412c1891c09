"""A time kept for the waiting list becomes a visit."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.journeys.operations.visits import place_order_from_hold
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.retry import whole
from anjia.offers import operations as offers
from anjia.offers import queries as offers_queries
from anjia.offers.rules import WaitingState


@whole
def accept_freed_time(*, waiting_id: int, household_id: int, at: datetime, by: Actor) -> int:
    """Orders the visit for the time kept; returns the visit's id. Twice is once.

    Raises Missing for another household's place, Refusal when nothing is kept for it any more.
    """
    one = offers_queries.waiting(waiting_id)
    if one.household_id != household_id:
        raise Missing
    if one.state == WaitingState.BOOKED and one.visit_id is not None:
        return one.visit_id
    if one.hold_id is None:
        raise Refusal(_("This time is no longer kept for you. You stay on the list; the next one comes here."))
    placed = place_order_from_hold(
        hold_id=one.hold_id,
        household_id=household_id,
        offering_id=one.offering_id,
        home_id=one.home_id,
        visit_price_fen=one.price_fen,
        at=at,
        by=by,
    )
    whose = {"waiting_id": waiting_id, "household_id": household_id}
    offers.book_waiting(**whose, visit_id=placed.visit_id, at=at, by=by)
    return placed.visit_id
