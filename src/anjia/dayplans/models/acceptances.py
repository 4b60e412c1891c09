"""What people accepted, and took back."""

from django.db import models

from anjia.dayplans.models.plans import Alternative, PlannedMove
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class Acceptance(CompanyModel):
    """Somebody accepted moves of an answer; all of them happened with it."""

    alternative = models.ForeignKey(Alternative, models.PROTECT, related_name="acceptances", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "alternative"], name="acceptance_alternative")]
        constraints = [AppendOnly(name="acceptance_append_only")]


class AcceptedMove(CompanyModel):
    """A move that was made, and the assignment that it made. Made anew only after it was taken back: `made_before`
    counts how often it was made before, and each number is there once."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="moves", db_index=False)
    move = models.ForeignKey(PlannedMove, models.PROTECT, related_name="+", db_index=False)
    assignment_id = models.BigIntegerField()
    made_before = models.PositiveSmallIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "acceptance"], name="accepted_move_acceptance"),
            models.Index(fields=["company_id", "assignment_id"], name="accepted_move_assignment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "move", "made_before"], name="accepted_move_once"),
            AppendOnly(name="accepted_move_append_only"),
        ]


class Undoing(CompanyModel):
    """An acceptance that was taken back: every visit is as it was before."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="undoings", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "acceptance"], name="acceptance_undone_once"),
            AppendOnly(name="undoing_append_only"),
        ]
