"""Whose time is given to which visit."""

from django.db import models
from django.db.models import Q

from anjia.dispatch.rules import Liking, Side, Stay
from anjia.kernel.constraints import NoOverlap
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel


class Diary(CompanyModel):
    """One row per caregiver: locked by whoever changes her time, so that changes come one after the other."""

    caregiver = Reference("workforce.Caregiver")

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "caregiver"], name="diary_caregiver_once")]


class Assignment(CompanyModel):
    """A stretch of a caregiver's time: held for a decision, given to a visit, or released again.

    Minutes are epoch minutes. Busy time is the visit and the way to it, so a way that does not fit is an overlap.
    A change of caregiver releases one row and makes another: rows tell the whole story of a visit.
    """

    class State(models.TextChoices):
        HELD = "held"
        ASSIGNED = "assigned"
        RELEASED = "released"

    ACTIVE = (State.HELD, State.ASSIGNED)

    caregiver = Reference("workforce.Caregiver")
    visit = Reference("booking.Visit", null=True)
    household = Reference("households.Household", null=True)
    trade = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State.choices)
    starts_minute = models.IntegerField()
    ends_minute = models.IntegerField()
    busy_from = models.IntegerField()
    busy_until = models.IntegerField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    expires_at = models.DateTimeField(null=True)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=80, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            # The window scan of free slots and the board reads nothing but this index on PostgreSQL. The two are not
            # limited to the active states: SQLite never uses an index WHERE a column is IN several values.
            models.Index(
                fields=["company_id", "starts_minute"],
                name="assignment_window",
                include=["caregiver", "ends_minute", "latitude", "longitude", "state", "expires_at"],
            ),
            models.Index(fields=["company_id", "caregiver", "starts_minute"], name="assignment_caregiver"),
            models.Index(fields=["company_id", "visit"], name="assignment_visit"),
            models.Index(
                fields=["company_id", "household", "ends_minute"],
                name="assignment_household",
                condition=Q(state="assigned"),
            ),
            models.Index(fields=["expires_at"], name="assignment_expiring", condition=Q(state="held")),
            models.Index(
                fields=["company_id", "caregiver", "expires_at"], name="assignment_held", condition=Q(state="held")
            ),
        ]
        constraints = [
            NoOverlap(
                name="assignment_no_overlap",
                owner=["company_id", "caregiver"],
                starts="busy_from",
                ends="busy_until",
                state="state",
                active=["held", "assigned"],
            ),
            models.UniqueConstraint(
                fields=["company_id", "visit"], condition=Q(state="assigned"), name="assignment_visit_once"
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=False) | ~Q(state="assigned"), name="assignment_has_visit"
            ),
        ]

    @property
    def stay(self) -> Stay:
        """When and where, as the rules compute with it."""
        return Stay(self.starts_minute, self.ends_minute, self.latitude, self.longitude)


class PairPreference(CompanyModel):
    """What a household says of a caregiver, or she of it: gladly, or not. Lifted by a date, never deleted.

    A refusal may be bound to one visit, or end by itself at `until_at`. `reason` is read at the desk alone.
    """

    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    liking = models.CharField(max_length=8, choices=[(liking.value, liking.value) for liking in Liking])
    visit = Reference("booking.Visit", null=True)
    until_at = models.DateTimeField(null=True)
    reason = SealedField(blank=True, default="")
    made_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(
                fields=["company_id", "household"],
                name="pair_preference_household",
                condition=Q(lifted_at__isnull=True),
            ),
            models.Index(
                fields=["company_id", "caregiver"],
                name="pair_preference_caregiver",
                condition=Q(lifted_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "household", "caregiver", "side"],
                condition=Q(lifted_at__isnull=True, visit__isnull=True, until_at__isnull=True),
                name="pair_preference_once",
            ),
            models.UniqueConstraint(
                fields=["company_id", "visit", "caregiver", "side"],
                condition=Q(lifted_at__isnull=True, visit__isnull=False),
                name="pair_preference_visit_once",
            ),
            models.CheckConstraint(
                condition=Q(liking="refused") | Q(visit__isnull=True, until_at__isnull=True),
                name="pair_preference_bound_is_refusal",
            ),
        ]
