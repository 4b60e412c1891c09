"""Readers that companies trained, and which one reads."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel


class TrainedReader(CompanyModel):
    """One version of a company's own reader. `content` is a NumPy archive without objects, under its `sha256`.

    `progress` is in percent; `figures` and `lexicon_figures` are those of cross-validation on the same labels.
    """

    class State(models.TextChoices):
        TRAINING = "training"
        READY = "ready"
        FAILED = "failed"

    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.TRAINING)
    progress = models.PositiveSmallIntegerField(default=0)
    labels = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    lexicon_figures = models.JSONField(default=dict)
    threshold = models.FloatField(default=0.5)
    content = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="reader_version_once"),
            models.UniqueConstraint(
                fields=["company_id"], condition=models.Q(state="training"), name="reader_trained_one_by_one"
            ),
        ]


class ReaderChoice(CompanyModel):
    """Which reader reads from an instant on; none: the lexicon alone. The latest row holds."""

    reader = models.ForeignKey(TrainedReader, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="reader_choice_append_only")]
        indexes = [models.Index(fields=["company_id", "-id"], name="reader_choice_latest")]
