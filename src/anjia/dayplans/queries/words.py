"""What the values of day plans are called."""

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from anjia.dayplans.rules import Fault, Kind, Pin, State, Style, Term


def weight_names() -> dict[str, str]:
    """What each weight is called."""
    return {
        "travel_fen": _("A minute of way"),
        "new_face_fen": _("A new face"),
        "wish_fen": _("A wish not met"),
        "other_caregiver_fen": _("Another caregiver than planned"),
        "moved_fen": _("A minute by which a start moves"),
        "unserved_fen": _("A visit to which nobody comes"),
        "fairness_fen": _("An hour for somebody who had more than the others"),
        "income_fen": _("A yuan of income off a fair share"),
        "shift_minutes": _("How far a start may move"),
        "soon_minutes": _("How long ahead a visit stays as it is"),
        "break_minutes": _("Break at noon"),
        "break_fen": _("A break at noon missed"),
    }


def weight_meanings() -> dict[str, str]:
    """What each weight does, in one sentence."""
    return {
        "travel_fen": _("Each minute between homes costs this much: wage and e-bike."),
        "new_face_fen": _("Sending somebody who has never been in this household costs this much once."),
        "wish_fen": _("Sending another caregiver than the household wishes for costs this much once."),
        "other_caregiver_fen": _(
            "Changing the caregiver of a visit costs this much: two people and a family must be told."
        ),
        "moved_fen": _("Each minute by which a visit begins earlier or later than agreed costs this much."),
        "unserved_fen": _("A visit that nobody does costs this much and its price."),
        "fairness_fen": _(
            "An hour of work costs this much for each ten hours that she had more than the others in four weeks."
        ),
        "income_fen": _(
            "Each yuan by which an income of four weeks lies more than 5 percent off its fair share costs this much, "
            "beyond 15 percent three times. A fair share is what her own hours earn at her own pay if everybody's "
            "are filled alike."
        ),
        "shift_minutes": _("0 keeps every agreed start; a visit whose needs the household has confirmed never moves."),
        "soon_minutes": _("A visit that begins within this time stays with its caregiver."),
        "break_minutes": _("Plans leave everybody so long free between 11:00 and 14:00; 0 asks for none."),
        "break_fen": _("A caregiver without time for her break costs this much; a visit is never left alone for it."),
    }


def term_names() -> dict[str, str]:
    """What each part of the cost is called."""
    return {
        Term.TRAVEL: _("Way"),
        Term.UNSERVED: _("Nobody comes"),
        Term.OTHER_CAREGIVER: _("Another caregiver"),
        Term.NEW_FACE: _("New face"),
        Term.WISH: _("Wish not met"),
        Term.MOVED: _("Start moved"),
        Term.BREAK: _("No break at noon"),
        Term.FAIRNESS: _("Fair shares"),
        Term.INCOME: _("Incomes off their fair shares"),
    }


def term_unit(term: str, amount: int) -> str:
    """What an amount of the term counts."""
    if term in (Term.TRAVEL, Term.MOVED):
        return pgettext("unit", "min")
    if term == Term.FAIRNESS:
        return pgettext("unit", "h")
    if term == Term.INCOME:
        return pgettext("unit", "yuan")
    if term == Term.BREAK:
        return npgettext("unit", "caregiver", "caregivers", amount)
    return npgettext("unit", "visit", "visits", amount)


def state_names() -> dict[str, str]:
    """Where a computation stands."""
    return {
        State.WAITING: pgettext("day plan", "Waiting"),
        State.RUNNING: pgettext("day plan", "Computing"),
        State.DONE: pgettext("day plan", "Ready"),
        State.CANCELLED: pgettext("day plan", "Called off"),
        State.FAILED: pgettext("day plan", "Broke down"),
    }


def kind_names() -> dict[str, str]:
    """Whether a whole day was planned or today was mended."""
    return {Kind.PLAN: _("Day plan"), Kind.REPAIR: pgettext("day plan", "Repair")}


def style_names() -> dict[str, str]:
    """What an answer of a repair looks for first."""
    return {
        "": _("The plan"),
        Style.LEAST_CHANGE: _("Least change"),
        Style.LEAST_COST: _("Least cost"),
        Style.ALL_SERVED: _("All served"),
    }


def pin_names() -> dict[str, str]:
    """Why a visit stays as it is."""
    return {
        Pin.BEGUN: pgettext("pin", "has begun"),
        Pin.ON_THE_WAY: pgettext("pin", "caregiver on the way"),
        Pin.SOON: pgettext("pin", "begins soon"),
        Pin.LOCKED: pgettext("pin", "pinned by a person"),
        Pin.DECIDED: pgettext("pin", "caregiver chosen by a person"),
    }


def fault_sentences() -> dict[str, str]:
    """Why a visit is set aside, and the way out."""
    return {
        Fault.NO_PLACE: _("Where the home is cannot be found. Please set its place on the household's page."),
        Fault.BAD_MINUTES: _("Its length is not possible. Please cancel it and order it anew."),
        Fault.IMPOSSIBLE_WINDOW: _("It reaches beyond the day after. Please split it into visits of a day each."),
        Fault.NOBODY_ABLE: _("Nobody here does this kind of work. Please engage somebody or cancel the visit."),
        Fault.NO_HOURS: _(
            "Nobody who does this kind of work can come at this time: by their hours, leave or districts, or because "
            "the household refused them. Please move it, or change hours."
        ),
        Fault.PARTNER: _("It needs two people and only one could come. Please move it."),
        Fault.LATE: _("It should have begun already and nobody was sent. Please call the household."),
        Fault.TAKEN: _("It is no longer free to be planned."),
    }
