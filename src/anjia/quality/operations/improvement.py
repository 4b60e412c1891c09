"""Work on the cause of a complaint or of losses, before or after the next case, until figures show that it helped."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_line, clean_text
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind
from anjia.quality.events import CorrectiveActionFinished, CorrectiveActionPlanned
from anjia.quality.models import ActionFinish, Complaint, CorrectiveAction, EffectivenessCheck
from anjia.quality.operations.cases import already, case
from anjia.quality.operations.causes import known_cause
from anjia.quality.operations.complaints import assess_complaint
from anjia.quality.rules import (
    ActionKind,
    ActionState,
    Measure,
    Place,
    Scope,
    Severity,
    action_state,
    check_on,
    outcome_of,
)

MOST_TEXT = 1000
MOST_DAYS = 366


def plan_corrective_action(
    *,
    complaint_id: int,
    staff_id: int,
    what: str,
    cause: str,
    due_on: date,
    at: datetime,
    by: Actor,
    scope: Scope | None = None,
) -> int:
    """Gives somebody the work on a cause until a day and returns the action's id; the complaint takes that cause.

    `scope` says where: with the caregiver of the complaint, in its service, at its step, or everywhere; by default the
    narrowest of caregiver, service and company. Refuses a day in the past or more than a year ahead, somebody who does
    not work here now, and a scope the complaint has nothing for.
    """
    complaint = case(complaint_id, by=by)
    place = place_of(complaint, scope)
    with transaction.atomic():
        action_id = _plan(
            CorrectiveAction(complaint=complaint, cause=known_cause(cause), kind=ActionKind.CORRECTIVE),
            place=place,
            staff_id=staff_id,
            what=what,
            due_on=due_on,
            at=at,
            by=by,
        )
        assess_complaint(
            complaint_id=complaint.pk,
            severity=Severity(complaint.severity),
            cause=cause,
            step=complaint.step,
            at=at,
            by=by,
        )
    return action_id


def plan_preventive_action(
    *,
    cause: str,
    place: Place,
    staff_id: int,
    what: str,
    due_on: date,
    at: datetime,
    by: Actor,
    measure: Measure = Measure.COMPLAINTS,
    label: str = "",
) -> int:
    """Gives somebody the work on a cause that belongs to no single complaint; returns the action's id.

    `measure` says in what recurrences are counted; a cause of another area brings its own `label`.
    """
    code = known_cause(cause) if measure is Measure.COMPLAINTS else clean_line(cause, most=60, least=1)
    action = CorrectiveAction(
        cause=code, kind=ActionKind.PREVENTIVE, measure=measure, label=clean_line(label, most=80, what=_("the cause"))
    )
    with transaction.atomic():
        return _plan(action, place=place, staff_id=staff_id, what=what, due_on=due_on, at=at, by=by)


def place_of(complaint: Any, scope: Scope | None) -> Place:
    """Where the cause of a complaint is worked on."""
    found = {
        Scope.CAREGIVER: complaint.caregiver_id,
        Scope.OFFERING: complaint.offering_id,
        Scope.STEP: complaint.offering_id if complaint.step else None,
        Scope.COMPANY: 0,
    }
    if scope is None:
        scope = next(one for one in (Scope.CAREGIVER, Scope.OFFERING, Scope.COMPANY) if found[one] is not None)
    scope_id = found[Scope(scope)]
    if scope_id is None:
        raise Refusal(_("The complaint names no such place. Please choose another scope."), field="scope")
    return Place(Scope(scope), int(scope_id), complaint.step if scope is Scope.STEP else "")


def _plan(
    action: CorrectiveAction, *, place: Place, staff_id: int, what: str, due_on: date, at: datetime, by: Actor
) -> int:
    action.what = clean_text(what, most=MOST_TEXT, what=_("what will be done"), least=2)
    check_due(due_on, at)
    if staff_id not in {person.id for person in company.staff_list()}:
        raise Refusal(_("Please choose somebody who works here now."), field="staff")
    action.staff_id, action.due_on, action.planned_at = staff_id, due_on, at
    action.scope, action.scope_id, action.step = place.scope, place.id, place.step
    action.by, action.by_name = str(by), by.name[:80]
    action.save(force_insert=True)
    fact = CorrectiveActionPlanned(
        **action_facts(action),
        staff_id=staff_id,
        cause=action.cause,
        due_on=due_on,
        kind=str(ActionKind(action.kind).value),
        label=action.label,
    )
    announce(fact, at=at, by=by)
    promise_action(action, due_on, at=at)
    return int(action.pk)


def promise_action(action: CorrectiveAction, due_on: date, *, at: datetime) -> None:
    """Promises that the work is done by the end of a day: overdue work is a broken promise."""
    make_promise(
        kind=Kind.ACTION_DONE,
        subject=subject_of_action(action),
        made_at=at,
        due_at=midnight(due_on + timedelta(days=1)),
        by=SYSTEM,
    )


def subject_of_action(action: CorrectiveAction) -> str:
    """How promises name it."""
    return f"corrective_action:{action.pk}"


def check_due(due_on: date, at: datetime) -> None:
    """Refuses a day in the past or more than a year ahead."""
    today = day_of(at)
    if not today <= due_on <= today + timedelta(days=MOST_DAYS):
        sentence = _("%(day)s is not possible: choose a day from today on, within a year.")
        raise Refusal(sentence % {"day": day_in_words(due_on, beside=today)}, field="due_on")


def action_facts(action: CorrectiveAction) -> dict[str, Any]:
    """The fields that all facts about it share."""
    return {
        "corrective_action_id": action.pk,
        "complaint_id": action.complaint_id,
        "caregiver_id": action.scope_id if action.scope == Scope.CAREGIVER else _caregiver_of(action.complaint),
    }


def _caregiver_of(complaint: Complaint | None) -> int | None:
    return complaint.caregiver_id if complaint else None


def known_action(action_id: int) -> tuple[CorrectiveAction, int, list[str]]:
    """The action, how often it was finished, and how the looks at it ended. Raises Missing."""
    action = CorrectiveAction.objects.filter(pk=action_id).select_related("complaint").first()
    if action is None:
        raise Missing
    checks = EffectivenessCheck.objects.filter(action=action).order_by("number")
    outcomes = [outcome_of(*row) for row in checks.values_list("outcome", "effective")]
    return action, ActionFinish.objects.filter(action=action).count(), outcomes


def finish_corrective_action(*, action_id: int, note: str, at: datetime, by: Actor) -> None:
    """Says that the work is done; two weeks later one looks whether it helped. Refused while none is open."""
    action, finishes, outcomes = known_action(action_id)
    if action_state(finishes=finishes, outcomes=outcomes) not in {ActionState.PLANNED, ActionState.REOPENED}:
        raise Refusal(_("This action is finished already. What is missing is the look whether it helped."))
    words = clean_text(note, most=MOST_TEXT, what=_("the note"))
    look_on = check_on(day_of(at))
    with transaction.atomic():
        with once("action_finish_once", already()):
            ActionFinish.objects.create(
                action=action, number=finishes + 1, note=words, check_on=look_on, **signed(by, at)
            )
        announce(CorrectiveActionFinished(**action_facts(action), check_on=look_on), at=at, by=by)
        subject = subject_of_action(action)
        keep_promise(kind=Kind.ACTION_DONE, subject=subject, evidence=words[:300] or by.name, at=at, by=by)
