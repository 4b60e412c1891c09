"""Free slots, candidates and assignments, as frozen values."""

from anjia.dispatch.queries.assignments import (
    AssignmentSummary,
    assignment_of,
    assignments_of_visits,
    caregiver_day,
    coming_of_caregiver,
    day_assignments,
    history_of,
    hold,
    touched_by_absence,
)
from anjia.dispatch.queries.boards import BoardRow, DayBoard, day_board, visits_without_caregiver
from anjia.dispatch.queries.candidates import (
    CandidateSummary,
    VisitNeed,
    Why,
    candidates_for,
    need_of,
    ranked,
    why,
)
from anjia.dispatch.queries.preferences import (
    PreferenceSummary,
    excluded_for,
    excluded_for_many,
    has_met,
    preference,
    preferences_of_caregiver,
    preferences_of_household,
    said_about,
)
from anjia.dispatch.queries.reasons import ReasonLine, reason_lines
from anjia.dispatch.queries.slots import LEAD_MINUTES, free_slots
from anjia.dispatch.queries.worked import Given, given_out
from anjia.dispatch.rules import SlotDay, Start

__all__ = [
    "said_about",
    "preferences_of_household",
    "preferences_of_caregiver",
    "preference",
    "has_met",
    "excluded_for_many",
    "excluded_for",
    "PreferenceSummary",
    "LEAD_MINUTES",
    "AssignmentSummary",
    "BoardRow",
    "CandidateSummary",
    "DayBoard",
    "Given",
    "ReasonLine",
    "SlotDay",
    "Start",
    "VisitNeed",
    "Why",
    "assignment_of",
    "assignments_of_visits",
    "candidates_for",
    "caregiver_day",
    "coming_of_caregiver",
    "day_assignments",
    "day_board",
    "free_slots",
    "given_out",
    "history_of",
    "hold",
    "need_of",
    "ranked",
    "reason_lines",
    "touched_by_absence",
    "visits_without_caregiver",
    "why",
]
