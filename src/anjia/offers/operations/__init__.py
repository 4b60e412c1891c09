"""Offer, accept, decline, withdraw; swap; end what has run out or lost its object."""

from anjia.offers.operations.accepting import accept_offer, agree_to_swap, refuse_swap
from anjia.offers.operations.declining import decline_offer
from anjia.offers.operations.ending import close_stale_offers, expire_offers, withdraw_offer
from anjia.offers.operations.links import (
    confirm_by_link,
    make_visit_link,
    record_link_use,
    revoke_visit_link,
    start_as_read,
)
from anjia.offers.operations.offering import offer_swap, offer_visit
from anjia.offers.operations.waiting import (
    book_waiting,
    decline_freed_time,
    join_waiting_list,
    leave_waiting_list,
    look_after_waiting_lists,
    offer_freed_time,
    pass_freed_time_on,
)

__all__ = [
    "confirm_by_link",
    "make_visit_link",
    "record_link_use",
    "revoke_visit_link",
    "start_as_read",
    "book_waiting",
    "decline_freed_time",
    "join_waiting_list",
    "leave_waiting_list",
    "look_after_waiting_lists",
    "offer_freed_time",
    "pass_freed_time_on",
    "accept_offer",
    "agree_to_swap",
    "close_stale_offers",
    "decline_offer",
    "expire_offers",
    "offer_swap",
    "offer_visit",
    "refuse_swap",
    "withdraw_offer",
]
