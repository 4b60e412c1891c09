"""Inspections, and how each ended."""

from django.db import models
from django.db.models import Q

from anjia.inspections.models.draws import Draw
from anjia.inspections.models.rounds import Round
from anjia.inspections.rules import Kind
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Inspection(CompanyModel):
    """Somebody is to look by `due_at`. What at is known as far as the plan says: a spot check knows its visit.

    `chance` is a spot check's probability of having been drawn.
    """

    kind = models.CharField(max_length=6, choices=[(value.value, value.value) for value in Kind])
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField()
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="+", db_index=False)
    visit = Reference("booking.Visit", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    offering = Reference("catalog.Offering", null=True)
    branch = Reference("company.Branch", null=True)
    chance = models.FloatField(null=True)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "round", "due_on"], condition=Q(round__isnull=False), name="inspection_round_once"
            ),
            models.UniqueConstraint(
                fields=["company_id", "draw", "visit"], condition=Q(draw__isnull=False), name="inspection_drawn_once"
            ),
            AppendOnly(name="inspection_append_only"),
        ]
        indexes = [
            models.Index(fields=["company_id", "due_at", "id"], name="inspection_due"),
            models.Index(fields=["company_id", "visit"], name="inspection_visit", condition=Q(visit__isnull=False)),
        ]


class Record(CompanyModel):
    """An inspection that took place: at which visit, by whom, and whether at the home with the household's consent."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="records", db_index=False)
    visit = Reference("booking.Visit")
    caregiver = Reference("workforce.Caregiver")
    offering = Reference("catalog.Offering")
    household = Reference("households.Household")
    at_home = models.BooleanField()
    note = models.TextField(blank=True)
    steps_seen = models.PositiveSmallIntegerField()
    deviations = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "inspection"], name="inspection_held_once"),
            AppendOnly(name="inspection_record_append_only"),
        ]
        indexes = [
            models.Index(fields=["company_id", "caregiver", "-at"], name="inspection_of_caregiver"),
            models.Index(fields=["company_id", "-at", "-id"], name="inspection_latest"),
            models.Index(fields=["company_id", "visit"], name="inspection_of_visit"),
        ]


class Drop(CompanyModel):
    """An inspection that will not take place, and why."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="drops", db_index=False)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "inspection"], name="inspection_dropped_once"),
            AppendOnly(name="inspection_drop_append_only"),
        ]
