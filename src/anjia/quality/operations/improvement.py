"""Work on the cause of a complaint, and look whether it helped."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.quality.events import CorrectiveActionFinished, CorrectiveActionPlanned, ImprovementVerified
from anjia.quality.models import ActionFinish, Complaint, CorrectiveAction, EffectivenessCheck
from anjia.quality.operations.cases import already, case, once, signed
from anjia.quality.queries.improvement import recurrence
from anjia.quality.rules import ActionState, Cause, Recurrence, action_state, check_on, looks_effective

MOST_TEXT = 1000
MOST_DAYS = 366


def plan_corrective_action(
    *, complaint_id: int, staff_id: int, what: str, cause: Cause, due_on: date, at: datetime, by: Actor
) -> int:
    """Gives somebody the work on a cause until a day and returns the action's id; the complaint takes that cause.

    Refuses a day in the past or more than a year ahead, and somebody who does not work here now.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(what, most=MOST_TEXT, what=_("what will be done"), least=2)
    _check_due(due_on, at)
    if staff_id not in {person.id for person in company.staff_list()}:
        raise Refusal(_("Please choose somebody who works here now."), field="staff")
    with transaction.atomic():
        action = CorrectiveAction.objects.create(
            complaint=complaint,
            staff_id=staff_id,
            what=words,
            cause=Cause(cause),
            due_on=due_on,
            planned_at=at,
            by=str(by),
            by_name=by.name[:80],
        )
        Complaint.objects.filter(pk=complaint.pk).update(cause=action.cause)
        fact = CorrectiveActionPlanned(
            **_facts(action), staff_id=staff_id, cause=str(action.cause.value), due_on=due_on
        )
        announce(fact, at=at, by=by)
    return int(action.pk)


def _check_due(due_on: date, at: datetime) -> None:
    today = day_of(at)
    if not today <= due_on <= today + timedelta(days=MOST_DAYS):
        sentence = _("%(day)s is not possible: choose a day from today on, within a year.")
        raise Refusal(sentence % {"day": due_on.isoformat()}, field="due_on")


def _facts(action: CorrectiveAction) -> dict[str, Any]:
    return {
        "corrective_action_id": action.pk,
        "complaint_id": action.complaint_id,
        "caregiver_id": action.complaint.caregiver_id,
    }


def _action(action_id: int) -> tuple[CorrectiveAction, int, list[bool]]:
    """The action, how often it was finished, and what the checks said."""
    action = CorrectiveAction.objects.filter(pk=action_id).select_related("complaint").first()
    if action is None:
        raise Missing
    checks = EffectivenessCheck.objects.filter(action=action).order_by("number")
    return action, ActionFinish.objects.filter(action=action).count(), list(checks.values_list("effective", flat=True))


def finish_corrective_action(*, action_id: int, note: str, at: datetime, by: Actor) -> None:
    """Says that the work is done; two weeks later somebody looks whether it helped. Refused while none is open."""
    action, finishes, checks = _action(action_id)
    if action_state(finishes=finishes, checks=checks) not in {ActionState.PLANNED, ActionState.REOPENED}:
        raise Refusal(_("This action is finished already. What is missing is the look whether it helped."))
    words = clean_text(note, most=MOST_TEXT, what=_("the note"))
    look_on = check_on(day_of(at))
    with transaction.atomic():
        with once("action_finish_once", already()):
            ActionFinish.objects.create(
                action=action, number=finishes + 1, note=words, check_on=look_on, **signed(by, at)
            )
        announce(CorrectiveActionFinished(**_facts(action), check_on=look_on), at=at, by=by)


def verify_improvement(
    *, action_id: int, effective: bool, note: str, at: datetime, by: Actor, due_on: date | None = None
) -> None:
    """Decides whether a finished action helped, with the recurrences of its cause kept as evidence.

    An action that did not help is open again until `due_on`. Refuses a look before the action is finished, a yes
    while no visit has taken place since, a yes against the figures without a word why, and a no without a new day.
    """
    action, finishes, checks = _action(action_id)
    if action_state(finishes=finishes, checks=checks) is not ActionState.FINISHED:
        raise Refusal(_("Finish the action first; then look whether it helped."))
    finished = ActionFinish.objects.get(action=action, number=finishes)
    seen = recurrence(action, finished.at, at)
    words = clean_text(note, most=MOST_TEXT, what=_("the note"))
    _check_decision(seen, effective, words, due_on, at)
    with transaction.atomic():
        with once("effectiveness_check_once", already()):
            EffectivenessCheck.objects.create(
                action=action,
                number=len(checks) + 1,
                effective=effective,
                evidence=seen.to_evidence(),
                note=words,
                due_on=None if effective else due_on,
                **signed(by, at),
            )
        fact = ImprovementVerified(
            **_facts(action),
            effective=effective,
            complaints_before=seen.complaints_before,
            complaints_after=seen.complaints_after,
            checked_at=at,
        )
        announce(fact, at=at, by=by)


def _check_decision(seen: Recurrence, effective: bool, note: str, due_on: date | None, at: datetime) -> None:
    looks = looks_effective(seen)
    if not effective:
        if due_on is None:
            raise Refusal(_("Please say until when the work goes on."), field="due_on")
        return _check_due(due_on, at)
    if looks is None:
        raise Refusal(_("No visit has taken place since the action was finished, so nothing shows yet that it helped."))
    if not looks and not note:
        raise Refusal(
            _("The cause came up as often as before. Please write why the action helped all the same."), field="note"
        )
    return None
