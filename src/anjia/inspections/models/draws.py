"""How spot checks are drawn, and every draw there was."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class PlanVersion(CompanyModel):
    """One published version of the sampling plan: how many visits a week, and by how much each risk counts."""

    version = models.PositiveSmallIntegerField()
    checks = models.PositiveSmallIntegerField()
    new_percent = models.PositiveSmallIntegerField()
    low_percent = models.PositiveSmallIntegerField()
    high_percent = models.PositiveSmallIntegerField()
    unchecked_percent = models.PositiveSmallIntegerField()
    new_days = models.PositiveIntegerField()
    low_below = models.PositiveIntegerField()
    high_fen = models.PositiveIntegerField()
    unchecked_days = models.PositiveIntegerField()
    effective_from = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    published_by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="sampling_plan_version_once"),
            AppendOnly(name="sampling_plan_append_only"),
        ]


class Draw(CompanyModel):
    """One draw of a week's spot checks, as anybody can repeat it.

    `frame` holds [visit, caregiver, weight, probability in millionths, risks] for every visit that could be drawn.
    """

    week_on = models.DateField()
    seed = models.CharField(max_length=64)
    plan = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    checks = models.PositiveSmallIntegerField()
    frame = models.JSONField()
    drawn = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "week_on"], name="draw_week_once"),
            AppendOnly(name="draw_append_only"),
        ]
