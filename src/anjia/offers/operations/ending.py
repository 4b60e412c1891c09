"""Offers end: taken back, run out, or without an object any more."""

import logging
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.scope import company_scope
from anjia.offers.events import OfferEnded
from anjia.offers.models import Offer
from anjia.offers.operations.crews import crew_of, lacks_nobody
from anjia.offers.operations.records import end_offer, locked_offer, refuse_ended
from anjia.offers.rules import UNFINISHED, OfferKind, OfferState
from anjia.promises.operations import release_promise
from anjia.promises.rules import Kind

UNANSWERED = "unanswered"
log = logging.getLogger(__name__)


@whole
def withdraw_offer(*, offer_id: int, at: datetime, by: Actor, caregiver_id: int | None = None) -> None:
    """Takes an offer back; a caregiver (`caregiver_id`) only her own. Twice is once; refuses one that was taken."""
    row = locked_offer(offer_id)
    if caregiver_id is not None and row.giver_id != caregiver_id:
        raise Missing
    if row.state == OfferState.WITHDRAWN:
        return
    if row.state != OfferState.ACCEPTED:
        refuse_ended(row)
    _end(row, OfferState.WITHDRAWN, at=at, by=by)


def _end(row: Offer, state: OfferState, *, at: datetime, by: Actor) -> None:
    waited = row.state == OfferState.ACCEPTED
    end_offer(row, state, at=at, by=by)
    how = UNANSWERED if waited and state is OfferState.EXPIRED else state.value
    announce(OfferEnded(offer_id=row.pk, visit_id=row.visit_id, how=how), at=at, by=by)
    if waited:
        subject, reason = f"offer:{row.pk}", _("the offer has ended")
        release_promise(kind=Kind.SWAP_APPROVED, subject=subject, reason=reason, at=at, by=by)


@whole
def close_stale_offers(*, visit_id: int, at: datetime) -> int:
    """Ends what is offered of a visit that is no longer as it was offered; returns how many. Twice is once."""
    rows = Offer.objects.select_for_update().filter(visit_id=visit_id, state__in=UNFINISHED).order_by("id")
    stale = [row for row in rows if _is_stale(row)]
    for row in stale:
        _end(row, OfferState.GONE, at=at, by=SYSTEM)
    return len(stale)


def _is_stale(row: Offer) -> bool:
    visit = booking.visit(row.visit_id)
    if visit.state != VisitState.PLANNED or visit.starts_at != row.starts_at:
        return True
    if row.kind == OfferKind.VISIT:
        return lacks_nobody(visit)
    return row.giver_id not in crew_of(row.visit_id)


def expire_offers(*, at: datetime) -> int:
    """Ends every offer of every company whose time has run out; returns how many.

    Costs what has run out, not what is open. Each in a transaction of its own: one that fails holds up no other.
    """
    rows = Offer.everywhere.filter(state__in=UNFINISHED, expires_at__lte=at).order_by("expires_at", "id")
    return sum(_expire(company_id, offer_id, at=at) for company_id, offer_id in rows.values_list("company_id", "id"))


def _expire(company_id: int, offer_id: int, *, at: datetime) -> int:
    try:
        with company_scope(company_id):
            return _expire_locked(offer_id, at=at)
    except Exception:
        log.exception("offer %s could not be ended", offer_id)
        return 0


@whole
def _expire_locked(offer_id: int, *, at: datetime) -> int:
    row = locked_offer(offer_id)
    if row.state not in UNFINISHED or row.expires_at > at:
        return 0
    _end(row, OfferState.EXPIRED, at=at, by=SYSTEM)
    return 1
