"""What is offered to whom, and how it stands."""

from anjia.offers.queries.links import FoundLink, LinkSummary, link_by_token, link_holds, link_of
from anjia.offers.queries.offers import (
    Invited,
    OfferSummary,
    count_offers_to,
    invited_of,
    offer,
    offers_of_visits,
    offers_to,
    open_offers,
    past_offers,
    swaps_of,
    swaps_waiting,
)
from anjia.offers.queries.waiting import (
    WaitingSummary,
    count_waiting,
    waiting,
    waiting_list,
    waiting_of_household,
)
from anjia.offers.queries.words import offer_state_names, state_in_words, waiting_state_names

__all__ = [
    "FoundLink",
    "LinkSummary",
    "link_by_token",
    "link_holds",
    "link_of",
    "WaitingSummary",
    "count_waiting",
    "waiting",
    "waiting_list",
    "waiting_of_household",
    "waiting_state_names",
    "Invited",
    "OfferSummary",
    "count_offers_to",
    "invited_of",
    "offer",
    "offer_state_names",
    "offers_of_visits",
    "offers_to",
    "open_offers",
    "past_offers",
    "state_in_words",
    "swaps_of",
    "swaps_waiting",
]
