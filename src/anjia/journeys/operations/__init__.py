"""What journeys do: orders, visits with their caregiver's time, hand moves, granted refunds, the guaranteed scope."""

from anjia.journeys.operations.hand_moves import Moved, move_by_hand
from anjia.journeys.operations.visits import (
    agree_scope,
    cancel_visit_and_release,
    move_visit_and_reassign,
    move_visit_to_hold,
    pay_granted_refund,
    place_order_from_hold,
    refuse_at_work,
)

__all__ = [
    "Moved",
    "agree_scope",
    "cancel_visit_and_release",
    "move_by_hand",
    "move_visit_and_reassign",
    "move_visit_to_hold",
    "pay_granted_refund",
    "place_order_from_hold",
    "refuse_at_work",
]
