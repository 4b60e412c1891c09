"""What quality does: ask, hear complaints, decide about them, work on their causes."""

from anjia.quality.operations.arrivals import promise_arrival
from anjia.quality.operations.compensation import grant_compensation
from anjia.quality.operations.complaints import (
    escalate_complaint,
    open_complaint,
    reply_to_complaint,
    take_complaint,
)
from anjia.quality.operations.follow_ups import begin_follow_up, record_call_back, record_opening
from anjia.quality.operations.improvement import (
    finish_corrective_action,
    plan_corrective_action,
    verify_improvement,
)
from anjia.quality.operations.resolutions import confirm_resolution, contest_resolution, resolve_complaint
from anjia.quality.operations.surveys import ask_the_household, record_answer

__all__ = [
    "ask_the_household",
    "begin_follow_up",
    "confirm_resolution",
    "contest_resolution",
    "escalate_complaint",
    "finish_corrective_action",
    "grant_compensation",
    "open_complaint",
    "plan_corrective_action",
    "promise_arrival",
    "record_answer",
    "record_call_back",
    "record_opening",
    "reply_to_complaint",
    "resolve_complaint",
    "take_complaint",
    "verify_improvement",
]
