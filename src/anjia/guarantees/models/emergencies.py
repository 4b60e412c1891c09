"""Calls for help, and what was done."""

from django.db import models
from django.db.models import Q

from anjia.guarantees.rules import EmergencyKind, EmergencyState
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Emergency(CompanyModel):
    """A call for help during a visit. `said_at` is the phone's own time when it was sent later.

    `taken_up_at` and `closed_at` repeat the steps below, so that every page of the desk can look cheaply.
    """

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver", null=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in EmergencyKind])
    text = models.CharField(max_length=500, blank=True)
    caller = models.CharField(max_length=10)
    client_id = models.UUIDField(null=True)
    said_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    taken_up_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "id"], name="emergency_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["company_id", "visit", "-id"], name="emergency_visit"),
            models.Index(fields=["company_id", "-id"], name="emergency_latest"),
        ]
        constraints = [models.UniqueConstraint(fields=["company_id", "client_id"], name="emergency_tap_once")]


class EmergencyStep(CompanyModel):
    """Taken up, answered (as often as there is something to say) or closed: who, when, in which words."""

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="steps", db_index=False)
    kind = models.CharField(max_length=8, choices=[(state.value, state.value) for state in EmergencyState])
    text = models.CharField(max_length=1000, blank=True)
    staff = Reference("company.Staff")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "emergency", "id"], name="emergency_step_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "emergency", "kind"],
                condition=Q(kind__in=["taken_up", "closed"]),
                name="emergency_step_once",
            ),
            AppendOnly(name="emergency_step_append_only"),
        ]
