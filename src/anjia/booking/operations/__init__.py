"""What booking does: orders and their visits, the question a week ahead, the guaranteed scope."""

from anjia.booking.operations.needs_checks import (
    do_needs_check,
    plan_needs_check,
    release_needs_check,
    waive_needs_check,
)
from anjia.booking.operations.orders import PlacedOrder, place_order
from anjia.booking.operations.scopes import agree_scope, carry_scope, release_move_in
from anjia.booking.operations.visits import cancel_visit, keep_still, mark_visit_done, move_visit

__all__ = [
    "PlacedOrder",
    "agree_scope",
    "cancel_visit",
    "carry_scope",
    "do_needs_check",
    "keep_still",
    "mark_visit_done",
    "move_visit",
    "place_order",
    "plan_needs_check",
    "release_move_in",
    "release_needs_check",
    "waive_needs_check",
]
