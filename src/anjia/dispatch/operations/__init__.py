"""Keep time, give it to visits, change who goes, give it back."""

from anjia.dispatch.operations.absences import free_from_absence
from anjia.dispatch.operations.assignments import assign_visit, confirm_hold, reassign, release_visit
from anjia.dispatch.operations.holds import hold_slot, release_expired_holds, release_hold

__all__ = [
    "assign_visit",
    "confirm_hold",
    "free_from_absence",
    "hold_slot",
    "reassign",
    "release_expired_holds",
    "release_hold",
    "release_visit",
]
