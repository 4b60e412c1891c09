"""Refund requests and the decisions about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from anjia.guarantees.rules import Source
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class RefundRequest(CompanyModel):
    """Money asked back for a visit. How it stands follows from the rows below; `closed_at` lets another be asked."""

    household = Reference("households.Household")
    visit = Reference("booking.Visit")
    source = models.CharField(max_length=12, choices=[(source.value, source.value) for source in Source])
    reason = models.TextField()
    price_fen = models.BigIntegerField()
    client_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "-id"], name="refund_latest"),
            models.Index(fields=["company_id", "household", "-id"], name="refund_household"),
            models.Index(fields=["company_id", "visit", "-id"], name="refund_visit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "visit"],
                condition=Q(closed_at__isnull=True, source="asked"),
                name="refund_open_once",
            ),
            models.UniqueConstraint(
                fields=["company_id", "visit"], condition=Q(source="scope_missed"), name="refund_scope_once"
            ),
            models.UniqueConstraint(fields=["company_id", "client_id"], name="refund_form_once"),
        ]


class _Decision(CompanyModel):
    """A step taken about a request: who, when, in which words. Written once."""

    request = models.OneToOneField(RefundRequest, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        abstract = True


class RefundFinding(_Decision):
    """Justified or not. `before_fen` was granted for the visit before; one person alone may grant `bound_fen`."""

    justified = models.BooleanField()
    amount_fen = models.BigIntegerField(default=0)
    before_fen = models.BigIntegerField(default=0)
    price_fen = models.BigIntegerField()
    bound_fen = models.BigIntegerField(default=0)
    needs_second = models.BooleanField(default=False)
    clause = Reference("promises.Clause", null=True)
    staff = Reference("company.Staff", null=True)

    class Meta(_Decision.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(justified=False, amount_fen=0)
                | Q(justified=True, amount_fen__gt=0, amount_fen__lte=F("price_fen") - F("before_fen")),
                name="refund_finding_bounded",
            ),
            AppendOnly(name="refund_finding_append_only"),
        ]


class RefundApproval(_Decision):
    """The second person's word. The database refuses the same person twice."""

    approved = models.BooleanField()
    staff = Reference("company.Staff")
    decider = Reference("company.Staff")

    class Meta(_Decision.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=~Q(staff=F("decider")), name="refund_second_person"),
            AppendOnly(name="refund_approval_append_only"),
        ]


class RefundPayment(_Decision):
    """The money went back: `out_fen` in money, the rest against what the household had never paid.

    `payment_id` is kept as a plain id: billing lies downstream. Method "account": nothing had to be paid out.
    """

    amount_fen = models.BigIntegerField()
    out_fen = models.BigIntegerField()
    method = models.CharField(max_length=12)
    payment_id = models.BigIntegerField(null=True)

    guard_sample: ClassVar[dict[str, object]] = {"amount_fen": 1, "out_fen": 1}

    class Meta(_Decision.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, out_fen__gte=0, out_fen__lte=F("amount_fen")),
                name="refund_payment_bounded",
            ),
            AppendOnly(name="refund_payment_append_only"),
        ]
