"""What was lost and why."""

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.losses.rules import Lost


class LossTree(CompanyModel):
    """A published version of the tree, whole; version 0 is the standard one and needs no row."""

    version = models.PositiveIntegerField()
    nodes = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="loss_tree_version_once"),
            AppendOnly(name="loss_tree_append_only"),
        ]


class Loss(CompanyModel):
    """A chance that ended in nothing. `reason` repeats the latest LossReason, for the figures; `guess` is the first.

    `subject` is the thing, as facts name it ("visit:12"); the same thing is lost once. `amount_fen` was at stake; what
    is counted with another loss already is 0 here. `chance` is the enquiry it began with, if it is known.
    """

    subject = models.CharField(max_length=40)
    lost = models.CharField(max_length=8, choices=[(value.value, value.value) for value in Lost])
    chance = models.CharField(max_length=40, blank=True)
    household = Reference("households.Household")
    branch = Reference("company.Branch", null=True)
    offering = Reference("catalog.Offering", null=True)
    amount_fen = models.BigIntegerField()
    lost_at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    guess = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    explained_at = models.DateTimeField(null=True)
    recovered_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "subject"], name="loss_subject_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="loss_not_negative"),
            models.CheckConstraint(
                condition=Q(reason="", explained_at__isnull=True) | (~Q(reason="") & Q(explained_at__isnull=False)),
                name="loss_explained_by_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "lost_at", "id"], name="loss_counted", condition=Q(recovered_at__isnull=True)
            ),
            models.Index(
                fields=["company_id", "-id"],
                name="loss_unexplained",
                condition=Q(recovered_at__isnull=True, explained_at__isnull=True),
            ),
            models.Index(fields=["company_id", "chance"], name="loss_chance", condition=~Q(chance="")),
        ]


class LossReason(CompanyModel):
    """Somebody's word why, by a version of the tree. The latest counts."""

    loss = models.ForeignKey(Loss, models.PROTECT, related_name="reasons", db_index=False)
    code = models.CharField(max_length=40)
    tree_version = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="loss_reason_append_only")]
        indexes = [models.Index(fields=["company_id", "loss", "id"], name="loss_reason_loss")]
