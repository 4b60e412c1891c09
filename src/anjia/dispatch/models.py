"""Whose time is given to which visit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anjia.dispatch.rules import Chooser, Liking, Outcome, Part, Side, Stay
from anjia.kernel.constraints import AppendOnly, NoOverlap
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
    A change of caregiver releases one row and makes another: rows tell the whole story of a visit. Where two start
    together each has a row: `seat` 1 leads and does the visit's paper, the others' holds name hers as their `lead`.
    """

    class State(models.TextChoices):
        HELD = "held"
        ASSIGNED = "assigned"
        RELEASED = "released"

    ACTIVE = (State.HELD, State.ASSIGNED)

    caregiver = Reference("workforce.Caregiver")
    visit = Reference("booking.Visit", null=True)
    seat = models.PositiveSmallIntegerField(default=1)
    lead = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
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
    chosen_by = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Chooser], default="system")
    weights_version = models.PositiveSmallIntegerField(default=0)
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
            models.Index(fields=["company_id", "lead"], name="assignment_lead", condition=Q(lead__isnull=False)),
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
                fields=["company_id", "visit", "seat"], condition=Q(state="assigned"), name="assignment_visit_once"
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


class WeightsVersion(CompanyModel):
    """One published version of how much each part of a score counts, in percent of the standard."""

    version = models.PositiveSmallIntegerField()
    percents = models.JSONField()
    reason = models.CharField(max_length=200)
    effective_from = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    published_by_name = models.CharField(max_length=80, blank=True)

    guard_sample: ClassVar[dict[str, object]] = {"percents": dict.fromkeys((part.value for part in Part), 100)}

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "version"], name="weights_version_once"),
            AppendOnly(name="weights_version_append_only"),
        ]


class Weighed(CompanyModel):
    """One caregiver as she was weighed when a visit got its caregiver: her place, her score, her own reasons."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="weighed", db_index=False)
    caregiver = Reference("workforce.Caregiver")
    place = models.PositiveSmallIntegerField()
    score = models.IntegerField()
    reasons = models.JSONField(default=list)
    weights_version = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "assignment", "caregiver"], name="weighed_once"),
            AppendOnly(name="weighed_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "caregiver", "-id"], name="weighed_caregiver")]


class Share(CompanyModel):
    """What the last four weeks gave a caregiver: minutes of work and what they earn; counted anew every hour.

    The row without a caregiver holds the average of all who are ready.
    """

    caregiver = Reference("workforce.Caregiver", null=True)
    minutes = models.PositiveIntegerField()
    income_fen = models.BigIntegerField()
    counted_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "caregiver"], name="share_once"),
            models.CheckConstraint(condition=Q(income_fen__gte=0), name="share_not_negative"),
        ]


class Review(CompanyModel):
    """A household or a caregiver asks that a person look again at who was sent. Once for each of them."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reviews", db_index=False)
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    household = Reference("households.Household", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    words = SealedField(blank=True, default="")
    asked_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "assignment", "household"],
                condition=Q(side="household"),
                name="review_household_once",
            ),
            models.UniqueConstraint(
                fields=["company_id", "assignment", "caregiver"],
                condition=Q(side="caregiver"),
                name="review_caregiver_once",
            ),
            models.CheckConstraint(
                condition=Q(side="household", household__isnull=False, caregiver__isnull=True)
                | Q(side="caregiver", caregiver__isnull=False, household__isnull=True),
                name="review_asker",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "caregiver", "-id"], name="review_caregiver")]


class ReviewDecision(CompanyModel):
    """What a person decided on a review, with words that whoever asked reads."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions", db_index=False)
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "review"], name="review_decided_once"),
            AppendOnly(name="review_decision_append_only"),
        ]


class TakenWeek(CompanyModel):
    """What is given out or held of one caregiver's week, packed in order (rules.kept): the index of free time.

    Written with the assignments in their transaction under her diary, and made anew by `rebuild_free_time`. A week
    without a row is a week without work.
    """

    caregiver = Reference("workforce.Caregiver")
    week = models.IntegerField()
    stays = models.BinaryField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "week", "caregiver"], name="taken_week_once")]
