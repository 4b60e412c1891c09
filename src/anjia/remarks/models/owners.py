"""Who looks after an aspect, and what they took note of."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel
from anjia.remarks.rules import Aspect

ASPECTS = [(value.value, value.value) for value in Aspect]


class AspectOwner(CompanyModel):
    """The role that a company made look after an aspect; without a row, rules.USUAL_OWNER says who does."""

    aspect = models.CharField(max_length=16, choices=ASPECTS)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "aspect"], name="aspect_owner_once")]


class AspectNote(CompanyModel):
    """Somebody took note of what was said of an aspect, up to a remark."""

    aspect = models.CharField(max_length=16, choices=ASPECTS)
    until_remark_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="aspect_note_append_only")]
        indexes = [models.Index(fields=["company_id", "aspect", "-id"], name="aspect_note_latest")]
