"""Pure decisions of dispatch: when there is time, who is best and why, which ways must fit."""

from anjia.dispatch.rules.buffers import Stay, busy_from, fits_between, way_between
from anjia.dispatch.rules.days import longest_minutes, merged, without
from anjia.dispatch.rules.gates import Gate, Piece, gates_of, row_gates
from anjia.dispatch.rules.obstacles import Obstacle, obstacle
from anjia.dispatch.rules.preferences import Liking, Said, Side, excluded, favoured
from anjia.dispatch.rules.ranking import Candidate, Ground, Reason, candidates, no_record, record_of, weeks_of
from anjia.dispatch.rules.slots import free_slots
from anjia.dispatch.rules.travel import LONGEST_MINUTES, travel_minutes
from anjia.dispatch.rules.trials import Fit, Trial, trials
from anjia.dispatch.rules.values import (
    DAY_MINUTES,
    LONGEST_VISIT_MINUTES,
    WEEK_MINUTES,
    Job,
    Record,
    Roster,
    SlotDay,
    Start,
    Work,
    WorkingTime,
    day_of_minute,
    midnight_minute,
    roster_of,
    week_minute,
    work_of,
)

__all__ = [
    "favoured",
    "excluded",
    "Side",
    "Said",
    "Liking",
    "DAY_MINUTES",
    "LONGEST_MINUTES",
    "LONGEST_VISIT_MINUTES",
    "WEEK_MINUTES",
    "Candidate",
    "Fit",
    "Gate",
    "Ground",
    "Job",
    "Obstacle",
    "Piece",
    "Reason",
    "Record",
    "Roster",
    "SlotDay",
    "Start",
    "Stay",
    "Trial",
    "Work",
    "WorkingTime",
    "busy_from",
    "candidates",
    "day_of_minute",
    "fits_between",
    "free_slots",
    "gates_of",
    "longest_minutes",
    "merged",
    "midnight_minute",
    "no_record",
    "obstacle",
    "record_of",
    "roster_of",
    "row_gates",
    "travel_minutes",
    "trials",
    "way_between",
    "week_minute",
    "weeks_of",
    "without",
    "work_of",
]
