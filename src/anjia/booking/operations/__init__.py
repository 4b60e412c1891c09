"""What booking does: orders and their visits, the question a week ahead, the guaranteed scope."""

from anjia.booking.operations.needs_checks import (
    do_needs_check,
    plan_needs_check,
    release_needs_check,
    waive_needs_check,
)
from anjia.booking.operations.orders import PlacedOrder, place_order
from anjia.booking.operations.scopes import agree_scope, carry_scope, release_move_in
from anjia.booking.operations.series import (
    agree_term,
    close_series,
    extend_series,
    known_change,
    locked_series,
    open_series,
    pause_series,
    running_series,
    tell_series,
)
from anjia.booking.operations.series_rules import Agreed, clean_rule
from anjia.booking.operations.series_visits import (
    Decided,
    cancel_series_visits,
    except_date,
    except_dates,
    plan_series_visits,
    reshape_series_visits,
    stand_for,
)
from anjia.booking.operations.visits import cancel_visit, keep_still, mark_visit_done, move_visit

__all__ = [
    "Agreed",
    "Decided",
    "PlacedOrder",
    "agree_scope",
    "agree_term",
    "cancel_series_visits",
    "cancel_visit",
    "carry_scope",
    "clean_rule",
    "close_series",
    "do_needs_check",
    "except_date",
    "except_dates",
    "extend_series",
    "keep_still",
    "known_change",
    "locked_series",
    "mark_visit_done",
    "move_visit",
    "open_series",
    "pause_series",
    "place_order",
    "plan_needs_check",
    "plan_series_visits",
    "release_move_in",
    "release_needs_check",
    "reshape_series_visits",
    "running_series",
    "stand_for",
    "tell_series",
    "waive_needs_check",
]
