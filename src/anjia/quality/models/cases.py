"""How a complaint is carried: judged, handed over, waited with, and followed by a plan."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.complaints import ComplaintReply, Decision
from anjia.quality.rules import MOST_CODE, Severity, WaitEnd


class Assessment(Decision):
    """How bad it is, why it came about, and at which step of the standard. The first one is made at the opening."""

    severity = models.CharField(max_length=8, choices=[(value.value, value.value) for value in Severity])
    cause = models.CharField(max_length=MOST_CODE)
    step = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="assessment_append_only")]
        indexes = [models.Index(fields=["company_id", "complaint", "id"], name="assessment_complaint")]


class Handover(Decision):
    """Who answers for it from now on: a team (a role, or one with a name) and one of its people."""

    team = models.CharField(max_length=24)
    staff = Reference("company.Staff", null=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="handover_append_only")]
        indexes = [models.Index(fields=["company_id", "complaint", "id"], name="handover_complaint")]


class Wait(Decision):
    """A question without whose answer the company cannot go on: its clock stands still."""

    reply = models.ForeignKey(ComplaintReply, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint", "number"], name="wait_number_once"),
            AppendOnly(name="wait_append_only"),
        ]


class WaitEnding(Decision):
    """The clock goes on, and why."""

    wait = models.ForeignKey(Wait, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=8, choices=[(value.value, value.value) for value in WaitEnd])

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "wait"], name="wait_ended_once"),
            AppendOnly(name="wait_ending_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "complaint"], name="wait_ending_complaint")]


class Plan(Decision):
    """Why it cannot be settled at once, and what will be done by when; the next plan takes its place."""

    reply = models.ForeignKey(ComplaintReply, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "complaint", "number"], name="plan_number_once"),
            AppendOnly(name="plan_append_only"),
        ]


class PlanStep(CompanyModel):
    """One thing the household is promised within a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    due_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "plan", "position"], name="plan_step_once"),
            AppendOnly(name="plan_step_append_only"),
        ]


class PlanStepDone(Decision):
    """A step of a plan was taken."""

    step = models.ForeignKey(PlanStep, models.PROTECT, related_name="+", db_index=False)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "step"], name="plan_step_done_once"),
            AppendOnly(name="plan_step_done_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "complaint"], name="plan_step_done_of")]
