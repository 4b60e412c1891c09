"""How offers and places on the waiting list stand, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.offers.queries.offers import OfferSummary
from anjia.offers.rules import OfferState, WaitingState


def offer_state_names() -> dict[str, str]:
    """How an offer stands, in words."""
    return {
        OfferState.OPEN: _("waits for the first who accepts"),
        OfferState.ACCEPTED: _("accepted, waits for the company's word"),
        OfferState.TAKEN: _("taken"),
        OfferState.REFUSED: _("not agreed"),
        OfferState.EXPIRED: _("nobody accepted in time"),
        OfferState.WITHDRAWN: _("taken back"),
        OfferState.GONE: _("no longer needed"),
    }


def state_in_words(one: OfferSummary, at: datetime) -> str:
    """Where an offer stands at an instant, in words; a swap that somebody accepted did not end for want of anybody."""
    state = one.state_at(at)
    if state is OfferState.EXPIRED and one.taker_id:
        return _("accepted, but the company did not agree in time")
    return offer_state_names()[state]


def waiting_state_names() -> dict[str, str]:
    """How an entry stands, in words."""
    return {
        WaitingState.WAITING: _("waits for a time"),
        WaitingState.OFFERED: _("a time is kept"),
        WaitingState.BOOKED: _("booked"),
        WaitingState.LEFT: _("left the list"),
        WaitingState.LAPSED: _("the days have passed"),
    }
