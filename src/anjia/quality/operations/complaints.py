"""Open a complaint, judge it, write about it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.booking import queries as booking
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, signed
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import make_promise, release_promise
from anjia.quality import rules
from anjia.quality.events import ComplaintAnswered, ComplaintAssessed, ComplaintOpened, HouseholdReplied
from anjia.quality.models import Assessment, Complaint, ComplaintReply, Survey, unsettled
from anjia.quality.operations.cases import case, facts_of, is_theirs, keep_answered, open_kinds, subject_of
from anjia.quality.operations.causes import known_cause
from anjia.quality.operations.owners import first_team, hand_over, owner_of
from anjia.quality.operations.waits import end_wait
from anjia.quality.rules import ANSWERED, SETTLED, Cause, Scores, Severity, WaitEnd

MOST_TEXT = 2000


def open_complaint(
    *,
    household_id: int,
    text: str,
    at: datetime,
    by: Actor,
    visit_id: int | None = None,
    severity: Severity = Severity.SERIOUS,
    cause: str = Cause.OTHER,
) -> int:
    """Opens a complaint in the household's or in staff's words, promises an answer and a settlement; returns its id.

    Refuses a second one about a visit whose first is not settled, one without words, and a cause the tree has not.
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
            cause=known_cause(cause),
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
    severity = Severity(complaint.severity)
    complaint.opened_at, complaint.opened_by = at, str(by)
    complaint.team = first_team(severity, complaint.cause)
    complaint.owner_id = owner_of(complaint.team)
    complaint.save(force_insert=True)
    judged = {"severity": severity, "cause": complaint.cause, "step": complaint.step}
    Assessment.objects.create(complaint=complaint, **judged, **signed(by, at))
    hand_over(complaint, complaint.team, complaint.owner_id, at=at, by=SYSTEM)
    fact = ComplaintOpened(
        **facts_of(complaint),
        severity=complaint.severity,
        cause=complaint.cause,
        survey_id=complaint.survey_id,
    )
    announce(fact, at=at, by=by)
    promise_settlement(complaint, at=at)
    promise_about(complaint, ANSWERED[severity], at=at)
    return int(complaint.pk)


def promise_about(complaint: Complaint, kind: str, *, at: datetime, due_at: datetime | None = None) -> None:
    """Promises something about the complaint to its household."""
    make_promise(
        kind=kind,
        subject=subject_of(complaint),
        made_at=at,
        due_at=due_at,
        household_id=complaint.household_id,
        by=SYSTEM,
    )


def promise_settlement(complaint: Complaint, *, at: datetime) -> None:
    """Promises that the complaint will be settled, as soon as its severity asks; again after each contest."""
    promise_about(complaint, SETTLED[Severity(complaint.severity)], at=at)


def reply_to_complaint(*, complaint_id: int, text: str, at: datetime, by: Actor) -> None:
    """Writes to the household, which keeps the promise of a first answer; or, by the household, to the company."""
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("your message"), least=1)
    from_household = by.kind == "household"
    with transaction.atomic():
        ComplaintReply.objects.create(complaint=complaint, text=words, from_household=from_household, **signed(by, at))
        if from_household:
            announce(HouseholdReplied(**facts_of(complaint)), at=at, by=by)
            end_wait(complaint, WaitEnd.REPLIED, at=at, by=by)
        else:
            announce(ComplaintAnswered(**facts_of(complaint)), at=at, by=by)
            keep_answered(complaint, by.name, at=at, by=by)


def assess_complaint(
    *, complaint_id: int, severity: Severity, cause: str, at: datetime, by: Actor, step: str = "", text: str = ""
) -> None:
    """Judges how bad a complaint is and why it came about. The same judgement again changes nothing.

    Graver than before, it is promised sooner from now on; less grave, what was promised stays promised.
    """
    complaint = case(complaint_id, by=by)
    judged: dict[str, Any] = {
        "severity": Severity(severity),
        "cause": known_cause(cause),
        "step": clean_line(step, most=80, what=_("the step")),
    }
    if all(getattr(complaint, name) == value for name, value in judged.items()):
        return
    words = clean_text(text, most=1000, what=_("the reason"))
    with transaction.atomic():
        before, now = Severity(complaint.severity), Severity(judged["severity"])
        complaint.severity = now
        Assessment.objects.create(complaint=complaint, text=words, **judged, **signed(by, at))
        Complaint.objects.filter(pk=complaint.pk).update(**judged)
        fact = ComplaintAssessed(**facts_of(complaint), severity=now.value, cause=judged["cause"])
        announce(fact, at=at, by=by)
        if rules.is_graver(now, before):
            for kinds in (ANSWERED, SETTLED):
                _promise_sooner(complaint, kinds[now], list(kinds.values()), at=at)


def _promise_sooner(complaint: Complaint, wanted: str, kinds: list[str], *, at: datetime) -> None:
    """Puts a promise under the graver clause in the place of the open one, never due later than that was."""
    subject = subject_of(complaint)
    for kind in open_kinds(complaint, kinds):
        former = promises.promise_of(kind, subject)
        reason = gettext_noop("judged to be graver")
        if former and release_promise(kind=kind, subject=subject, reason=reason, at=at, by=SYSTEM):
            within = timedelta(minutes=promises.clause_in_force(wanted, at=at).minutes)
            promise_about(complaint, wanted, at=at, due_at=min(former.due_at, at + within))
