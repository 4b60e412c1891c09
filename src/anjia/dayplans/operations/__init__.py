"""Ask for plans and repairs, accept them or take that back, pin visits, publish weights."""

from anjia.dayplans.operations.accepting import accept_moves, undo_acceptance
from anjia.dayplans.operations.computing import (
    Stopped,
    Work,
    begin_plan,
    end_part,
    fail_plan,
    take_part,
    tell_part,
)
from anjia.dayplans.operations.pins import pin_visit, unpin_visit
from anjia.dayplans.operations.repairing import deepen_repair, facts_to_deepen, propose_repair
from anjia.dayplans.operations.requests import cancel_plan, request_plan
from anjia.dayplans.operations.weights import publish_plan_weights

__all__ = [
    "Stopped",
    "Work",
    "accept_moves",
    "begin_plan",
    "cancel_plan",
    "deepen_repair",
    "end_part",
    "facts_to_deepen",
    "fail_plan",
    "pin_visit",
    "propose_repair",
    "publish_plan_weights",
    "request_plan",
    "take_part",
    "tell_part",
    "undo_acceptance",
    "unpin_visit",
]
