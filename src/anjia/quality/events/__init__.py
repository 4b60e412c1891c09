"""What quality tells."""

from anjia.quality.events.answers import HouseholdCalledBack, SurveyAnswered, SurveyAsked
from anjia.quality.events.complaints import (
    CompensationGranted,
    ComplaintAnswered,
    ComplaintEscalated,
    ComplaintFact,
    ComplaintOpened,
    ComplaintResolved,
    HouseholdReplied,
    ResolutionConfirmed,
    ResolutionContested,
)
from anjia.quality.events.improvement import (
    ActionFact,
    CorrectiveActionFinished,
    CorrectiveActionPlanned,
    ImprovementVerified,
)

__all__ = [
    "ActionFact",
    "CompensationGranted",
    "ComplaintAnswered",
    "ComplaintEscalated",
    "ComplaintFact",
    "ComplaintOpened",
    "ComplaintResolved",
    "CorrectiveActionFinished",
    "CorrectiveActionPlanned",
    "HouseholdCalledBack",
    "HouseholdReplied",
    "ImprovementVerified",
    "ResolutionConfirmed",
    "ResolutionContested",
    "SurveyAnswered",
    "SurveyAsked",
]
