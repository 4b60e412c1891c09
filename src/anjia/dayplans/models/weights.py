"""What things cost when a day is planned."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class WeightsVersion(CompanyModel):
    """One published version of the weights: fen, or minutes where the name says so. Plans made before keep theirs."""

    version = models.PositiveSmallIntegerField()
    travel_fen = models.PositiveIntegerField()
    new_face_fen = models.PositiveIntegerField()
    wish_fen = models.PositiveIntegerField()
    other_caregiver_fen = models.PositiveIntegerField()
    moved_fen = models.PositiveIntegerField()
    unserved_fen = models.PositiveIntegerField()
    fairness_fen = models.PositiveIntegerField()
    income_fen = models.PositiveIntegerField(default=0)
    shift_minutes = models.PositiveSmallIntegerField()
    soon_minutes = models.PositiveSmallIntegerField()
    break_minutes = models.PositiveSmallIntegerField(default=0)
    break_fen = models.PositiveIntegerField(default=15_00)
    effective_from = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    published_by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="plan_weights_version_once"),
            AppendOnly(name="plan_weights_append_only"),
        ]
