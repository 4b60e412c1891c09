"""What a journey will do, read before it is done."""

from anjia.journeys.queries.plans import (
    SeriesPlan,
    plan_of_change,
    plan_of_end,
    plan_of_pause,
    plan_of_start,
    weeks_ahead,
)
from anjia.journeys.queries.previews import SeriesPreview, preview_of
from anjia.journeys.queries.staffing import Row, Way

__all__ = [
    "Row",
    "SeriesPlan",
    "SeriesPreview",
    "Way",
    "plan_of_change",
    "plan_of_end",
    "plan_of_pause",
    "plan_of_start",
    "preview_of",
    "weeks_ahead",
]
