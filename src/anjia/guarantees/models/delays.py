"""Delays, and what was given for them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from anjia.guarantees.rules import LEAST_DELAY, MOST_DELAY, Basis, Cause
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Delay(CompanyModel):
    """What somebody said beforehand: the visit agreed for `starts_at` begins so many minutes later, and why."""

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver", null=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=12, choices=[(cause.value, cause.value) for cause in Cause])
    text = models.CharField(max_length=200, blank=True)
    client_id = models.UUIDField(null=True)
    said_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"minutes": 30}

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "visit", "id"], name="delay_of_visit")]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "client_id"], name="delay_tap_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST_DELAY, minutes__lte=MOST_DELAY), name="delay_in_bounds"
            ),
            AppendOnly(name="delay_append_only"),
        ]


class PreCompensation(CompanyModel):
    """Money given for a delay before anybody asked. A longer wait adds a row with the difference; none is taken back.

    `late_minutes` count from the agreed start, `counted_minutes` from the latest promised arrival (begun ones count).
    `total_fen` is what the visit's rows come to with this one; `owed_fen` what the formula gave, before the price
    bounds it.
    """

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    step = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=10, choices=[(basis.value, basis.value) for basis in Basis])
    cause = models.CharField(max_length=12, blank=True)
    starts_at = models.DateTimeField()
    late_minutes = models.PositiveIntegerField()
    counted_minutes = models.PositiveIntegerField()
    excused_minutes = models.PositiveIntegerField(default=0)
    price_fen = models.BigIntegerField()
    owed_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()
    total_fen = models.BigIntegerField()
    clause = Reference("promises.Clause")
    at = models.DateTimeField()

    guard_sample: ClassVar[dict[str, object]] = {"amount_fen": 1, "total_fen": 1, "price_fen": 1}

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "-at"], name="pre_compensation_latest")]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "visit", "step"], name="pre_compensation_step_once"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, total_fen__gte=F("amount_fen"), total_fen__lte=F("price_fen")),
                name="pre_compensation_bounded",
            ),
            AppendOnly(name="pre_compensation_append_only"),
        ]
