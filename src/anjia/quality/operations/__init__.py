"""What quality does: ask, hear complaints, decide about them, work on their causes."""

from anjia.quality.operations.arrivals import promise_arrival
from anjia.quality.operations.asking import ask_due_questions, plan_the_question
from anjia.quality.operations.causes import (
    add_cause,
    close_cause,
    close_team,
    set_team,
)
from anjia.quality.operations.checks import (
    check_improvements,
    look_at_action,
    verify_improvement,
)
from anjia.quality.operations.compensation import (
    decide_compensation,
    grant_compensation,
    request_compensation,
)
from anjia.quality.operations.complaints import (
    assess_complaint,
    open_complaint,
    reply_to_complaint,
)
from anjia.quality.operations.feedback import decide_objection, reply_to_answer, take_up_weak_link
from anjia.quality.operations.follow_ups import begin_follow_up, record_call_back, record_opening
from anjia.quality.operations.improvement import (
    finish_corrective_action,
    plan_corrective_action,
    plan_preventive_action,
)
from anjia.quality.operations.index import learn_priors, publish_weights
from anjia.quality.operations.interviews import (
    decline_deep_interview,
    give_advice,
    hold_deep_interview,
    plan_first_interview,
    plan_interview,
    plan_quarter,
    start_consultation,
)
from anjia.quality.operations.owners import (
    escalate_complaint,
    hand_to_team,
    take_complaint,
)
from anjia.quality.operations.plans import (
    NewStep,
    plan_settlement,
    take_plan_step,
)
from anjia.quality.operations.prevention import (
    accept_proposal,
    count_visit,
    decline_proposal,
    propose_prevention,
)
from anjia.quality.operations.resolutions import confirm_resolution, contest_resolution, resolve_complaint
from anjia.quality.operations.surveys import ask_the_household, record_answer
from anjia.quality.operations.waits import (
    ask_back,
    end_silent_waits,
    go_on,
)

__all__ = [
    "NewStep",
    "accept_proposal",
    "add_cause",
    "ask_back",
    "start_consultation",
    "plan_quarter",
    "plan_interview",
    "plan_first_interview",
    "hold_deep_interview",
    "give_advice",
    "decline_deep_interview",
    "publish_weights",
    "learn_priors",
    "take_up_weak_link",
    "reply_to_answer",
    "decide_objection",
    "plan_the_question",
    "ask_due_questions",
    "ask_the_household",
    "assess_complaint",
    "begin_follow_up",
    "check_improvements",
    "close_cause",
    "close_team",
    "confirm_resolution",
    "contest_resolution",
    "count_visit",
    "decide_compensation",
    "decline_proposal",
    "end_silent_waits",
    "escalate_complaint",
    "finish_corrective_action",
    "go_on",
    "grant_compensation",
    "hand_to_team",
    "look_at_action",
    "open_complaint",
    "plan_corrective_action",
    "plan_preventive_action",
    "plan_settlement",
    "promise_arrival",
    "propose_prevention",
    "record_answer",
    "record_call_back",
    "record_opening",
    "reply_to_complaint",
    "request_compensation",
    "resolve_complaint",
    "set_team",
    "take_complaint",
    "take_plan_step",
    "verify_improvement",
]
