"""Call for help, see to it, say what was done, and how it ended."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.guarantees.events import EmergencyAnswered, EmergencyCalled, EmergencyClosed, EmergencyTakenUp
from anjia.guarantees.models import Emergency, EmergencyStep
from anjia.guarantees.operations.common import already, caregiver_of, heard_before, visit_for
from anjia.guarantees.rules import EmergencyKind, EmergencyState
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.dates import day_in_words, moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_text
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind

HELP_BEFORE, HELP_AFTER = timedelta(hours=12), timedelta(hours=72)  # around the visit, as the other taps on it


@whole
def call_for_help(
    *,
    visit_id: int,
    kind: str,
    at: datetime,
    by: Actor,
    text: str = "",
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> int:
    """Calls for help around a visit, by the household, its caregiver or the desk; returns the emergency's id.

    The same tap again gives the same emergency. An answer is promised within the clause's minutes. Nobody is asked for
    more than the kind. Refuses long before and after the visit, with the company's phone as the way out.
    """
    visit = visit_for(visit_id, by)
    if known := heard_before(Emergency, client_id, visit_id=visit_id, kind=kind):
        return known
    if kind not in set(EmergencyKind):
        raise Refusal(_("Please choose what happened."), field="kind")
    words = clean_text(text, most=500, what=_("what happened"))
    _refuse_far_from(visit, at)
    caregiver_id = caregiver_of(visit_id)
    emergency = Emergency.objects.create(
        visit_id=visit_id,
        household_id=visit.household_id,
        caregiver_id=caregiver_id,
        kind=kind,
        text=words,
        caller=by.kind,
        client_id=client_id,
        said_at=said_at,
        called_at=at,
        by=str(by),
        by_name=by.name[:80],
    )
    announce(EmergencyCalled(**_names(emergency), kind=kind, text=words, caller=by.kind), at=at, by=by)
    make_promise(
        kind=Kind.EMERGENCY_ANSWERED,
        subject=_subject(emergency),
        made_at=at,
        household_id=visit.household_id,
        caregiver_id=caregiver_id,
        branch_id=households.household(visit.household_id).branch_id,
        offering_id=visit.offering_id,
        by=by,
    )
    return int(emergency.pk)


def _refuse_far_from(visit: VisitSummary, at: datetime) -> None:
    if visit.state != VisitState.CANCELLED and visit.starts_at - HELP_BEFORE <= at <= visit.ends_at + HELP_AFTER:
        return
    sentence = _(
        "This visit was on %(day)s. Help can be called here from 12 hours before a visit until 3 days after it; in "
        "danger call 110, 119 or 120, for anything else ring the company."
    )
    raise Refusal(sentence % {"day": day_in_words(day_of(visit.starts_at), beside=day_of(at))})


def _names(emergency: Emergency) -> dict[str, Any]:
    return {
        "emergency_id": emergency.pk,
        "visit_id": emergency.visit_id,
        "household_id": emergency.household_id,
        "caregiver_id": emergency.caregiver_id,
    }


def _subject(emergency: Emergency) -> str:
    return f"emergency:{emergency.pk}"


def _locked(emergency_id: int, by: Actor, at: datetime) -> Emergency:
    row: Emergency | None = Emergency.objects.select_for_update().filter(pk=emergency_id).first()
    if row is None or by.kind != "staff":
        raise Missing
    if row.closed_at is not None:
        sentence = _("This emergency was closed on %(when)s. If it goes on, call for help again.")
        when = moment_in_words(row.closed_at, beside=day_of(at))
        raise Refusal(sentence % {"when": when})
    return row


def _step(emergency: Emergency, kind: EmergencyState, text: str, *, at: datetime, by: Actor) -> None:
    with once("emergency_step_once", already()):
        EmergencyStep.objects.create(
            emergency=emergency, kind=kind, text=text, staff_id=by.id, at=at, by_name=by.name[:80]
        )


@whole
def take_up_emergency(*, emergency_id: int, at: datetime, by: Actor) -> None:
    """Says that somebody at the desk sees to it; the others' pages are quiet again. The second is told who did."""
    emergency = _locked(emergency_id, by, at)
    first = EmergencyStep.objects.filter(emergency=emergency, kind=EmergencyState.TAKEN_UP).first()
    if first is not None:
        if first.staff_id == by.id:
            return
        sentence = _("%(name)s has seen to it since %(time)s. Please ask there before you act.")
        raise Refusal(sentence % {"name": first.by_name, "time": first.at.astimezone(SHANGHAI).strftime("%H:%M")})
    _take_up(emergency, at=at, by=by)


def _take_up(emergency: Emergency, *, at: datetime, by: Actor) -> None:
    _step(emergency, EmergencyState.TAKEN_UP, "", at=at, by=by)
    emergency.taken_up_at = at
    emergency.save(update_fields=["taken_up_at"])
    announce(EmergencyTakenUp(**_names(emergency), staff_id=by.id, caller=emergency.caller), at=at, by=by)


@whole
def answer_emergency(*, emergency_id: int, text: str, at: datetime, by: Actor) -> None:
    """Says what was done; whoever called reads it, and the promise is kept. Possible as often as there is news."""
    emergency = _locked(emergency_id, by, at)
    words = clean_text(text, most=1000, least=2, what=_("what was done"))
    if emergency.taken_up_at is None:
        _take_up(emergency, at=at, by=by)
    _step(emergency, EmergencyState.ANSWERED, words, at=at, by=by)
    _keep(emergency, words, at=at, by=by)
    announce(EmergencyAnswered(**_names(emergency), text=words, caller=emergency.caller), at=at, by=by)


def _keep(emergency: Emergency, words: str, *, at: datetime, by: Actor) -> None:
    subject = _subject(emergency)
    keep_promise(kind=Kind.EMERGENCY_ANSWERED, subject=subject, evidence=words[:200], at=at, by=by)


@whole
def close_emergency(*, emergency_id: int, text: str, at: datetime, by: Actor) -> None:
    """Says how it ended. Refuses before anybody has said what was done."""
    emergency = _locked(emergency_id, by, at)
    words = clean_text(text, most=1000, least=2, what=_("how it ended"))
    if not EmergencyStep.objects.filter(emergency=emergency, kind=EmergencyState.ANSWERED).exists():
        raise Refusal(_("Please say first what was done; whoever called waits for it."))
    _step(emergency, EmergencyState.CLOSED, words, at=at, by=by)
    emergency.closed_at = at
    emergency.save(update_fields=["closed_at"])
    announce(EmergencyClosed(**_names(emergency), text=words, caller=emergency.caller), at=at, by=by)
