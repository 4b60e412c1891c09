"""Open a complaint, write about it, move it up."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.company import queries as company
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.promises.operations import make_promise
from anjia.promises.rules import Kind
from anjia.quality import rules
from anjia.quality.events import ComplaintAnswered, ComplaintEscalated, ComplaintOpened, HouseholdReplied
from anjia.quality.models import Complaint, ComplaintReply, Escalation, Survey, unsettled
from anjia.quality.operations.cases import (
    already,
    case,
    facts_of,
    is_theirs,
    keep_answered,
    once,
    signed,
    state_of,
    subject_of,
)
from anjia.quality.rules import Cause, Reason, Scores, Severity

MOST_TEXT = 2000


def open_complaint(
    *,
    household_id: int,
    text: str,
    at: datetime,
    by: Actor,
    visit_id: int | None = None,
    severity: Severity = Severity.SERIOUS,
    cause: Cause = Cause.OTHER,
) -> int:
    """Opens a complaint in the household's or in staff's words, promises an answer and a settlement; returns its id.

    Refuses a second one about a visit whose first is not settled, and one without words.
    """
    households.household(household_id)
    visit = booking.visit(visit_id) if visit_id is not None else None
    if not is_theirs(household_id, by) or (visit and visit.household_id != household_id):
        raise Missing
    words = clean_text(text, most=MOST_TEXT, what=_("what went wrong"), least=2)
    with transaction.atomic():
        if visit_id is not None:
            _refuse_second(visit_id)
        complaint = Complaint(
            household_id=household_id,
            visit_id=visit_id,
            offering_id=visit.offering_id if visit else None,
            caregiver_id=_caregiver_of(visit_id) if visit_id is not None else None,
            severity=Severity(severity),
            cause=Cause(cause),
            text=words,
        )
        return _open(complaint, at=at, by=by)


def _refuse_second(visit_id: int) -> None:
    first = unsettled().filter(visit_id=visit_id).first()
    if first is not None:
        sentence = _("There is an open complaint about this visit already (number %(id)d). Please write there.")
        raise Refusal(sentence % {"id": first.pk})


def _caregiver_of(visit_id: int) -> int | None:
    """Who was there: the one asked about, or the one assigned."""
    asked = Survey.objects.filter(visit_id=visit_id).values_list("caregiver_id", flat=True).first()
    if asked is not None:
        return int(asked)
    assigned = dispatch.assignments_of_visits([visit_id]).get(visit_id)
    return assigned.caregiver_id if assigned else None


def open_for_answer(survey: Survey, scores: Scores, *, at: datetime, by: Actor) -> int | None:
    """Opens the complaint that a low answer calls for. None for a good one, or while the visit has one open."""
    severity = rules.severity_of(scores)
    if severity is None or unsettled().filter(visit_id=survey.visit_id).exists():
        return None
    complaint = Complaint(
        household_id=survey.household_id,
        visit_id=survey.visit_id,
        offering_id=survey.offering_id,
        caregiver_id=survey.caregiver_id,
        survey=survey,
        severity=severity,
        cause=rules.cause_of(scores),
        text=survey.points_to_improve,
    )
    return _open(complaint, at=at, by=by)


def _open(complaint: Complaint, *, at: datetime, by: Actor) -> int:
    complaint.opened_at, complaint.opened_by = at, str(by)
    complaint.owner_id = _owner_at(rules.first_level(Severity(complaint.severity)))
    complaint.save(force_insert=True)
    fact = ComplaintOpened(
        **facts_of(complaint),
        severity=complaint.severity,
        cause=complaint.cause,
        survey_id=complaint.survey_id,
    )
    announce(fact, at=at, by=by)
    promise_settlement(complaint, at=at)
    make_promise(
        kind=Kind.COMPLAINT_ANSWERED,
        subject=subject_of(complaint),
        made_at=at,
        household_id=complaint.household_id,
        by=SYSTEM,
    )
    return int(complaint.pk)


def promise_settlement(complaint: Complaint, *, at: datetime) -> None:
    """Promises that the complaint will be settled; again after each contest, from then on."""
    make_promise(
        kind=Kind.COMPLAINT_SETTLED,
        subject=subject_of(complaint),
        made_at=at,
        household_id=complaint.household_id,
        by=SYSTEM,
    )


def _owner_at(level: int) -> int | None:
    """Of those who answer at this level, the one with the fewest open complaints; without any, the nearest level up.

    None only while nobody at the desk could answer at all.
    """
    staff = company.staff_list()
    for role in rules.roles_from(level):
        people = [person.id for person in staff if role in person.roles]
        if people:
            busy = Counter(unsettled().filter(owner_id__in=people).values_list("owner_id", flat=True))
            return min(people, key=lambda staff_id: (busy[staff_id], staff_id))
    return None


def reply_to_complaint(*, complaint_id: int, text: str, at: datetime, by: Actor) -> None:
    """Writes to the household, which keeps the promise of a first answer; or, by the household, to the company."""
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("your message"), least=1)
    from_household = by.kind == "household"
    with transaction.atomic():
        ComplaintReply.objects.create(complaint=complaint, text=words, from_household=from_household, **signed(by, at))
        if from_household:
            announce(HouseholdReplied(**facts_of(complaint)), at=at, by=by)
        else:
            announce(ComplaintAnswered(**facts_of(complaint)), at=at, by=by)
            keep_answered(complaint, by.name, at=at, by=by)


def take_complaint(*, complaint_id: int, at: datetime, by: Actor) -> None:
    """Makes the member of staff who asks answer for the complaint."""
    Complaint.objects.filter(pk=case(complaint_id, by=by).pk).update(owner_id=by.id)


def escalate_complaint(
    *,
    complaint_id: int,
    reason: Reason,
    at: datetime,
    by: Actor,
    text: str = "",
    promise_id: int | None = None,
) -> int | None:
    """Moves the complaint to the next person up, who is promised to take it up; returns the escalation's id.

    None when there is nothing to move: it is settled, it is at the top, or this broken promise has moved it before.
    A member of staff gets a Refusal instead.
    """
    complaint = case(complaint_id, by=by)
    rows = Escalation.objects.filter(complaint=complaint)
    if promise_id is not None and rows.filter(promise_id=promise_id).exists():
        return None
    reached = max([rules.first_level(Severity(complaint.severity)), *rows.values_list("level", flat=True)])
    level = rules.next_level(reached)
    if level is None or rules.is_settled(state_of(complaint)):
        _say_nowhere_up(level, by)
        return None
    with transaction.atomic(), once("escalation_level_once", already()):
        return _escalate(
            Escalation(
                complaint=complaint,
                level=level,
                staff_id=_owner_at(level),
                promise_id=promise_id,
                reason=Reason(reason),
                text=clean_text(text, most=MOST_TEXT, what=_("the reason")),
                **signed(by, at),
            ),
            at=at,
            by=by,
        )


def _say_nowhere_up(level: int | None, by: Actor) -> None:
    if by.kind == "staff":
        sentence = _("The complaint is settled.") if level else _("The complaint is with the owner already.")
        raise Refusal(sentence)


def _escalate(step: Escalation, *, at: datetime, by: Actor) -> int:
    step.save(force_insert=True)
    complaint = step.complaint
    Complaint.objects.filter(pk=complaint.pk).update(owner_id=step.staff_id)
    fact = ComplaintEscalated(
        **facts_of(complaint),
        escalation_id=step.pk,
        level=step.level,
        staff_id=step.staff_id,
        reason=str(Reason(step.reason).value),
    )
    announce(fact, at=at, by=by)
    make_promise(
        kind=Kind.ESCALATION_TAKEN_UP,
        subject=f"escalation:{step.pk}",
        made_at=at,
        household_id=complaint.household_id,
        by=SYSTEM,
    )
    return int(step.pk)
