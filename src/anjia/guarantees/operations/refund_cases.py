"""What every step about a refund request needs: the request, how it stands, and what is promised about it."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from anjia.guarantees.models import RefundApproval, RefundFinding, RefundPayment, RefundRequest
from anjia.guarantees.rules import RefundState, refund_state
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.promises.operations import make_promise
from anjia.promises.rules import Kind

MOST_TEXT = 1000


def names_of(request: RefundRequest) -> dict[str, int]:
    """What every fact of the request names."""
    return {"refund_request_id": request.pk, "visit_id": request.visit_id, "household_id": request.household_id}


def subject_of(request: RefundRequest) -> str:
    """How promises name it."""
    return f"refund_request:{request.pk}"


def promise(
    kind: Kind, request: RefundRequest, *, made_at: datetime, at: datetime, by: Actor, due: datetime | None = None
) -> None:
    """Promises the household something about its request."""
    branch_id = households.household(request.household_id).branch_id
    make_promise(
        kind=kind,
        subject=subject_of(request),
        made_at=made_at,
        due_at=due,
        at=at,
        household_id=request.household_id,
        branch_id=branch_id,
        by=by,
    )


def locked_request(request_id: int) -> RefundRequest:
    """The request, locked until the transaction ends. Raises Missing."""
    row: RefundRequest | None = RefundRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise Missing
    return row


def finding_of(request: RefundRequest) -> RefundFinding | None:
    """What was found, if anything was yet."""
    row: RefundFinding | None = RefundFinding.objects.filter(request=request).first()
    return row


def state_of(request: RefundRequest) -> RefundState:
    """Where the request stands."""
    finding = finding_of(request)
    approval = RefundApproval.objects.filter(request=request).first()
    return refund_state(
        found=finding.justified if finding else None,
        approved=approval.approved if approval else None,
        needs_second=bool(finding and finding.needs_second),
        paid=RefundPayment.objects.filter(request=request).exists(),
    )


def refuse_unless(request: RefundRequest, wanted: RefundState) -> None:
    """Refuses, saying how it stands, when the request is not where it must be."""
    state = state_of(request)
    if state is wanted:
        return
    sentences = {
        RefundState.TO_JUDGE: _("This request has not been decided yet."),
        RefundState.TO_APPROVE: _("This request waits for a second person."),
        RefundState.TO_PAY: _("This refund was granted already and waits to be paid."),
        RefundState.PAID: _("This refund was paid already."),
        RefundState.REFUSED: _("This request was refused already. The household can ask again."),
    }
    raise Refusal(sentences[state])


def granted_before(visit_id: int) -> int:
    """Fen already found justified for the visit and not turned down by a second person."""
    findings = RefundFinding.objects.filter(request__visit_id=visit_id, justified=True)
    refused = RefundApproval.objects.filter(request__visit_id=visit_id, approved=False).values("request_id")
    return findings.exclude(request_id__in=refused).aggregate(fen=Sum("amount_fen"))["fen"] or 0


def close(request: RefundRequest, at: datetime) -> None:
    """Nothing more happens to it; the household can ask anew."""
    request.closed_at = at
    request.save(update_fields=["closed_at"])
