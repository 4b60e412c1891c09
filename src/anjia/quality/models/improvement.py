"""Corrective actions and whether they helped."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.complaints import Complaint
from anjia.quality.rules import ActionKind, CheckOutcome, Measure, Scope


class CorrectiveAction(CompanyModel):
    """Work on a cause: who does what until when, and where. Written once; what follows are rows of its own.

    A corrective action belongs to a complaint, a preventive one to none. `label` names a cause of another area.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in ActionKind], default=ActionKind.CORRECTIVE
    )
    measure = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in Measure], default=Measure.COMPLAINTS
    )
    scope = models.CharField(
        max_length=12, choices=[(value.value, value.value) for value in Scope], default=Scope.COMPANY
    )
    scope_id = models.BigIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=80, blank=True)
    staff = Reference("company.Staff")
    what = models.TextField()
    cause = models.CharField(max_length=60)
    due_on = models.DateField()
    planned_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="corrective_action_append_only")]
        indexes = [
            models.Index(fields=["company_id", "complaint"], name="corrective_action_complaint"),
            models.Index(fields=["company_id", "-id"], name="corrective_action_latest"),
            models.Index(fields=["company_id", "measure", "cause"], name="corrective_action_cause"),
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
    """A look whether the cause came back, by the clock or by a person.

    `due_on` is the new deadline of an action that did not help, `look_again_on` the day of the next look where the
    figures could not tell. `finding` is what the test said. `effective` stays empty while nothing is decided.
    """

    action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="checks", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    effective = models.BooleanField(null=True)
    # Rows from before figures decided have none; `effective` says it.
    outcome = models.CharField(
        max_length=12, choices=[(value.value, value.value) for value in CheckOutcome], blank=True
    )
    evidence = models.JSONField()
    finding = models.JSONField(default=dict)
    look_again_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "action", "number"], name="effectiveness_check_once"),
            AppendOnly(name="effectiveness_check_append_only"),
        ]
