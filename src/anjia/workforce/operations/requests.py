"""Leave asked for by the caregiver herself, answered by the desk."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, signed
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line, clean_text
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind
from anjia.workforce.events import LeaveAsked, LeaveGranted, LeaveRefused, LeaveRequestWithdrawn
from anjia.workforce.models import LeaveRequest
from anjia.workforce.operations.leaves import record_leave
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.queries.requests import LEAVE_KINDS
from anjia.workforce.rules import LeaveKind, RequestState, leave_is_possible

FARTHEST_LEAVE = timedelta(days=731)


@whole
def ask_leave(
    *,
    caregiver_id: int,
    client_id: UUID,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    by: Actor,
    reason: str = "",
    urgent: bool = False,
    said_at: datetime | None = None,
) -> int:
    """Asks for time off and returns the request's id; the same tap again gives the same request.

    The desk's answer is promised with it, sooner when it is urgent. Refuses a time that has passed and one for which
    another request of hers is open.
    """
    known_caregiver(caregiver_id)
    known = LeaveRequest.objects.filter(caregiver_id=caregiver_id, client_id=client_id).first()
    if known is not None:
        return int(known.pk)
    words = clean_text(reason, most=300, what=_("the reason"))
    _refuse_wrong(caregiver_id, kind, starts_at, ends_at, at)
    row, first = LeaveRequest.objects.get_or_create(
        caregiver_id=caregiver_id,
        client_id=client_id,
        defaults={
            "kind": LeaveKind(kind),
            "starts_at": starts_at,
            "ends_at": ends_at,
            "reason": words,
            "urgent": urgent,
            "asked_at": at,
            "said_at": said_at,
        },
    )
    if first:
        announce(LeaveAsked(**_about(row), urgent=urgent), at=at, by=by)
        make_promise(kind=_promised(row), subject=_subject(row), made_at=at, caregiver_id=caregiver_id, by=by)
    return int(row.pk)


def _refuse_wrong(caregiver_id: int, kind: str, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if kind not in set(LeaveKind):
        raise Refusal(_("Please say what the leave is for."), field="kind")
    if not leave_is_possible(starts_at, ends_at):
        raise Refusal(_("A leave must end after it starts and may last 400 days at most."), field="ends_at")
    if ends_at <= at:
        raise Refusal(_("This time has passed. Please ask for a time that is still to come."), field="ends_at")
    if starts_at > at + FARTHEST_LEAVE:
        raise Refusal(_("Please ask for a time within the next two years."), field="starts_at")
    rows = LeaveRequest.objects.filter(caregiver_id=caregiver_id, state=RequestState.OPEN)
    other = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if other is not None:
        sentence = _(
            "You have asked for %(from)s to %(until)s already; the company will answer. To ask for another time, take "
            "that request back first."
        )
        hours = (moment_in_words(one, beside=day_of(at)) for one in (other.starts_at, other.ends_at))
        raise Refusal(sentence % dict(zip(("from", "until"), hours, strict=True)), "starts_at")


def _about(row: LeaveRequest) -> dict[str, Any]:
    ids = {"leave_request_id": row.pk, "caregiver_id": row.caregiver_id}
    return {**ids, "starts_at": row.starts_at, "ends_at": row.ends_at}


def _subject(row: LeaveRequest) -> str:
    return f"leave_request:{row.pk}"


def _promised(row: LeaveRequest) -> Kind:
    return Kind.SICK_CALL_TAKEN_UP if row.urgent else Kind.LEAVE_ANSWERED


@whole
def grant_leave(*, leave_request_id: int, at: datetime, by: Actor, answer: str = "") -> int:
    """Says yes and records the leave, whose id is returned: her visits in it wait for somebody else. Twice is once."""
    row = _locked(leave_request_id)
    words = clean_line(answer, most=200, what=_("the answer"))
    if row.state == RequestState.GRANTED and row.leave_id is not None:
        return row.leave_id
    _refuse_answered(row)
    # Why she is ill is nobody's business outside the request.
    note = "" if row.kind == LeaveKind.ILLNESS else LEAVE_KINDS[LeaveKind(row.kind)]
    leave_id = record_leave(
        caregiver_id=row.caregiver_id, starts_at=row.starts_at, ends_at=row.ends_at, reason=note, at=at, by=by
    )
    row.leave_id = leave_id
    _answer(row, RequestState.GRANTED, words, at=at, by=by)
    announce(LeaveGranted(**_about(row), leave_id=leave_id), at=at, by=by)
    keep_promise(kind=_promised(row), subject=_subject(row), evidence=gettext_noop("granted"), at=at, by=by)
    return leave_id


@whole
def refuse_leave(*, leave_request_id: int, answer: str, at: datetime, by: Actor) -> None:
    """Says no, with a reason of 1-200 characters that she reads. Twice is once."""
    words = clean_line(answer, most=200, what=_("the reason"), least=1)
    row = _locked(leave_request_id)
    if row.state == RequestState.REFUSED:
        return
    _refuse_answered(row)
    _answer(row, RequestState.REFUSED, words, at=at, by=by)
    announce(LeaveRefused(**_about(row), answer=words), at=at, by=by)
    keep_promise(kind=_promised(row), subject=_subject(row), evidence=words, at=at, by=by)


@whole
def withdraw_leave_request(*, leave_request_id: int, caregiver_id: int, at: datetime, by: Actor) -> None:
    """Takes her own request back before it is answered. Twice is once; raises Missing for somebody else's."""
    row = _locked(leave_request_id)
    if row.caregiver_id != caregiver_id:
        raise Missing
    if row.state == RequestState.WITHDRAWN:
        return
    _refuse_answered(row)
    _answer(row, RequestState.WITHDRAWN, "", at=at, by=by)
    announce(LeaveRequestWithdrawn(**_about(row)), at=at, by=by)
    release_promise(kind=_promised(row), subject=_subject(row), reason=gettext_noop("withdrawn"), at=at, by=by)


def _locked(leave_request_id: int) -> LeaveRequest:
    row: LeaveRequest | None = LeaveRequest.objects.select_for_update().filter(pk=leave_request_id).first()
    if row is None:
        raise Missing
    return row


def _refuse_answered(row: LeaveRequest) -> None:
    if row.state == RequestState.WITHDRAWN:
        raise Refusal(_("She has taken this request back; there is nothing left to answer."))
    if row.state != RequestState.OPEN:
        sentence = _("This request was answered by %(name)s on %(when)s. If that must change, please call the company.")
        when = moment_in_words(row.at or row.asked_at, beside=day_of(row.asked_at))
        raise Refusal(sentence % {"name": row.by_name or row.by, "when": when})


def _answer(row: LeaveRequest, state: RequestState, words: str, *, at: datetime, by: Actor) -> None:
    row.state, row.answer = state, words
    for name, value in signed(by, at).items():
        setattr(row, name, value)
    row.save(update_fields=["state", "answer", "leave", "at", "by", "by_name"])
