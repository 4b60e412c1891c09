"""Complaints and the decisions about them."""

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.surveys import Survey
from anjia.quality.rules import MOST_CODE, Reason, Severity


class Complaint(CompanyModel):
    """Something that was wrong. How it stands follows from the rows below.

    `severity`, `cause`, `step`, `team` and `owner` repeat the latest Assessment and Handover, for the lists.
    """

    household = Reference("households.Household")
    visit = Reference("booking.Visit", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    offering = Reference("catalog.Offering", null=True)
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, related_name="+", db_index=False)
    severity = models.CharField(max_length=8, choices=[(value.value, value.value) for value in Severity])
    cause = models.CharField(max_length=MOST_CODE)
    step = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    owner = Reference("company.Staff", null=True)
    team = models.CharField(max_length=24, blank=True)

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
            models.Index(fields=["company_id", "team", "-id"], name="complaint_team"),
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


class CompensationRequest(Decision):
    """Somebody asked for more than they may give back alone."""

    number = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint", "number"], name="compensation_request_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="compensation_request_positive"),
            AppendOnly(name="compensation_request_append_only"),
        ]


class CompensationDecision(Decision):
    """A second person's yes or no to a request."""

    request = models.ForeignKey(CompensationRequest, models.PROTECT, related_name="+", db_index=False)
    approved = models.BooleanField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "request"], name="compensation_decision_once"),
            AppendOnly(name="compensation_decision_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "complaint"], name="compensation_decision_of")]


class Compensation(Decision):
    """Money given back, once per complaint, under a published clause; above one's own bound by way of a request."""

    request = models.ForeignKey(CompensationRequest, models.PROTECT, null=True, related_name="+", db_index=False)
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
