"""Come back to every completed visit, and write down each attempt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, signed
from anjia.kernel.text import clean_line
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind
from anjia.quality.events import HouseholdCalledBack
from anjia.quality.models import FollowUp, FollowUpAttempt, Survey
from anjia.quality.operations.cases import is_theirs
from anjia.quality.rules.follow_ups import Outcome, Way, may_call_again


def begin_follow_up(*, visit_id: int, household_id: int, caregiver_id: int, at: datetime, by: Actor) -> int:
    """Promises to come back to a visit that is done, whether or not it is asked about; returns the row's id, once."""
    with transaction.atomic():
        row, new = FollowUp.objects.get_or_create(
            visit_id=visit_id, defaults={"household_id": household_id, "caregiver_id": caregiver_id, "done_at": at}
        )
        if new:
            make_promise(
                kind=Kind.VISIT_FOLLOW_UP, subject=_subject(visit_id), made_at=at, household_id=household_id, by=by
            )
    return int(row.pk)


def _subject(visit_id: int) -> str:
    return f"visit:{visit_id}"


def record_opening(*, survey_id: int, at: datetime, by: Actor) -> bool:
    """The household opened the question about a visit: the attempt reached it. Counts once; returns whether it did."""
    survey = Survey.objects.filter(pk=survey_id).first()
    if survey is None or not is_theirs(survey.household_id, by):
        raise Missing
    with transaction.atomic():
        row = _locked(survey.visit_id)
        if row is None or row.attempts.filter(way=Way.OPENED).exists():
            return False
        _attempt(row, Way.OPENED, evidence=gettext_noop("The household opened the question."), at=at, by=by)
    return True


def answered(survey: Survey, *, at: datetime, by: Actor) -> None:
    """The household answered the question, by itself or through somebody who rang."""
    row = _locked(survey.visit_id)
    if row is not None:
        _attempt(row, Way.ANSWERED, evidence=gettext_noop("The question was answered."), at=at, by=by)
        _responded(row, at)


def record_call_back(
    *, visit_id: int, outcome: str, at: datetime, by: Actor, note: str = "", call_again_at: datetime | None = None
) -> None:
    """Writes down that staff rang the household after a visit (`rules.follow_ups.Outcome`): the visit is followed up.

    With "call_again" a time within two weeks says when; it waits on Today until the next call or an answer.
    """
    if outcome not in set(Outcome):
        raise Refusal(_("Please say what came of the call."), field="outcome")
    words = clean_line(note, most=300, what=_("the note"))
    again_at = _again(outcome, call_again_at, at)
    with transaction.atomic():
        row = _locked(visit_id)
        if row is None:
            raise Missing
        row.call_again_at = again_at
        row.save(update_fields=["call_again_at"])
        _attempt(row, Way.CALL, evidence=words or _said(outcome), at=at, by=by, outcome=outcome, note=words)
        if outcome == Outcome.REACHED:
            _responded(row, at)
        fact = HouseholdCalledBack(
            survey_id=Survey.objects.filter(visit_id=visit_id).values_list("id", flat=True).first(),
            visit_id=visit_id,
            household_id=row.household_id,
            reached=outcome != Outcome.NOT_REACHED,
            outcome=outcome,
        )
        announce(fact, at=at, by=by)


def _again(outcome: str, call_again_at: datetime | None, at: datetime) -> datetime | None:
    if outcome != Outcome.CALL_AGAIN:
        return None
    if call_again_at is None or not may_call_again(call_again_at, at):
        raise Refusal(_("Please choose when to call again: ahead of now, within 14 days."), field="call_again_at")
    return call_again_at


def _said(outcome: str) -> str:
    return {
        Outcome.REACHED: gettext_noop("We spoke on the phone."),
        Outcome.NOT_REACHED: gettext_noop("We rang, nobody answered."),
        Outcome.CALL_AGAIN: gettext_noop("We rang and will call again."),
    }[Outcome(outcome)]


def _locked(visit_id: int) -> FollowUp | None:
    """The visit's follow-up, locked until the transaction ends."""
    row: FollowUp | None = FollowUp.objects.select_for_update().filter(visit_id=visit_id).first()
    return row


def _attempt(
    row: FollowUp, way: Way, *, evidence: str, at: datetime, by: Actor, outcome: str = "", note: str = ""
) -> None:
    """Writes one attempt; the first keeps the promise, with what shows it."""
    FollowUpAttempt.objects.create(follow_up=row, way=way, outcome=outcome, note=note, **signed(by, at))
    if row.attempted_at is None:
        row.attempted_at = at
        row.save(update_fields=["attempted_at"])
    keep_promise(kind=Kind.VISIT_FOLLOW_UP, subject=_subject(row.visit_id), evidence=evidence, at=at, by=by)


def _responded(row: FollowUp, at: datetime) -> None:
    row.call_again_at = None
    row.responded_at = row.responded_at or at
    row.save(update_fields=["responded_at", "call_again_at"])
