"""What journeys do: orders, visits with their caregiver's time, hand moves, series, refunds, guaranteed scopes."""

from anjia.journeys.operations.continuing import continue_all, continue_series
from anjia.journeys.operations.hand_moves import Moved, move_by_hand, rehearse_by_hand
from anjia.journeys.operations.links import cancel_by_link, move_by_link
from anjia.journeys.operations.series import start_series
from anjia.journeys.operations.series_changes import change_series, pause_series
from anjia.journeys.operations.series_ends import end_series
from anjia.journeys.operations.visits import (
    agree_scope,
    cancel_visit_and_release,
    move_visit_and_reassign,
    move_visit_to_hold,
    pay_granted_refund,
    place_order_from_hold,
    refuse_at_work,
)
from anjia.journeys.operations.waiting import accept_freed_time

__all__ = [
    "cancel_by_link",
    "move_by_link",
    "accept_freed_time",
    "Moved",
    "agree_scope",
    "cancel_visit_and_release",
    "change_series",
    "continue_all",
    "continue_series",
    "end_series",
    "move_by_hand",
    "move_visit_and_reassign",
    "move_visit_to_hold",
    "pause_series",
    "pay_granted_refund",
    "place_order_from_hold",
    "refuse_at_work",
    "rehearse_by_hand",
    "start_series",
]
