"""Clauses and promises."""

from django.db import models
from django.db.models import F, Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.models import CompanyModel
from anjia.promises.rules import State


class Clause(CompanyModel):
    """One published version of a term. Written once: what was promised under it stays readable for ever.

    `sentence` and `remedy` are the company's own words; empty means the standard words of the kind.
    """

    kind = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    most_fen = models.BigIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    remedy = models.CharField(max_length=300, blank=True)
    effective_from = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "kind", "version"], name="clause_version_once"),
            models.CheckConstraint(condition=Q(most_fen__gte=0), name="clause_not_negative"),
            AppendOnly(name="clause_append_only"),
        ]


class Promise(CompanyModel):
    """One commitment. `household_id` is kept as a plain id: households lie downstream."""

    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=60)
    household_id = models.BigIntegerField(null=True)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in State], default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            # The sweep reads this one across companies; it holds open promises only, so it stays small.
            models.Index(fields=["due_at", "id"], name="promise_due", condition=Q(state="open")),
            models.Index(fields=["company_id", "due_at", "id"], name="promise_open", condition=Q(state="open")),
            models.Index(fields=["company_id", "subject", "kind", "-id"], name="promise_subject"),
            models.Index(fields=["company_id", "state", "-closed_at", "-id"], name="promise_closed"),
            models.Index(fields=["company_id", "household_id", "-id"], name="promise_household"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "kind", "subject"], condition=Q(state="open"), name="promise_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(~Q(state="open"), closed_at__isnull=False),
                name="promise_closed_when_ended",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("made_at")), name="promise_due_after_made"),
        ]
