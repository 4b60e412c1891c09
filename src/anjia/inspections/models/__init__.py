"""What inspections remember: rounds, draws, inspections and what was found."""

from anjia.inspections.models.draws import Draw, PlanVersion
from anjia.inspections.models.findings import Finding, Look, Remedy
from anjia.inspections.models.inspections import Drop, Inspection, Record
from anjia.inspections.models.rounds import Round, RoundEnd

__all__ = [
    "Draw",
    "Drop",
    "Finding",
    "Inspection",
    "Look",
    "PlanVersion",
    "Record",
    "Remedy",
    "Round",
    "RoundEnd",
]
