"""Extra work, free of charge."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anjia.guarantees.rules import MOST_GOODWILL_MINUTES, Wish
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Goodwill(CompanyModel):
    """A line of a visit at a price of zero. `worth_fen` is what it would have cost; `month` whose budget it used."""

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    title = models.CharField(max_length=60)
    wish = models.CharField(max_length=6, choices=[(wish.value, wish.value) for wish in Wish])
    minutes = models.PositiveSmallIntegerField()
    worth_fen = models.BigIntegerField()
    paid_percent = models.PositiveSmallIntegerField()
    month = models.DateField()
    clause = Reference("promises.Clause")
    client_id = models.UUIDField(null=True)
    said_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"minutes": 5, "worth_fen": 1, "paid_percent": 50}

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "visit", "id"], name="goodwill_of_visit"),
            models.Index(fields=["company_id", "month", "caregiver"], name="goodwill_of_month"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "client_id"], name="goodwill_tap_once"),
            models.CheckConstraint(
                condition=Q(
                    minutes__gte=1, minutes__lte=MOST_GOODWILL_MINUTES, worth_fen__gte=0, paid_percent__lte=100
                ),
                name="goodwill_in_bounds",
            ),
            AppendOnly(name="goodwill_append_only"),
        ]
