"""Complaints and the decisions about them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.surveys import Survey
from anjia.quality.rules import Cause, Reason, Severity


class Complaint(CompanyModel):
    """Something that was wrong. How it stands follows from the rows below; only who answers for it is kept here."""

    household = Reference("households.Household")
    visit = Reference("booking.Visit", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    offering = Reference("catalog.Offering", null=True)
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, related_name="+", db_index=False)
    severity = models.CharField(max_length=8, choices=[(value.value, value.value) for value in Severity])
    cause = models.CharField(max_length=12, choices=[(value.value, value.value) for value in Cause])
    text = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    owner = Reference("company.Staff", null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "survey"], condition=Q(survey__isnull=False), name="complaint_survey_once"
            )
        ]
        indexes = [
            models.Index(fields=["company_id", "-id"], name="complaint_latest"),
            models.Index(fields=["company_id", "household", "-id"], name="complaint_household"),
            models.Index(fields=["company_id", "visit"], name="complaint_visit", condition=Q(visit__isnull=False)),
            models.Index(fields=["company_id", "cause", "opened_at"], name="complaint_cause"),
            models.Index(fields=["company_id", "owner"], name="complaint_owner"),
        ]


class Decision(CompanyModel):
    """A step taken about a complaint: who, when, in which words. Written once."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)

    class Meta(CompanyModel.Meta):
        abstract = True


class ComplaintReply(Decision):
    """A message, from the company or from the household."""

    from_household = models.BooleanField(default=False)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "complaint", "id"], name="reply_complaint")]
        constraints = [AppendOnly(name="reply_append_only")]


class Escalation(Decision):
    """The complaint moved up to `staff`. One broken promise moves it once."""

    level = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=16, choices=[(value.value, value.value) for value in Reason])
    staff = Reference("company.Staff", null=True)
    promise = Reference("promises.Promise", null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint", "level"], name="escalation_level_once"),
            models.UniqueConstraint(
                fields=["company_id", "promise"], condition=Q(promise__isnull=False), name="escalation_promise_once"
            ),
            AppendOnly(name="escalation_append_only"),
        ]


class Compensation(Decision):
    """Money given back, once per complaint, under a published clause."""

    amount_fen = models.BigIntegerField()
    clause = Reference("promises.Clause")

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint"], name="compensation_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="compensation_positive"),
            AppendOnly(name="compensation_append_only"),
        ]


class Resolution(Decision):
    """What the company did to settle it. After a contest the next one counts one more."""

    number = models.PositiveSmallIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint", "number"], name="resolution_number_once"),
            AppendOnly(name="resolution_append_only"),
        ]


class Verdict(Decision):
    """The household's word on a resolution: settled, or not."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="verdicts", db_index=False)
    settled = models.BooleanField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "resolution"], name="verdict_once"),
            AppendOnly(name="verdict_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "complaint"], name="verdict_complaint")]


def with_standing(rows: "models.QuerySet[Complaint]") -> "models.QuerySet[Complaint]":
    """The complaints with what their state is derived from: `answered`, `resolutions`, `contests`, `confirmed`."""
    mine = models.OuterRef("pk")
    replies = ComplaintReply.objects.filter(complaint=mine, from_household=False)
    return rows.annotate(
        answered=models.Exists(replies),
        resolutions=_count(Resolution.objects.filter(complaint=mine)),
        contests=_count(Verdict.objects.filter(complaint=mine, settled=False)),
        confirmed=models.Exists(Verdict.objects.filter(complaint=mine, settled=True)),
    )


def _count(rows: "models.QuerySet[Resolution] | models.QuerySet[Verdict]") -> Coalesce:
    counted = rows.order_by().values("complaint").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)


def unsettled() -> "models.QuerySet[Complaint]":
    """Complaints without a resolution that stands."""
    contested = Verdict.objects.filter(resolution=models.OuterRef("pk"), settled=False)
    standing = Resolution.objects.filter(complaint=models.OuterRef("pk")).exclude(models.Exists(contested))
    rows: models.QuerySet[Complaint] = Complaint.objects.exclude(models.Exists(standing))
    return rows
