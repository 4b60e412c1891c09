"""Corrective actions and whether they helped."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.complaints import Complaint
from anjia.quality.rules import Cause


class CorrectiveAction(CompanyModel):
    """Work on the cause of a complaint: who does what until when. Written once; what follows are rows of its own."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+", db_index=False)
    staff = Reference("company.Staff")
    what = models.TextField()
    cause = models.CharField(max_length=12, choices=[(value.value, value.value) for value in Cause])
    due_on = models.DateField()
    planned_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="corrective_action_append_only")]
        indexes = [
            models.Index(fields=["company_id", "complaint"], name="corrective_action_complaint"),
            models.Index(fields=["company_id", "-id"], name="corrective_action_latest"),
        ]


class ActionFinish(CompanyModel):
    """The work is done, for the `number`-th time."""

    action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="finishes", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    check_on = models.DateField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "action", "number"], name="action_finish_once"),
            AppendOnly(name="action_finish_append_only"),
        ]


class EffectivenessCheck(CompanyModel):
    """Somebody looked whether the cause came back. `due_on` is the new deadline of an action that did not help."""

    action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="checks", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    effective = models.BooleanField()
    evidence = models.JSONField()
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "action", "number"], name="effectiveness_check_once"),
            AppendOnly(name="effectiveness_check_append_only"),
        ]
