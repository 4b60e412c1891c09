"""Regular rounds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anjia.inspections.rules import Target
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class Round(CompanyModel):
    """A caregiver, a service or a branch is looked at every so many weeks from a day on. Written once."""

    target = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Target])
    target_id = models.BigIntegerField()
    every_weeks = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"every_weeks": 4}

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 104)), name="round_weeks"),
            AppendOnly(name="round_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "target", "target_id"], name="round_of_target")]


class RoundEnd(CompanyModel):
    """A round is not continued."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ends", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "round"], name="round_ended_once"),
            AppendOnly(name="round_end_append_only"),
        ]
