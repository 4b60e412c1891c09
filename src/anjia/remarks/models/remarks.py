"""Texts, how they are read, and how people read them."""

from django.db import models
from django.db.models import F, Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.remarks.models.readers import TrainedReader
from anjia.remarks.rules import Aspect, Polarity, Source

POLARITIES = [(value.value, value.value) for value in Polarity]
ASPECTS = [(value.value, value.value) for value in Aspect]


class Remark(CompanyModel):
    """One text, as it is read now: by a person (`labelled`), else by `reader` (none: the lexicon).

    `origin` names what it was made from ("survey:7", "complaint:3#2"); the same is made once. `unhappiness` is the
    likelihood 0 to 1; `words` are [start, end, kind, weight] of what decided. `rank` puts the unhappy first.
    """

    source = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Source])
    origin = models.CharField(max_length=60)
    text = models.TextField()
    written_at = models.DateTimeField()
    household = Reference("households.Household", null=True)
    visit = Reference("booking.Visit", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    offering = Reference("catalog.Offering", null=True)
    branch = Reference("company.Branch", null=True)
    polarity = models.CharField(max_length=8, choices=POLARITIES)
    rank = models.PositiveSmallIntegerField()
    unhappiness = models.FloatField()
    wish = models.BooleanField(default=False)
    words = models.JSONField(default=list)
    reader = models.ForeignKey(TrainedReader, models.PROTECT, null=True, related_name="+", db_index=False)
    labelled = models.BooleanField(default=False)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "origin"], name="remark_origin_once"),
            models.CheckConstraint(condition=Q(unhappiness__range=(0, 1)), name="remark_likelihood"),
        ]
        indexes = [
            models.Index(fields=["company_id", "rank", "-id"], name="remark_rank"),
            models.Index(fields=["company_id", "written_at"], name="remark_written"),
            models.Index(fields=["company_id", "caregiver", "written_at"], name="remark_caregiver"),
            models.Index(fields=["company_id", "household", "-id"], name="remark_household"),
        ]


class RemarkAspect(CompanyModel):
    """What a remark says of one aspect, as it is read now. Repeats the remark's time, for the analysis."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="aspects", db_index=False)
    aspect = models.CharField(max_length=16, choices=ASPECTS)
    polarity = models.CharField(max_length=8, choices=POLARITIES)
    written_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "remark", "aspect"], name="remark_aspect_once"),
        ]
        indexes = [
            models.Index(fields=["company_id", "aspect", "polarity", "written_at"], name="aspect_written"),
            models.Index(fields=["company_id", "written_at"], name="aspect_period"),
        ]


class Label(CompanyModel):
    """How a person reads a remark, or (`takes_back`) that an earlier label no longer holds. The latest one holds."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="labels", db_index=False)
    polarity = models.CharField(max_length=8, choices=POLARITIES, blank=True)
    aspects = models.JSONField(default=dict)
    takes_back = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "takes_back"],
                condition=Q(takes_back__isnull=False),
                name="label_taken_back_once",
            ),
            models.CheckConstraint(condition=~Q(takes_back=F("id")), name="label_takes_back_another"),
            AppendOnly(name="label_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "remark", "-id"], name="label_remark")]
