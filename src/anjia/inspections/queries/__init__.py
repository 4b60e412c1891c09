"""What inspections know, read by others and by screens."""

from anjia.inspections.queries.draws import (
    DrawSummary,
    FrameRow,
    draw_of_week,
    draws,
    frame_rows,
    plan_in_force,
    plans,
    repeats,
)
from anjia.inspections.queries.figures import Figures, figures_since
from anjia.inspections.queries.findings import (
    FindingSummary,
    deviations,
    finding,
    findings_of_caregiver,
    findings_of_record,
    findings_of_visit,
)
from anjia.inspections.queries.inspections import (
    InspectionSummary,
    RecordSummary,
    inspection,
    planned,
    record_of,
    records,
    records_of_caregiver,
    records_of_visit,
)
from anjia.inspections.queries.rounds import RoundSummary, rounds
from anjia.inspections.queries.words import (
    kind_names,
    result_names,
    risk_names,
    severity_names,
    state_names,
    target_names,
)

__all__ = [
    "DrawSummary",
    "Figures",
    "FrameRow",
    "FindingSummary",
    "InspectionSummary",
    "RecordSummary",
    "RoundSummary",
    "deviations",
    "draw_of_week",
    "draws",
    "figures_since",
    "finding",
    "findings_of_caregiver",
    "findings_of_record",
    "findings_of_visit",
    "frame_rows",
    "inspection",
    "kind_names",
    "plan_in_force",
    "planned",
    "plans",
    "record_of",
    "records",
    "records_of_caregiver",
    "records_of_visit",
    "repeats",
    "result_names",
    "risk_names",
    "rounds",
    "severity_names",
    "state_names",
    "target_names",
]
