"""Charge, credit, receive and return."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.billing.events import (
    CompensationCredited,
    PaymentRecorded,
    PreCompensationCredited,
    RefundCredited,
    Refunded,
    VisitCharged,
)
from anjia.billing.models import Account, Payment
from anjia.billing.queries import returnable_fen
from anjia.billing.rules import COMPENSATION, REVENUE, LineKind, Method, cash_account, household_account, line_key
from anjia.booking import queries as booking_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.ledger import Transfer, post
from anjia.kernel.money import MOST_FEN, within, yuan
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line


def charge_visit(*, visit_id: int, at: datetime, by: Actor) -> bool:
    """Puts a visit's agreed price on the household's account, once; False when it was there or costs nothing."""
    visit = booking_queries.visit(visit_id)
    if visit.price_fen == 0:
        return False
    transfer = Transfer(household_account(visit.household_id), REVENUE, visit.price_fen)
    with transaction.atomic():
        first = post(key=line_key(LineKind.CHARGE, visit_id), at=at, memo=visit.title, transfers=[transfer])
        if first:
            fact = VisitCharged(visit_id=visit_id, household_id=visit.household_id, amount_fen=visit.price_fen)
            announce(fact, at=at, by=by)
    return first


def credit_compensation(*, complaint_id: int, household_id: int, amount_fen: int, at: datetime, by: Actor) -> bool:
    """Credits a granted compensation, once per complaint; False when it was credited before."""
    transfer = Transfer(COMPENSATION, household_account(household_id), amount_fen)
    with transaction.atomic():
        first = post(key=line_key(LineKind.CREDIT, complaint_id), at=at, memo="", transfers=[transfer])
        if first:
            fact = CompensationCredited(complaint_id=complaint_id, household_id=household_id, amount_fen=amount_fen)
            announce(fact, at=at, by=by)
    return first


def credit_pre_compensation(
    *, pre_compensation_id: int, visit_id: int, household_id: int, amount_fen: int, at: datetime, by: Actor
) -> bool:
    """Credits what was given for a delay, once; False when it was credited before."""
    transfer = Transfer(COMPENSATION, household_account(household_id), amount_fen)
    key = line_key(LineKind.PRE_COMPENSATION, pre_compensation_id)
    with transaction.atomic():
        first = post(key=key, at=at, memo="", transfers=[transfer])
        if first:
            whose = {"visit_id": visit_id, "household_id": household_id, "amount_fen": amount_fen}
            announce(PreCompensationCredited(pre_compensation_id=pre_compensation_id, **whose), at=at, by=by)
    return first


def credit_refund(
    *, refund_request_id: int, visit_id: int, household_id: int, amount_fen: int, at: datetime, by: Actor
) -> bool:
    """Credits a granted refund, once; it takes back what the visit earned the company. False when it was before."""
    transfer = Transfer(REVENUE, household_account(household_id), amount_fen)
    key = line_key(LineKind.REFUND_CREDIT, refund_request_id)
    with transaction.atomic():
        first = post(key=key, at=at, memo="", transfers=[transfer])
        if first:
            whose = {"visit_id": visit_id, "household_id": household_id, "amount_fen": amount_fen}
            announce(RefundCredited(refund_request_id=refund_request_id, **whose), at=at, by=by)
    return first


def record_payment(
    *,
    household_id: int,
    amount_fen: int,
    method: str,
    at: datetime,
    by: Actor,
    reference: str = "",
    client_id: UUID | None = None,
) -> int:
    """Records money received and returns the payment's id; the same `client_id` again is the same payment.

    More than is owed may be paid: the account then shows a credit.
    """
    within(amount_fen, 1, MOST_FEN)
    with transaction.atomic():
        payment, first = _payment(household_id, amount_fen, method, reference, "", client_id, at, by)
        if first:
            transfer = Transfer(cash_account(payment.method), household_account(household_id), amount_fen)
            memo = payment.reference
            post(key=line_key(LineKind.PAYMENT, payment.pk), at=at, memo=memo, transfers=[transfer])
            fact = PaymentRecorded(
                payment_id=payment.pk, household_id=household_id, amount_fen=amount_fen, method=payment.method
            )
            announce(fact, at=at, by=by)
    return int(payment.pk)


def refund(
    *,
    household_id: int,
    amount_fen: int,
    method: str,
    reason: str,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
) -> int:
    """Records money returned, at most what was paid and not returned yet. Needs a reason. Raises Refusal."""
    within(amount_fen, 1, MOST_FEN)
    why = clean_line(reason, most=200, what=_("the reason"), least=2)
    with transaction.atomic():
        if client_id is None or not Payment.objects.filter(client_id=client_id).exists():
            _refuse_more_than_paid(household_id, amount_fen)
        payment, first = _payment(household_id, -amount_fen, method, "", why, client_id, at, by)
        if first:
            transfer = Transfer(household_account(household_id), cash_account(payment.method), amount_fen)
            post(key=line_key(LineKind.REFUND, payment.pk), at=at, memo=why, transfers=[transfer])
            fact = Refunded(
                payment_id=payment.pk,
                household_id=household_id,
                amount_fen=amount_fen,
                method=payment.method,
                reason=why,
            )
            announce(fact, at=at, by=by)
    return int(payment.pk)


def _refuse_more_than_paid(household_id: int, amount_fen: int) -> None:
    """Waits for the account's row, so that two refunds at once cannot both fit."""
    Account.objects.get_or_create(household_id=household_id)
    Account.objects.select_for_update().get(household_id=household_id)
    most = returnable_fen(household_id)
    if amount_fen > most:
        sentence = _("%(amount)s is more than this household has paid: at most %(most)s can be returned.")
        raise Refusal(sentence % {"amount": yuan(amount_fen), "most": yuan(most)}, field="amount")


def _payment(
    household_id: int,
    amount_fen: int,
    method: str,
    reference: str,
    reason: str,
    client_id: UUID | None,
    at: datetime,
    by: Actor,
) -> tuple[Payment, bool]:
    if method not in set(Method):
        raise Refusal(_("Please choose how the money changed hands."), field="method")
    household_queries.household(household_id)
    values = {
        "household_id": household_id,
        "amount_fen": amount_fen,
        "method": method,
        "reference": clean_line(reference, most=80, what=_("the reference")),
        "reason": reason,
        "at": at,
        "by": str(by),
    }
    if client_id is None:
        return Payment.objects.create(**values), True
    payment, first = Payment.objects.get_or_create(client_id=client_id, defaults=values)
    if (payment.household_id, payment.amount_fen) != (household_id, amount_fen):
        raise Refusal(_("This form was sent before with another amount. Please reload the page."))
    return payment, first
