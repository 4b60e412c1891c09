"""By what the index is computed, and what the company's mean is worth."""

from typing import ClassVar

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class IndexVersion(CompanyModel):
    """One published version of the weights (percent, together 100) and of the answers that a rank needs."""

    version = models.PositiveSmallIntegerField()
    attitude = models.PositiveSmallIntegerField()
    skill = models.PositiveSmallIntegerField()
    efficiency = models.PositiveSmallIntegerField()
    problem_solving = models.PositiveSmallIntegerField()
    least_ranked = models.PositiveSmallIntegerField()
    effective_from = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    published_by_name = models.CharField(max_length=80, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"attitude": 25, "skill": 25, "efficiency": 25, "problem_solving": 25}

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="index_version_once"),
            models.CheckConstraint(
                condition=models.Q(
                    attitude=100 - models.F("skill") - models.F("efficiency") - models.F("problem_solving")
                ),
                name="index_version_whole",
            ),
            AppendOnly(name="index_version_append_only"),
        ]


class IndexPrior(CompanyModel):
    """What the answers of a year showed on a day: the company's mean and how many answers it counts like."""

    on = models.DateField()
    mean = models.FloatField()
    worth = models.FloatField()
    groups = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    learned = models.BooleanField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "on"], name="index_prior_day_once")]
