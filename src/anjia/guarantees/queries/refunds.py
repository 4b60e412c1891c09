"""Refund requests and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from anjia.guarantees.models import RefundApproval, RefundFinding, RefundPayment, RefundRequest
from anjia.guarantees.rules import RefundState, Source, refund_state
from anjia.kernel.errors import Missing
from anjia.kernel.money import yuan


@dataclass(frozen=True)
class Step:
    """One decision: when, who, in which words."""

    at: datetime
    by_name: str
    text: str
    staff_id: int | None = None


@dataclass(frozen=True)
class RefundSummary:
    """A request with what was decided. `amount_fen` is 0 until it is found justified; `bound_fen` for one person alone.

    `reason` is the household's words, or for a missed scope the steps that are missing.
    """

    id: int
    household_id: int
    visit_id: int
    source: str
    reason: str
    price_fen: int
    before_fen: int
    amount_fen: int
    bound_fen: int
    state: RefundState
    asked_at: datetime
    by: str
    by_name: str
    found: Step | None
    second: Step | None
    paid: Step | None
    method: str
    out_fen: int

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state not in (RefundState.PAID, RefundState.REFUSED)

    @property
    def by_formula(self) -> bool:
        """Whether it followed by itself from a missed scope."""
        return self.source == Source.SCOPE_MISSED

    @property
    def arithmetic(self) -> str:
        """How the amount stands to the price, in words; empty while nothing is granted."""
        if not self.amount_fen:
            return ""
        values = {"price": yuan(self.price_fen), "before": yuan(self.before_fen), "amount": yuan(self.amount_fen)}
        values["left"] = yuan(self.price_fen - self.before_fen - self.amount_fen)
        if self.before_fen:
            return _("Price %(price)s − %(before)s given back before − %(amount)s now = %(left)s left") % values
        return _("Price %(price)s − %(amount)s given back = %(left)s left") % values


def refund_request(request_id: int) -> RefundSummary:
    """One request. Raises Missing."""
    row = RefundRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise Missing
    return _summaries([row])[0]


def refunds_of_visit(visit_id: int) -> list[RefundSummary]:
    """A visit's requests, newest first."""
    return _summaries(RefundRequest.objects.filter(visit_id=visit_id).order_by("-id"))


def refund_requests(ids: Iterable[int]) -> dict[int, RefundSummary]:
    """Several by id, for a page of account lines."""
    return {one.id: one for one in _summaries(RefundRequest.objects.filter(pk__in=set(ids)))}


def refunds(*, state: str = "", limit: int = 100) -> list[RefundSummary]:
    """Requests newest first; those of one state, or all."""
    rows = RefundRequest.objects.order_by("-id")
    if state:
        rows = _in_state(rows, RefundState(state))
    return _summaries(rows[:limit])


def count_refunds(state: str) -> int:
    """How many requests are in a state."""
    return int(_in_state(RefundRequest.objects.all(), RefundState(state)).count())


def refunded_between(since: datetime, until: datetime) -> int:
    """Fen that went back in [since, until)."""
    rows = RefundPayment.objects.filter(at__gte=since, at__lt=until)
    return int(rows.aggregate(fen=Sum("amount_fen"))["fen"] or 0)


def _in_state(rows: "QuerySet[RefundRequest]", state: RefundState) -> "QuerySet[RefundRequest]":
    mine = OuterRef("pk")
    finding = RefundFinding.objects.filter(request=mine)
    approval = RefundApproval.objects.filter(request=mine)
    second = Exists(finding.filter(needs_second=True)) & ~Exists(approval)
    return {
        RefundState.TO_JUDGE: rows.filter(~Exists(finding), closed_at__isnull=True),
        RefundState.TO_APPROVE: rows.filter(second, closed_at__isnull=True),
        RefundState.TO_PAY: rows.filter(Exists(finding), ~second, closed_at__isnull=True),
        RefundState.PAID: rows.filter(Exists(RefundPayment.objects.filter(request=mine))),
        RefundState.REFUSED: rows.filter(
            Q(closed_at__isnull=False), ~Exists(RefundPayment.objects.filter(request=mine))
        ),
    }[state]


def _summaries(rows: Iterable[RefundRequest]) -> list[RefundSummary]:
    found = list(rows)
    ids = [row.pk for row in found]
    findings = {one.request_id: one for one in RefundFinding.objects.filter(request_id__in=ids)}
    approvals = {one.request_id: one for one in RefundApproval.objects.filter(request_id__in=ids)}
    payments = {one.request_id: one for one in RefundPayment.objects.filter(request_id__in=ids)}
    return [_summary(row, findings.get(row.pk), approvals.get(row.pk), payments.get(row.pk)) for row in found]


def _summary(
    row: RefundRequest,
    finding: RefundFinding | None,
    approval: RefundApproval | None,
    payment: RefundPayment | None,
) -> RefundSummary:
    state = refund_state(
        found=finding.justified if finding else None,
        approved=approval.approved if approval else None,
        needs_second=bool(finding and finding.needs_second),
        paid=payment is not None,
    )
    return RefundSummary(
        id=row.pk,
        household_id=row.household_id,
        visit_id=row.visit_id,
        source=row.source,
        reason=row.reason,
        price_fen=row.price_fen,
        before_fen=finding.before_fen if finding else 0,
        amount_fen=finding.amount_fen if finding and state is not RefundState.REFUSED else 0,
        bound_fen=finding.bound_fen if finding else 0,
        state=state,
        asked_at=row.asked_at,
        by=row.by,
        by_name=row.by_name,
        found=Step(finding.at, finding.by_name, finding.text, finding.staff_id) if finding else None,
        second=Step(approval.at, approval.by_name, approval.text, approval.staff_id) if approval else None,
        paid=Step(payment.at, payment.by_name, payment.text) if payment else None,
        method=payment.method if payment else "",
        out_fen=payment.out_fen if payment else 0,
    )
