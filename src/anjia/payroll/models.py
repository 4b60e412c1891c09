"""Earnings and pay slips."""

from django.db import models
from django.db.models import F, Q

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.payroll.rules import Method, Way

WAYS = [(way.value, way.value) for way in Way]


class WithholdingChoice(CompanyModel):
    """How the company withholds tax from service pay, from this decision until the next one; none made: not at all."""

    way = models.CharField(max_length=8, choices=WAYS)
    chosen_at = models.DateTimeField()


class Payslip(CompanyModel):
    """A caregiver's week, Monday to Sunday. Its total is the sum of its earnings and never changes.

    `withheld_from` keeps what the tax was worked out from: the pay of each month and what was taken before.
    """

    caregiver = Reference("workforce.Caregiver")
    week_on = models.DateField()
    total_fen = models.BigIntegerField()
    issued_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    paid_by = models.CharField(max_length=12, blank=True, choices=[(method.value, method.value) for method in Method])
    withheld_fen = models.BigIntegerField(default=0)
    withheld_way = models.CharField(max_length=8, blank=True, default="", choices=WAYS)
    withheld_from = models.JSONField(default=dict)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "week_on", "caregiver"], name="payslip_week_once"),
            models.CheckConstraint(condition=Q(total_fen__gte=0), name="payslip_not_negative"),
            models.CheckConstraint(
                condition=Q(withheld_fen__gte=0, withheld_fen__lte=F("total_fen")), name="payslip_withheld_within"
            ),
        ]


class Earning(CompanyModel):
    """What one visit earned, or the extra work done there free of charge (`goodwill`), with how it was computed."""

    caregiver = Reference("workforce.Caregiver")
    visit = Reference("booking.Visit")
    goodwill = Reference("guarantees.Goodwill", null=True)
    payslip = models.ForeignKey(Payslip, models.PROTECT, null=True, related_name="earnings", db_index=False)
    title = models.CharField(max_length=80)
    worked_on = models.DateField()
    minutes = models.PositiveIntegerField()
    hourly_fen = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "payslip"], name="earning_payslip"),
            models.Index(fields=["company_id", "worked_on"], name="earning_waiting", condition=Q(payslip__isnull=True)),
            models.Index(fields=["company_id", "caregiver", "-worked_on"], name="earning_caregiver"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "visit", "caregiver"],
                condition=Q(goodwill__isnull=True),
                name="earning_visit_once",
            ),
            models.UniqueConstraint(fields=["company_id", "goodwill"], name="earning_goodwill_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="earning_not_negative"),
        ]
