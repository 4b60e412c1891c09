"""Look whether the work on a cause helped: by figures when the day has come, or by a person."""

import logging
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_text
from anjia.quality.events import EffectUnclear, ImprovementVerified
from anjia.quality.models import ActionFinish, CorrectiveAction, EffectivenessCheck
from anjia.quality.operations.cases import already
from anjia.quality.operations.improvement import action_facts, check_due, known_action, promise_action
from anjia.quality.queries.improvement import actions_to_check, recurrence
from anjia.quality.rules import (
    ActionState,
    CheckOutcome,
    Effect,
    Finding,
    Measure,
    Recurrence,
    action_state,
    finding_of,
    look_again_on,
    looks_since_finish,
    refuses_yes,
    work_until,
)

log = logging.getLogger(__name__)

MOST_TEXT = 1000


def verify_improvement(
    *,
    action_id: int,
    effective: bool,
    note: str,
    at: datetime,
    by: Actor,
    due_on: date | None = None,
    seen: Recurrence | None = None,
) -> None:
    """A person decides whether a finished action helped, with the recurrences of its cause kept as evidence.

    A yes that the figures show closes the cause. A yes while they cannot tell needs a word why, and is kept as that
    person's word, not as shown. Refuses a look before the action is finished, a yes while no visit has taken place
    since or against figures that say no, and a no without a new day. `seen`: figures counted by another area.
    """
    action, finish, outcomes = _finished(action_id)
    words = clean_text(note, most=MOST_TEXT, what=_("the note"))
    counted = seen if seen is not None else recurrence(action, finish.at, at)
    finding = finding_of(counted, look=looks_since_finish(outcomes) + 1)
    if effective:
        outcome = _yes(counted, finding, words)
        _write(action, len(outcomes) + 1, outcome, counted, finding, note=words, at=at, by=by)
        return
    if due_on is None:
        raise Refusal(_("Please say until when the work goes on."), field="due_on")
    check_due(due_on, at)
    no = CheckOutcome.DID_NOT_HELP
    _write(action, len(outcomes) + 1, no, counted, finding, note=words, due_on=due_on, at=at, by=by)


def _finished(action_id: int) -> tuple[CorrectiveAction, ActionFinish, list[str]]:
    action, finishes, outcomes = known_action(action_id)
    if action_state(finishes=finishes, outcomes=outcomes) is not ActionState.FINISHED:
        raise Refusal(_("Finish the action first; then look whether it helped."))
    return action, ActionFinish.objects.get(action=action, number=finishes), outcomes


def _yes(seen: Recurrence, finding: Finding, note: str) -> CheckOutcome:
    if not seen.visits_after:
        raise Refusal(_("No visit has taken place since the action was finished, so nothing shows yet that it helped."))
    if refuses_yes(finding.effect, seen.visits_after):
        sentence = _(
            "The cause came up %(after)d times in %(visits)d visits since: the figures say that it did not help."
        )
        raise Refusal(sentence % {"after": seen.complaints_after, "visits": seen.visits_after}, field="effective")
    if finding.effect is Effect.HELPED:
        return CheckOutcome.HELPED
    if not note:
        raise Refusal(
            _("The figures cannot tell yet. Please write why the cause is gone all the same; it is kept as your word."),
            field="note",
        )
    return CheckOutcome.ACCEPTED


def _write(
    action: CorrectiveAction,
    number: int,
    outcome: CheckOutcome,
    seen: Recurrence,
    finding: Finding,
    *,
    at: datetime,
    by: Actor,
    note: str = "",
    due_on: date | None = None,
    again_on: date | None = None,
) -> None:
    decided = outcome is not CheckOutcome.CANNOT_TELL
    effective = outcome in (CheckOutcome.HELPED, CheckOutcome.ACCEPTED) if decided else None
    with transaction.atomic():
        with once("effectiveness_check_once", already()):
            EffectivenessCheck.objects.create(
                action=action,
                number=number,
                effective=effective,
                outcome=outcome,
                evidence=seen.to_evidence(),
                finding=asdict(finding),
                note=note,
                due_on=due_on,
                look_again_on=again_on,
                **signed(by, at),
            )
        if outcome is CheckOutcome.DID_NOT_HELP and due_on:
            promise_action(action, due_on, at=at)
        if again_on is not None:
            unclear = EffectUnclear(**action_facts(action), look_again_on=again_on, least_visits=finding.least_visits)
            announce(unclear, at=at, by=by)
            return
        fact = ImprovementVerified(
            **action_facts(action),
            effective=bool(effective),
            complaints_before=seen.complaints_before,
            complaints_after=seen.complaints_after,
            checked_at=at,
            outcome=outcome.value,
            staff_id=action.staff_id,
        )
        announce(fact, at=at, by=by)


def look_at_action(*, action_id: int, at: datetime, by: Actor, seen: Recurrence | None = None) -> CheckOutcome:
    """Looks by figures alone and returns what they say. One that did not help is open again, and its owner is told.

    Where they cannot tell, the day of the next look is set. `seen`: figures counted by another area.
    """
    action, finish, outcomes = _finished(action_id)
    counted = seen if seen is not None else recurrence(action, finish.at, at)
    finding = finding_of(counted, look=looks_since_finish(outcomes) + 1)
    outcome, today = CheckOutcome(finding.effect.value), day_of(at)
    _write(
        action,
        len(outcomes) + 1,
        outcome,
        counted,
        finding,
        due_on=work_until(today) if outcome is CheckOutcome.DID_NOT_HELP else None,
        again_on=look_again_on(counted, finding, on=today) if outcome is CheckOutcome.CANNOT_TELL else None,
        at=at,
        by=by,
    )
    return outcome


def check_improvements(*, company_id: int, at: datetime) -> int:
    """Looks at every finished action of a company whose day has come and whose cause is counted in complaints.

    Each in a transaction of its own: one that fails is logged and holds up no other. Returns how many were looked at.
    """
    with company_scope(company_id):
        due = actions_to_check(Measure.COMPLAINTS, on=day_of(at))
        return sum(_look(one.id, at=at) for one in due)


def _look(action_id: int, *, at: datetime) -> bool:
    try:
        look_at_action(action_id=action_id, at=at, by=SYSTEM)
    except Exception:
        log.exception("action %s could not be checked", action_id)
        return False
    return True
