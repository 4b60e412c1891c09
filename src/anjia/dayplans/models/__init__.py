"""What day plans remember."""

from anjia.dayplans.models.acceptances import Acceptance, AcceptedMove, Undoing
from anjia.dayplans.models.pins import PinnedVisit
from anjia.dayplans.models.plans import Alternative, DayPlan, PlannedMove, PlanPart
from anjia.dayplans.models.weights import WeightsVersion

__all__ = [
    "Acceptance",
    "AcceptedMove",
    "Alternative",
    "DayPlan",
    "PinnedVisit",
    "PlanPart",
    "PlannedMove",
    "Undoing",
    "WeightsVersion",
]
