"""What is told about asking, and about what answers count for."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveySkipped(Event):
    """A household is not asked about a visit: `reason` is asked_often, complaint_open or too_late. Somebody calls."""

    visit_id: int
    household_id: int
    caregiver_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class IndexWeightsPublished(Event):
    """From an instant on the index is computed by other weights (percent), or a rank needs other many answers."""

    version: int
    attitude: int
    skill: int
    efficiency: int
    problem_solving: int
    least_ranked: int
    effective_from: datetime
