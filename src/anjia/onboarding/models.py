"""Files that were sent in, their rows, and what each known line became."""

from django.db import models
from django.db.models import Q

from anjia.kernel.fields import SealedField
from anjia.kernel.models import CompanyModel
from anjia.onboarding.rules import Kind

_KINDS = [(kind.value, kind.value) for kind in Kind]


class ImportBatch(CompanyModel):
    """One file. Its bytes are not kept, only what was read of them."""

    class State(models.TextChoices):
        PREVIEWED = "previewed"
        CONFIRMED = "confirmed"
        DISCARDED = "discarded"

    kind = models.CharField(max_length=12, choices=_KINDS)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    headers = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    header_row = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    understood = models.PositiveIntegerField(default=0)
    previewed_at = models.DateTimeField()
    previewed_by_name = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "-id"], name="import_latest")]


class ImportRow(CompanyModel):
    """One row of a file. Cells, values and findings lie sealed in `body`; once written, only the findings stay."""

    class Verdict(models.TextChoices):
        NEW = "new"
        CHANGED = "changed"
        SAME = "same"
        BAD = "bad"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    body = SealedField()
    key = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    asks = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False)
    thing = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "batch", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["company_id", "batch", "verdict", "number"], name="import_row_verdict"),
            models.Index(
                fields=["company_id", "batch", "number"],
                name="import_row_open",
                condition=Q(written_at__isnull=True, verdict__in=("new", "changed")),
            ),
        ]


class ImportedThing(CompanyModel):
    """What a line became ("household:12"), by the line's key: the same line in any file is written once."""

    kind = models.CharField(max_length=12, choices=_KINDS)
    key = models.CharField(max_length=40)
    digest = models.CharField(max_length=40)
    thing = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "kind", "key"], name="imported_once")]
