"""What quality remembers: surveys, complaints and the decisions about them, corrective actions."""

from anjia.quality.models.complaints import (
    Compensation,
    Complaint,
    ComplaintReply,
    Escalation,
    Resolution,
    Verdict,
    unsettled,
    with_standing,
)
from anjia.quality.models.follow_ups import FollowUp, FollowUpAttempt
from anjia.quality.models.improvement import ActionFinish, CorrectiveAction, EffectivenessCheck
from anjia.quality.models.surveys import Survey

__all__ = [
    "ActionFinish",
    "Compensation",
    "Complaint",
    "ComplaintReply",
    "CorrectiveAction",
    "EffectivenessCheck",
    "Escalation",
    "FollowUp",
    "FollowUpAttempt",
    "Resolution",
    "Survey",
    "Verdict",
    "unsettled",
    "with_standing",
]
