"""Find a refund request justified or not; agree, or not, as a second person."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.company import queries as company
from anjia.guarantees.events import RefundFound, RefundGranted, RefundRefused
from anjia.guarantees.models import RefundApproval, RefundFinding, RefundRequest, give_back, take
from anjia.guarantees.operations.common import clause_of, staff_id_of
from anjia.guarantees.operations.refund_cases import (
    MOST_TEXT,
    close,
    finding_of,
    granted_before,
    locked_request,
    names_of,
    promise,
    refuse_unless,
    subject_of,
)
from anjia.guarantees.rules import RefundState
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import yuan
from anjia.kernel.operations import announce, signed
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_text
from anjia.law import queries as law
from anjia.promises import queries as promises
from anjia.promises.operations import keep_promise, release_promise
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind, due_at


@whole
def find_justified(*, request_id: int, amount_fen: int, text: str, at: datetime, by: Actor) -> None:
    """Finds a request justified for an amount, at most what the visit cost less what was granted for it before.

    Above what one person may grant alone it waits for a second one. Otherwise it is granted now.
    """
    request = locked_request(request_id)
    refuse_unless(request, RefundState.TO_JUDGE)
    words = clean_text(text, most=MOST_TEXT, least=2, what=_("what the amount is for"))
    visit = booking.visit(request.visit_id)
    bound = clause_of(Kind.REFUND_ALONE, visit, at=request.asked_at)
    find(request, visit, amount_fen, words, second=amount_fen > bound.most_fen, bound_fen=bound.most_fen, at=at, by=by)


def find(
    request: RefundRequest,
    visit: VisitSummary,
    amount_fen: int,
    words: str,
    *,
    second: bool,
    at: datetime,
    by: Actor,
    bound_fen: int = 0,
    clause: ClauseSummary | None = None,
) -> None:
    """Writes down that a request is justified for an amount, and grants it unless it needs a second person."""
    before = granted_before(visit.id)
    _take(visit, amount_fen, before)
    RefundFinding.objects.create(
        request=request,
        justified=True,
        amount_fen=amount_fen,
        before_fen=before,
        price_fen=visit.price_fen,
        bound_fen=bound_fen,
        needs_second=second,
        clause_id=clause.id if clause else None,
        staff_id=staff_id_of(by),
        text=words,
        **signed(by, at),
    )
    subject = subject_of(request)
    keep_promise(kind=Kind.REFUND_DECIDED, subject=subject, evidence=yuan(amount_fen), at=at, by=by)
    _promise_payment(request, visit, at=at, by=by)
    if second:
        announce(RefundFound(**names_of(request), amount_fen=amount_fen), at=at, by=by)
    else:
        _grant(request, amount_fen, at=at, by=by)


def _take(visit: VisitSummary, amount_fen: int, before: int) -> None:
    if 0 < amount_fen <= visit.price_fen and take(f"refund:visit:{visit.id}", amount_fen, visit.price_fen):
        return
    sentence = _(
        "%(amount)s is not possible: the visit cost %(price)s and %(before)s were granted before, so between ¥0.01 and "
        "%(most)s can be given back."
    )
    values = {"amount": amount_fen, "price": visit.price_fen, "before": before, "most": visit.price_fen - before}
    raise Refusal(sentence % {name: yuan(fen) for name, fen in values.items()}, field="amount")


def _promise_payment(request: RefundRequest, visit: VisitSummary, *, at: datetime, by: Actor) -> None:
    """The money is due by the clause, counted from the day it was asked for, and never later than the law says."""
    branch_id = households.household(request.household_id).branch_id
    clause = clause_of(Kind.REFUND_PAID, visit, at=request.asked_at)
    due = due_at(request.asked_at, clause.minutes, clause.runs_on)
    floor = law.floor_of(Kind.REFUND_PAID, company.jurisdiction_of(branch_id), day_of(request.asked_at))
    if floor is not None and floor.most_minutes is not None:
        due = min(due, request.asked_at + timedelta(minutes=floor.most_minutes))
    promise(Kind.REFUND_PAID, request, made_at=request.asked_at, at=at, by=by, due=due)


def _grant(request: RefundRequest, amount_fen: int, *, at: datetime, by: Actor) -> None:
    promised = _promised_by(request)
    announce(RefundGranted(**names_of(request), amount_fen=amount_fen, due_at=promised), at=at, by=by)


def _promised_by(request: RefundRequest) -> datetime:
    found = promises.promise_of(Kind.REFUND_PAID, subject_of(request))
    return found.due_at if found else request.asked_at


@whole
def find_unjustified(*, request_id: int, text: str, at: datetime, by: Actor) -> None:
    """Finds a request not justified, with a reason that the household reads. It may ask again."""
    request = locked_request(request_id)
    refuse_unless(request, RefundState.TO_JUDGE)
    words = clean_text(text, most=MOST_TEXT, least=4, what=_("the reason, for the household"))
    RefundFinding.objects.create(
        request=request,
        justified=False,
        price_fen=request.price_fen,
        staff_id=staff_id_of(by),
        text=words,
        **signed(by, at),
    )
    keep_promise(kind=Kind.REFUND_DECIDED, subject=subject_of(request), evidence=words, at=at, by=by)
    close(request, at)
    announce(RefundRefused(**names_of(request), reason=words), at=at, by=by)


@whole
def second_refund(*, request_id: int, approved: bool, text: str, at: datetime, by: Actor) -> None:
    """The second person's word on a refund above what one may grant alone; never the person who found it justified."""
    request = locked_request(request_id)
    refuse_unless(request, RefundState.TO_APPROVE)
    finding = finding_of(request)
    if finding is None or finding.staff_id is None or by.kind != "staff":
        raise Missing
    if finding.staff_id == by.id:
        sentence = _(
            "%(amount)s needs a second person, and you found it justified yourself. Please ask a colleague: up to "
            "%(bound)s one person is enough."
        )
        raise Refusal(sentence % {"amount": yuan(finding.amount_fen), "bound": yuan(finding.bound_fen)})
    words = clean_text(text, most=MOST_TEXT, least=0 if approved else 4, what=_("the reason"))
    RefundApproval.objects.create(
        request=request, approved=approved, staff_id=by.id, decider_id=finding.staff_id, text=words, **signed(by, at)
    )
    if approved:
        _grant(request, finding.amount_fen, at=at, by=by)
        return
    give_back(f"refund:visit:{request.visit_id}", finding.amount_fen)
    release_promise(kind=Kind.REFUND_PAID, subject=subject_of(request), reason=words, at=at, by=by)
    close(request, at)
    announce(RefundRefused(**names_of(request), reason=words), at=at, by=by)
