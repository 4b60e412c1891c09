"""How offers and places on the waiting list stand, in words."""

from django.utils.translation import gettext as _

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


def waiting_state_names() -> dict[str, str]:
    """How an entry stands, in words."""
    return {
        WaitingState.WAITING: _("waits for a time"),
        WaitingState.OFFERED: _("a time is kept"),
        WaitingState.BOOKED: _("booked"),
        WaitingState.LEFT: _("left the list"),
        WaitingState.LAPSED: _("the days have passed"),
    }
