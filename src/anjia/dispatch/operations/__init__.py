"""Keep time, give it to visits, change who goes, give it back."""

from anjia.dispatch.operations.absences import free_from_absence
from anjia.dispatch.operations.assignments import assign_visit, confirm_hold, reassign, release_visit
from anjia.dispatch.operations.dates_given import assign_dates
from anjia.dispatch.operations.dates_released import release_dates
from anjia.dispatch.operations.exchanges import Exchange, exchange
from anjia.dispatch.operations.handovers import hand_over
from anjia.dispatch.operations.holds import hold_slot, release_expired_holds, release_hold
from anjia.dispatch.operations.keeping import rebuild_free_time
from anjia.dispatch.operations.placing import place_by_hand
from anjia.dispatch.operations.preferences import (
    favour_caregiver,
    lift_preference,
    refuse_caregiver,
    refuse_household,
)
from anjia.dispatch.operations.reviews import ask_review, decide_review
from anjia.dispatch.operations.weighing import count_shares, keep_weighed
from anjia.dispatch.operations.weights import publish_weights
from anjia.dispatch.queries.obstacles import spoken

__all__ = [
    "publish_weights",
    "keep_weighed",
    "count_shares",
    "decide_review",
    "ask_review",
    "refuse_household",
    "refuse_caregiver",
    "lift_preference",
    "favour_caregiver",
    "Exchange",
    "assign_dates",
    "assign_visit",
    "confirm_hold",
    "exchange",
    "hand_over",
    "free_from_absence",
    "hold_slot",
    "place_by_hand",
    "reassign",
    "rebuild_free_time",
    "release_dates",
    "release_expired_holds",
    "release_hold",
    "release_visit",
    "spoken",
]
