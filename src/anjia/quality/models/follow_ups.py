"""How the company came back to each completed visit."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.rules.follow_ups import Outcome, Way


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


class FollowUp(CompanyModel):
    """One completed visit to come back to. `attempted_at` is the first attempt, `responded_at` the first word back.

    `call_again_at` is when somebody said they would ring again; empty when nobody waits for that.
    """

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    done_at = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True)
    responded_at = models.DateTimeField(null=True)
    call_again_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "visit"], name="follow_up_visit_once")]
        indexes = [
            models.Index(fields=["company_id", "done_at", "id"], name="follow_up_done"),
            models.Index(
                fields=["company_id", "done_at", "id"], name="follow_up_missing", condition=Q(attempted_at__isnull=True)
            ),
            models.Index(
                fields=["company_id", "call_again_at"],
                name="follow_up_again",
                condition=Q(call_again_at__isnull=False),
            ),
        ]


class FollowUpAttempt(CompanyModel):
    """One attempt: the household opened or answered the question, or staff rang."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="attempts", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    way = models.CharField(max_length=8, choices=_choices(Way))
    outcome = models.CharField(max_length=12, choices=_choices(Outcome), blank=True)
    note = models.CharField(max_length=300, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"way": "call", "outcome": "reached"}

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "follow_up", "id"], name="attempt_follow_up")]
        constraints = [
            AppendOnly(name="attempt_append_only"),
            models.CheckConstraint(
                condition=Q(way="call") & ~Q(outcome="") | ~Q(way="call") & Q(outcome=""),
                name="attempt_call_has_outcome",
            ),
        ]
