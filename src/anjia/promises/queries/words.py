"""What kinds of promises are called, and what their clauses say in words."""

from django.utils.translation import gettext as _

from anjia.promises.rules import Kind


def kind_names() -> dict[str, str]:
    """What each kind of promise is called."""
    return {
        Kind.FIRST_CONTACT: _("First contact after an enquiry"),
        Kind.HOME_SURVEY: _("Survey at home before the offer"),
        Kind.NEEDS_CHECK: _("Needs checked ahead of the visit"),
        Kind.MOVE_IN_CLEAN: _("Deep clean after moving in"),
        Kind.ARRIVAL: _("Arrival on time"),
        Kind.PRE_COMPENSATION: _("Credit for a late arrival"),
        Kind.VISIT_HELD: _("Visit held although late"),
        Kind.VISIT_FOLLOW_UP: _("Follow-up after a visit"),
        Kind.SURVEY_ASKING: _("How often we ask"),
        Kind.DEEP_INTERVIEW: _("Deep interview"),
        Kind.EXPERT_CONSULTATION: _("Expert consultation"),
        Kind.MESSAGE_ANSWERED: _("Answer to a message"),
        Kind.EMERGENCY_ANSWERED: _("Answer to an emergency"),
        Kind.COMPLAINT_ANSWERED: _("First answer to a complaint"),
        Kind.COMPLAINT_SETTLED: _("Complaint settled"),
        Kind.ANSWERED_SERIOUS: _("First answer to a serious complaint"),
        Kind.SETTLED_SERIOUS: _("Serious complaint settled"),
        Kind.ANSWERED_GRAVE: _("First answer to a grave complaint"),
        Kind.SETTLED_GRAVE: _("Grave complaint settled"),
        Kind.PLAN_STEP: _("Step of a plan"),
        Kind.ACTION_DONE: _("Work on a cause done"),
        Kind.ESCALATION_TAKEN_UP: _("Escalated complaint taken up"),
        Kind.REFUND_DECIDED: _("Refund request decided"),
        Kind.REFUND_PAID: _("Refund paid"),
        Kind.REFUND_ALONE: _("Refund by one person alone"),
        Kind.COMPENSATION: _("Money back"),
        Kind.COMPENSATION_ADVISER: _("Money back, by an adviser alone"),
        Kind.COMPENSATION_LEAD: _("Money back, by the quality lead alone"),
        Kind.GOODWILL: _("Goodwill for small extras"),
        Kind.GOODWILL_PAY: _("Pay for the minutes of goodwill"),
        Kind.INSPECTION: _("Inspection round"),
        Kind.DEVIATION_REMEDIED: _("Finding put right"),
        Kind.OBJECTION_DECIDED: _("Decision on a caregiver's objection"),
        Kind.LEAVE_ANSWERED: _("Answer to a caregiver's request for leave"),
        Kind.SICK_CALL_TAKEN_UP: _("Taking up a caregiver's sick call"),
        Kind.OFFER_OPEN: _("How long an offer to caregivers stands"),
        Kind.SWAP_APPROVED: _("When a swap needs the desk's word"),
        Kind.FREED_TIME_KEPT: _("Freed time kept for the waiting list"),
        Kind.MATCH_REVIEWED: _("Second look at who was sent"),
    }


def sentence_of(kind: str, *, time: str, most: str, own: str = "", times: int = 0) -> str:
    """What a clause promises, in words: the company's own, or the standard ones with the time and amount as written."""
    words = {
        Kind.FIRST_CONTACT: _("Whoever asks hears from us within %(time)s."),
        Kind.HOME_SURVEY: _("Whoever asks for a survey at home has two of them within %(time)s."),
        Kind.NEEDS_CHECK: _("Before a planned service we ask %(time)s ahead whether the needs have changed."),
        Kind.MOVE_IN_CLEAN: _(
            "A deep clean agreed for a move is done, with all that is guaranteed, within %(time)s of the move-in day."
        ),
        Kind.ARRIVAL: _("The caregiver is at the door within %(time)s of the agreed time."),
        Kind.PRE_COMPENSATION: _(
            "If the caregiver comes more than %(time)s late, we credit the household before anybody asks."
        ),
        Kind.VISIT_HELD: _(
            "If nobody has come within %(time)s after the promised arrival, the visit counts as missed and is credited."
        ),
        Kind.VISIT_FOLLOW_UP: _("After every visit we ask within %(time)s how it was."),
        Kind.SURVEY_ASKING: _(
            "After a visit we ask once, within %(time)s, and at most %(times)d times a month altogether."
        ),
        Kind.DEEP_INTERVIEW: _("New and key households are interviewed at length within %(time)s."),
        Kind.EXPERT_CONSULTATION: _("Where a return call needs an expert, one gives advice within %(time)s."),
        Kind.MESSAGE_ANSWERED: _("A message is answered within %(time)s."),
        Kind.EMERGENCY_ANSWERED: _("In an emergency somebody answers within %(time)s, day and night."),
        Kind.COMPLAINT_ANSWERED: _("A complaint gets a first answer within %(time)s."),
        Kind.COMPLAINT_SETTLED: _("A complaint is settled within %(time)s."),
        Kind.ANSWERED_SERIOUS: _("A serious complaint gets a first answer within %(time)s."),
        Kind.SETTLED_SERIOUS: _("A serious complaint is settled within %(time)s."),
        Kind.ANSWERED_GRAVE: _("A grave complaint gets a first answer within %(time)s."),
        Kind.SETTLED_GRAVE: _("A grave complaint is settled within %(time)s."),
        Kind.PLAN_STEP: _("What takes longer is explained, and every step of the plan lies within %(time)s."),
        Kind.ACTION_DONE: _("Work on the cause of a complaint is done within %(time)s, or by the day agreed."),
        Kind.ESCALATION_TAKEN_UP: _("A complaint that went up is taken up within %(time)s."),
        Kind.REFUND_DECIDED: _("Whoever asks for a refund hears within %(time)s whether it is justified."),
        Kind.REFUND_PAID: _("A justified refund is paid within %(time)s of the request."),
        Kind.COMPENSATION: _("Where we are at fault we give back up to %(most)s, at most the price of the visit."),
        Kind.REFUND_ALONE: _("One person alone grants a refund up to %(most)s; above it a second one must agree."),
        Kind.COMPENSATION_ADVISER: _("An adviser gives back up to %(most)s alone; more needs a second person."),
        Kind.COMPENSATION_LEAD: _("The quality lead gives back up to %(most)s alone; more needs the owner."),
        Kind.GOODWILL: _("Small extras are a gift: each caregiver may give up to %(most)s a month."),
        Kind.GOODWILL_PAY: _("The caregiver is paid for the minutes of goodwill."),
        Kind.INSPECTION: _("Every planned inspection takes place within %(time)s."),
        Kind.DEVIATION_REMEDIED: _("What an inspection finds wrong is put right within %(time)s."),
        **_about_the_plan(),
        Kind.MATCH_REVIEWED: _("Whoever asks why a caregiver was sent is answered by a person within %(time)s."),
    }
    return own or words[Kind(kind)] % {"time": time, "most": most, "times": times}


def _about_the_plan() -> dict[Kind, str]:
    return {
        Kind.OBJECTION_DECIDED: _("A caregiver's objection to an answer is decided within %(time)s."),
        Kind.LEAVE_ANSWERED: _("A caregiver who asks for leave has an answer within %(time)s."),
        Kind.SICK_CALL_TAKEN_UP: _("When a caregiver cannot come today, the desk takes it up within %(time)s."),
        Kind.OFFER_OPEN: _("A visit offered to caregivers waits %(time)s for the first who accepts."),
        Kind.SWAP_APPROVED: _(
            "Caregivers swap visits among themselves until %(time)s before; later, the desk must agree."
        ),
        Kind.FREED_TIME_KEPT: _("Time that becomes free is kept %(time)s for whoever is next on the waiting list."),
    }


def remedy_of(kind: str, *, own: str = "") -> str:
    """What follows by itself when a promise of the kind is broken: the company's own words, or the standard ones."""
    quality = {
        Kind.COMPLAINT_ANSWERED: _("The complaint goes up to the quality lead."),
        Kind.COMPLAINT_SETTLED: _("The complaint goes up one level."),
        Kind.ANSWERED_SERIOUS: _("The complaint goes up one level."),
        Kind.SETTLED_SERIOUS: _("The complaint goes up one level."),
        Kind.ANSWERED_GRAVE: _("The complaint goes up one level."),
        Kind.SETTLED_GRAVE: _("The complaint goes up one level."),
        Kind.PLAN_STEP: _("The complaint goes up one level."),
        Kind.ESCALATION_TAKEN_UP: _("The complaint goes up to the owner."),
    }
    silent = {
        Kind.COMPENSATION,
        Kind.COMPENSATION_ADVISER,
        Kind.COMPENSATION_LEAD,
        Kind.GOODWILL,
        Kind.GOODWILL_PAY,
        Kind.PRE_COMPENSATION,
        Kind.REFUND_ALONE,
        Kind.SURVEY_ASKING,
        Kind.VISIT_HELD,
        Kind.OFFER_OPEN,
        Kind.SWAP_APPROVED,
        Kind.FREED_TIME_KEPT,
    }
    shown_to_owner = {
        Kind.FIRST_CONTACT,
        Kind.HOME_SURVEY,
        Kind.NEEDS_CHECK,
        Kind.EMERGENCY_ANSWERED,
        Kind.REFUND_DECIDED,
        Kind.REFUND_PAID,
    }
    if own or kind in silent:
        return own
    at_desk = _("It is counted as broken and shown at the desk.")
    return quality.get(Kind(kind)) or (
        _("It is counted as broken and shown to the owner.") if kind in shown_to_owner else at_desk
    )
