"""What the caregiver does on a visit, one act each, and the word the household may leave."""

from anjia.fieldwork.operations.incidents import report_incident
from anjia.fieldwork.operations.photos import add_photo, remove_photo
from anjia.fieldwork.operations.scopes import miss_the_day
from anjia.fieldwork.operations.steps import tick_step, untick_step
from anjia.fieldwork.operations.visits import check_in, complete_visit, forget_the_way, leave_note, set_out

__all__ = [
    "add_photo",
    "check_in",
    "complete_visit",
    "forget_the_way",
    "leave_note",
    "miss_the_day",
    "remove_photo",
    "report_incident",
    "set_out",
    "tick_step",
    "untick_step",
]
