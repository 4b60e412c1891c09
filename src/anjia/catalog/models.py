"""Offerings with their prices and standards, and the prices a person must settle."""

from django.db import models
from django.db.models import Q

from anjia.catalog.rules import Photo, Trade, Unit
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class Offering(CompanyModel):
    """One thing a household can order. Retired by a date, never deleted."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    trade = models.CharField(max_length=20, choices=[(trade.value, trade.value) for trade in Trade])
    unit = models.CharField(max_length=20, choices=[(unit.value, unit.value) for unit in Unit])
    usual_minutes = models.PositiveSmallIntegerField()
    least_minutes = models.PositiveSmallIntegerField()
    scope = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    public = models.BooleanField(default=True)
    listed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "code"], name="offering_code_once")]
        indexes = [
            models.Index(fields=["company_id", "trade"], name="offering_trade", condition=Q(retired_at__isnull=True))
        ]


class Price(CompanyModel):
    """What an offering costs per unit from a moment on. The price in force is the latest one begun."""

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="prices", db_index=False)
    price_fen = models.BigIntegerField()
    effective_from = models.DateTimeField()
    noted_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "offering", "-effective_from", "-id"], name="price_in_force")]
        constraints = [
            models.CheckConstraint(condition=Q(price_fen__gte=0), name="price_not_negative"),
            AppendOnly(name="price_append_only"),
        ]


class StandardStep(CompanyModel):
    """One step of the standard: what the household may expect and the caregiver ticks; `remedy` puts it right."""

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    detail = models.CharField(max_length=300, blank=True)
    photo = models.CharField(max_length=8, choices=[(photo.value, photo.value) for photo in Photo])
    remedy = models.CharField(max_length=300, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "offering", "position"], name="standard_step_once")
        ]


class PriceQuestion(CompanyModel):
    """A line of an imported price list that nobody but a person can read."""

    raw_name = models.CharField(max_length=80)
    raw_price = models.CharField(max_length=120)
    raw_scope = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=200)
    trade = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=80, blank=True)
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "id"], name="price_question_open", condition=Q(settled_at__isnull=True))
        ]
