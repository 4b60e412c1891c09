"""What was found, what was done about it, and whether a second look agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anjia.inspections.models.inspections import Record
from anjia.inspections.rules import Result, Severity
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Finding(CompanyModel):
    """What was seen of one step of the standard; title and remedy as they stood then."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="findings", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    result = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Result])
    severity = models.CharField(max_length=8, blank=True, choices=[(value.value, value.value) for value in Severity])
    remedy = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    file = Reference("kernel.PrivateFile", null=True)
    action_id = models.BigIntegerField(null=True)

    guard_sample: ClassVar[dict[str, object]] = {"result": "ok", "severity": ""}

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "record", "position"], name="finding_step_once"),
            models.CheckConstraint(
                condition=(Q(result="deviation") & ~Q(severity="")) | (~Q(result="deviation") & Q(severity="")),
                name="finding_severity_of_deviation",
            ),
            AppendOnly(name="finding_append_only"),
        ]
        indexes = [
            models.Index(fields=["company_id", "-id"], name="finding_deviation", condition=Q(result="deviation"))
        ]


class Remedy(CompanyModel):
    """A deviation was put right, for the `number`-th time."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="remedies", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    file = Reference("kernel.PrivateFile", null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "finding", "number"], name="remedy_number_once"),
            AppendOnly(name="remedy_append_only"),
        ]


class Look(CompanyModel):
    """Somebody looked again after a remedy: right now, or not."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="looks", db_index=False)
    number = models.PositiveSmallIntegerField()
    right = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "finding", "number"], name="look_number_once"),
            AppendOnly(name="look_append_only"),
        ]
