"""What the kernel remembers: facts, jobs, timers, the ledger and private files."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.scope import CurrentCompany, current_company_id

M = TypeVar("M", bound=models.Model)


class CompanyManager(models.Manager[M]):
    """Rows of the company in scope; raises NoCompany when there is none."""

    _rows: models.QuerySet[M] | None = None

    def get_queryset(self) -> models.QuerySet[M]:
        # Building it takes ten times as long as copying it. Whose rows they are is asked when the SQL is made.
        if self._rows is None or self._rows.model is not self.model:
            self._rows = super().get_queryset().filter(company_id=CurrentCompany())
        return self._rows.using(self._db) if self._db else self._rows.all()


class CompanyModel(models.Model):
    """A row that belongs to one company. `company_id` is filled from the scope and never chosen by a caller.

    `everywhere` sees all companies: for log-in by token and for sweeps, which enter the scope of each row.
    """

    company_id = models.BigIntegerField(default=current_company_id, editable=False)

    objects: Any = CompanyManager()
    everywhere: Any = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "everywhere"
        default_manager_name = "objects"


class Fact(CompanyModel):
    """One event as it happened. Append only: the log is the one memory of who did what, when and because of what."""

    name = models.CharField(max_length=80)
    body = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    caused_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    depth = models.PositiveSmallIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "-id"], name="fact_latest")]
        constraints = [AppendOnly(name="fact_append_only")]


class FactSubject(CompanyModel):
    """Which things a fact is about ("household:12"), so that anything's story is one index range."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="subjects", db_index=False)
    subject = models.CharField(max_length=60)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "subject", "-fact"], name="fact_story")]


class Heard(CompanyModel):
    """The inbox: this listener has had its effect for this fact. Written in the effect's own transaction."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", db_index=False)
    listener = models.CharField(max_length=120)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "fact", "listener"], name="heard_once"),
            AppendOnly(name="heard_append_only"),
        ]


class Job(models.Model):
    """One background task. A worker that takes it moves `due_at` ahead by the lease: if it dies, it is due again.

    `attempts` is the fence: only the worker of the latest attempt may close the job. Jobs belong to no company;
    what they do enters the scope it names.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    task = models.CharField(max_length=160)
    arguments = models.JSONField()
    company_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="job_due", condition=Q(state="waiting")),
            models.Index(fields=["company_id", "-id"], name="job_dead", condition=Q(state="dead")),
            models.Index(fields=["closed_at"], name="job_closed", condition=Q(state="done")),
        ]


class Timer(models.Model):
    """When a timed task runs next; moved by compare-and-swap, so many schedulers start it once."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField()


class Journal(CompanyModel):
    """One business fact in money. Its key ("visit:7:charge") is unique: it can be posted once."""

    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    memo = models.CharField(max_length=200)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "key"], name="journal_key_once"),
            AppendOnly(name="journal_append_only"),
        ]


class LedgerTransfer(CompanyModel):
    """One amount from an account to another: balanced by its shape, so the ledger's sum is always zero."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="transfers", db_index=False)
    debit = models.CharField(max_length=60)
    credit = models.CharField(max_length=60)
    amount_fen = models.BigIntegerField()

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "debit", "id"], name="transfer_debit"),
            models.Index(fields=["company_id", "credit", "id"], name="transfer_credit"),
            models.Index(fields=["journal"], name="transfer_journal"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="transfer_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_two_accounts"),
            AppendOnly(name="transfer_append_only"),
        ]


class PrivateFile(CompanyModel):
    """A file that only a checked view hands out. The bytes lie under the private folder by their hash."""

    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "sha256"], name="file_hash")]
