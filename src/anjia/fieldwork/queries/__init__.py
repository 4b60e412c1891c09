"""How far visits have come, their photos and their incidents."""

from anjia.fieldwork.queries.progress import (
    IncidentSummary,
    PhotoSummary,
    StepProgress,
    VisitProgress,
    progress_of,
)
from anjia.fieldwork.queries.works import (
    RecentIncident,
    WorkSummary,
    count_completed,
    incident,
    incident_words,
    photo,
    progress_of_many,
    recent_incidents,
    visits_by_pair,
)

__all__ = [
    "IncidentSummary",
    "PhotoSummary",
    "RecentIncident",
    "StepProgress",
    "VisitProgress",
    "WorkSummary",
    "count_completed",
    "incident",
    "incident_words",
    "photo",
    "progress_of",
    "progress_of_many",
    "recent_incidents",
    "visits_by_pair",
]
