"""What inspections decide: when rounds are due, how spot checks are drawn, how findings stand, what the figures say."""

from anjia.inspections.rules.draws import (
    STANDARD_PLAN,
    Candidate,
    Entry,
    SamplingPlan,
    draw,
    frame_of,
    is_plan,
    probabilities,
    risks_of,
    weight_of,
)
from anjia.inspections.rules.figures import CONFIDENCE, Share, share_of, weighted_share
from anjia.inspections.rules.findings import (
    DeviationState,
    Kind,
    Result,
    Severity,
    Target,
    calls_for_action,
    deviation_state,
    next_round_on,
)

__all__ = [
    "CONFIDENCE",
    "STANDARD_PLAN",
    "Candidate",
    "DeviationState",
    "Entry",
    "Kind",
    "Result",
    "SamplingPlan",
    "Severity",
    "Share",
    "Target",
    "calls_for_action",
    "deviation_state",
    "draw",
    "frame_of",
    "is_plan",
    "next_round_on",
    "probabilities",
    "risks_of",
    "share_of",
    "weight_of",
    "weighted_share",
]
