"""What quality remembers: surveys, complaints and the decisions about them, corrective actions."""

from anjia.quality.models.asking import PlannedSurvey
from anjia.quality.models.cases import Assessment, Handover, Plan, PlanStep, PlanStepDone, Wait, WaitEnding
from anjia.quality.models.complaints import (
    Compensation,
    CompensationDecision,
    CompensationRequest,
    Complaint,
    ComplaintReply,
    Decision,
    Escalation,
    Resolution,
    Verdict,
)
from anjia.quality.models.feedback import CaregiverWord, ObjectionDecision, WeakLinkTaken
from anjia.quality.models.follow_ups import FollowUp, FollowUpAttempt
from anjia.quality.models.improvement import ActionFinish, CorrectiveAction, EffectivenessCheck
from anjia.quality.models.index import IndexPrior, IndexVersion
from anjia.quality.models.interviews import Advice, Consultation, DeepInterview, InterviewRecord
from anjia.quality.models.prevention import CompletedVisit, PreventiveProposal, ProposalDecision
from anjia.quality.models.standing import open_waits, unsettled, with_standing
from anjia.quality.models.surveys import Survey
from anjia.quality.models.teams import CauseNode, Team, TeamMember

__all__ = [
    "WeakLinkTaken",
    "PlannedSurvey",
    "ObjectionDecision",
    "InterviewRecord",
    "IndexVersion",
    "IndexPrior",
    "DeepInterview",
    "Consultation",
    "CaregiverWord",
    "Advice",
    "ActionFinish",
    "Assessment",
    "CauseNode",
    "Compensation",
    "CompensationDecision",
    "CompensationRequest",
    "Complaint",
    "ComplaintReply",
    "CompletedVisit",
    "CorrectiveAction",
    "Decision",
    "EffectivenessCheck",
    "Escalation",
    "FollowUp",
    "FollowUpAttempt",
    "Handover",
    "Plan",
    "PlanStep",
    "PlanStepDone",
    "PreventiveProposal",
    "ProposalDecision",
    "Resolution",
    "Survey",
    "Team",
    "TeamMember",
    "Verdict",
    "Wait",
    "WaitEnding",
    "open_waits",
    "unsettled",
    "with_standing",
]
