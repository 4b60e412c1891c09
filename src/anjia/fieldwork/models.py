"""The record of a visit under way."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.fieldwork.rules import IncidentKind, Missed, Step, When
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class VisitWork(CompanyModel):
    """One visit as it is carried out. Made at the first act; `caregiver` is who acts on it now.

    `check_in_metres` is None when the phone's place was not known. `steps` is the standard as it stood when the work
    began, so that a later edition does not change a visit under way; None until then.
    """

    visit = Reference("booking.Visit")
    caregiver = Reference("workforce.Caregiver")
    household = Reference("households.Household")
    steps = models.JSONField(null=True)
    set_out_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    check_in_said_at = models.DateTimeField(null=True)
    check_in_metres = models.PositiveIntegerField(null=True)
    check_in_note = models.CharField(max_length=200, blank=True)
    late_minutes = models.PositiveIntegerField(default=0)
    completed_at = models.DateTimeField(null=True)
    missing_reason = models.CharField(max_length=300, blank=True)
    closing_note = models.CharField(max_length=500, blank=True)
    household_note = models.CharField(max_length=500, blank=True)
    household_noted_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "visit"], name="work_visit_once")]
        indexes = [
            models.Index(fields=["company_id", "caregiver", "-id"], name="work_of_caregiver"),
            models.Index(
                fields=["company_id", "completed_at"], name="work_completed", condition=Q(completed_at__isnull=False)
            ),
        ]

    @property
    def standard(self) -> tuple[Step, ...]:
        """The steps of this visit, in order."""
        return tuple(Step(**step) for step in self.steps or ())


class Act(CompanyModel):
    """One tap, by the id the phone gave it: a second delivery of the same tap finds this row and changes nothing."""

    client_id = models.UUIDField()
    work = models.ForeignKey(VisitWork, models.PROTECT, related_name="acts", db_index=False)
    caregiver = Reference("workforce.Caregiver")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "client_id"], name="act_once")]


class StepTick(CompanyModel):
    """A step that is done, with its title as it stood then. Taking it back removes the row; the log keeps both."""

    work = models.ForeignKey(VisitWork, models.PROTECT, related_name="ticks", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    ticked_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "work", "position"], name="step_tick_once")]


class StepPhoto(CompanyModel):
    """A photo of a step (position 0: of the whole home), before or after the work."""

    work = models.ForeignKey(VisitWork, models.PROTECT, related_name="photos", db_index=False)
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=6, choices=[(when.value, when.value) for when in When])
    file = Reference("kernel.PrivateFile")
    taken_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "work", "position"], name="step_photo_of_work")]


class ScopeMiss(CompanyModel):
    """A guaranteed scope that was not delivered; the row makes sure that it is told once."""

    visit = Reference("booking.Visit")
    because = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Missed])
    missed = models.JSONField()
    at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "visit"], name="scope_miss_visit_once")]


class Incident(CompanyModel):
    """Something that went otherwise than agreed, in the caregiver's words."""

    WORDS = {
        IncidentKind.DAMAGE: _("Something was damaged"),
        IncidentKind.INJURY: _("Somebody was hurt"),
        IncidentKind.ACCESS_REFUSED: _("Could not get in"),
        IncidentKind.EXTRA_WORK_ASKED: _("Asked for extra work"),
        IncidentKind.SAFETY: _("I do not feel safe"),
        IncidentKind.OTHER: _("Something else"),
    }

    work = models.ForeignKey(VisitWork, models.PROTECT, related_name="incidents", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in IncidentKind])
    text = models.CharField(max_length=1000, blank=True)
    file = Reference("kernel.PrivateFile", null=True)
    reported_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "work"], name="incident_of_work"),
            models.Index(fields=["company_id", "-reported_at"], name="incident_latest"),
        ]
