"""Ask for money back, refund a missed scope, and say that a refund was paid."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.guarantees.events import RefundAsked, RefundPaid
from anjia.guarantees.models import RefundPayment, RefundRequest
from anjia.guarantees.operations.common import already, clause_of, heard_before, visit_for
from anjia.guarantees.operations.findings import find
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
from anjia.guarantees.rules import RefundState, Source
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import yuan
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_text
from anjia.promises.operations import keep_promise
from anjia.promises.rules import Kind, remedy_fen


@whole
def ask_refund(*, visit_id: int, reason: str, at: datetime, by: Actor, client_id: UUID | None = None) -> int:
    """Asks money back for a visit, by the household itself or for it by staff; returns the request's id.

    An answer is promised by the clause. Refuses while one is open for the visit, and for a visit that costs nothing
    or has not begun. Raises Missing for somebody else's visit.
    """
    visit = visit_for(visit_id, by)
    if known := heard_before(RefundRequest, client_id, visit_id=visit_id):
        return known
    words = clean_text(reason, most=MOST_TEXT, least=2, what=_("the reason"))
    _refuse_asking(visit, at)
    with once("refund_open_once", _open_already(visit_id, at)):
        request = RefundRequest.objects.create(
            household_id=visit.household_id,
            visit_id=visit_id,
            source=Source.ASKED,
            reason=words,
            price_fen=visit.price_fen,
            client_id=client_id,
            asked_at=at,
            by=str(by),
            by_name=by.name[:80],
        )
    fact = RefundAsked(**names_of(request), source=Source.ASKED, reason=words)
    announce(fact, at=at, by=by)
    promise(Kind.REFUND_DECIDED, request, made_at=at, at=at, by=by)
    return int(request.pk)


def _refuse_asking(visit: VisitSummary, at: datetime) -> None:
    if visit.price_fen == 0:
        raise Refusal(_("This visit costs nothing, so there is nothing to give back."))
    if at < visit.starts_at:
        sentence = _("This visit begins only on %(day)s. Until then it can be moved or cancelled without paying.")
        raise Refusal(sentence % {"day": day_in_words(day_of(visit.starts_at), beside=day_of(at))})


def _open_already(visit_id: int, at: datetime) -> str:
    row = RefundRequest.objects.filter(visit_id=visit_id, closed_at__isnull=True, source=Source.ASKED).first()
    if row is None:
        return already()
    sentence = _("A refund for this visit was asked for on %(day)s and is being looked at. One at a time is enough.")
    return sentence % {"day": day_in_words(day_of(row.asked_at), beside=day_of(at))}


def to_be_paid(*, request_id: int) -> tuple[int, int, str]:
    """Whose money it is and how much, as (household id, fen, the words of the finding); locks the request.

    Refuses unless it was granted and is not paid. Call inside the transaction that pays.
    """
    request = locked_request(request_id)
    refuse_unless(request, RefundState.TO_PAY)
    finding = finding_of(request)
    if finding is None:
        raise Missing
    return int(request.household_id), int(finding.amount_fen), str(finding.text)


@whole
def record_refund_paid(
    *, request_id: int, out_fen: int, method: str, at: datetime, by: Actor, payment_id: int | None = None
) -> None:
    """Says that a granted refund was paid: `out_fen` of it in money, the rest against what the household had never

    paid. Keeps the promise. Once.
    """
    _household_id, amount, _words = to_be_paid(request_id=request_id)
    request = locked_request(request_id)
    values = {"amount_fen": amount, "out_fen": out_fen, "method": method, "payment_id": payment_id}
    RefundPayment.objects.create(request=request, **values, **signed(by, at))
    close(request, at)
    keep_promise(kind=Kind.REFUND_PAID, subject=subject_of(request), evidence=yuan(amount), at=at, by=by)
    announce(RefundPaid(**names_of(request), amount_fen=amount, out_fen=out_fen, method=method), at=at, by=by)


@whole
def refund_missed_scope(*, visit_id: int, missed: tuple[str, ...], at: datetime) -> int | None:
    """Refunds a visit whose guaranteed scope was missed, by the clause's formula; the request's id, None if it pays
    nothing. Once per visit: a second time gives the first request."""
    first = RefundRequest.objects.filter(visit_id=visit_id, source=Source.SCOPE_MISSED).first()
    if first is not None:
        return int(first.pk)
    visit = booking.visit(visit_id)
    clause = clause_of(Kind.MOVE_IN_CLEAN, visit, at=booking.order(visit.order_id).placed_at)
    left = visit.price_fen - granted_before(visit_id)
    amount = min(remedy_fen(clause.remedy, price_fen=visit.price_fen), left)
    if amount <= 0:
        return None
    with once("refund_scope_once", already()):
        request = RefundRequest.objects.create(
            household_id=visit.household_id,
            visit_id=visit_id,
            source=Source.SCOPE_MISSED,
            reason="、".join(missed)[:MOST_TEXT],
            price_fen=visit.price_fen,
            asked_at=at,
            by=str(SYSTEM),
        )
    fact = RefundAsked(**names_of(request), source=Source.SCOPE_MISSED, reason=request.reason)
    announce(fact, at=at, by=SYSTEM)
    find(request, visit, amount, request.reason, second=False, clause=clause, at=at, by=SYSTEM)
    return int(request.pk)
