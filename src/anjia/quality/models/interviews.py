"""Deep interviews, and questions to an expert."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class DeepInterview(CompanyModel):
    """A long talk with a household: planned once for each occasion ("new", "2026Q4")."""

    household = Reference("households.Household")
    occasion = models.CharField(max_length=8)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "household", "occasion"], name="deep_interview_once"),
            AppendOnly(name="deep_interview_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "due_at", "id"], name="deep_interview_due")]


class InterviewRecord(CompanyModel):
    """How an interview ended: held with its answers ([question, answer] pairs), or declined and why."""

    interview = models.ForeignKey(DeepInterview, models.PROTECT, related_name="records", db_index=False)
    held = models.BooleanField()
    answers = models.JSONField(default=list)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "interview"], name="interview_ended_once"),
            AppendOnly(name="interview_record_append_only"),
        ]


class Consultation(CompanyModel):
    """A household's question that an expert of the company answers. `origin` names what it came from ("survey:3")."""

    household = Reference("households.Household")
    topic = models.CharField(max_length=80)
    question = models.TextField()
    origin = models.CharField(max_length=60, blank=True)
    staff = Reference("company.Staff")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="consultation_append_only")]
        indexes = [
            models.Index(fields=["company_id", "-id"], name="consultation_latest"),
            models.Index(fields=["company_id", "household", "-id"], name="consultation_household"),
        ]


class Advice(CompanyModel):
    """What the expert says; a second one adds to the first."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="advice", db_index=False)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="advice_append_only")]
        indexes = [models.Index(fields=["company_id", "consultation"], name="advice_consultation")]
