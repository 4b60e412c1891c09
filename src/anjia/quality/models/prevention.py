"""What recurrences are measured by, and what is proposed against causes that keep coming."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.improvement import CorrectiveAction
from anjia.quality.rules import MOST_CODE, Scope


class CompletedVisit(CompanyModel):
    """A visit that took place: one unit of exposure."""

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    offering = Reference("catalog.Offering")
    done_at = models.DateTimeField()
    price_fen = models.BigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "visit"], name="completed_visit_once")]
        indexes = [
            models.Index(fields=["company_id", "done_at"], name="completed_visit_time"),
            models.Index(fields=["company_id", "caregiver", "done_at"], name="completed_visit_caregiver"),
            models.Index(fields=["company_id", "offering", "done_at"], name="completed_visit_offering"),
            models.Index(fields=["company_id", "household", "done_at"], name="completed_visit_household"),
        ]


class PreventiveProposal(CompanyModel):
    """A cause comes up at a place more often than chance explains: somebody should act before the next case."""

    cause = models.CharField(max_length=MOST_CODE)
    scope = models.CharField(max_length=12, choices=[(value.value, value.value) for value in Scope])
    scope_id = models.BigIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True)
    times = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    all_times = models.PositiveIntegerField()
    all_visits = models.PositiveIntegerField()
    chance = models.FloatField()
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "cause", "scope", "scope_id", "step", "proposed_on"], name="proposal_place_once"
            ),
            AppendOnly(name="preventive_proposal_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "-id"], name="preventive_proposal_latest")]


class ProposalDecision(CompanyModel):
    """The quality lead's yes (with the action that follows) or no (with the reason)."""

    proposal = models.ForeignKey(PreventiveProposal, models.PROTECT, related_name="decisions", db_index=False)
    accepted = models.BooleanField()
    action = models.ForeignKey(CorrectiveAction, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "proposal"], name="proposal_decision_once"),
            AppendOnly(name="proposal_decision_append_only"),
        ]
