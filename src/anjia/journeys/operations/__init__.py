"""What journeys do: orders and visits with their caregiver's time, granted refunds, the guaranteed scope."""

from anjia.journeys.operations.visits import (
    agree_scope,
    cancel_visit_and_release,
    move_visit_and_reassign,
    move_visit_to_hold,
    pay_granted_refund,
    place_order_from_hold,
)

__all__ = [
    "agree_scope",
    "cancel_visit_and_release",
    "move_visit_and_reassign",
    "move_visit_to_hold",
    "pay_granted_refund",
    "place_order_from_hold",
]
