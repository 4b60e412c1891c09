"""Caregivers, their trades, their week and their leave."""

from django.db import models
from django.db.models import F, Q

from anjia.catalog.rules import Trade
from anjia.kernel.constraints import AppendOnly, Final
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel
from anjia.workforce.rules import (
    LEAST_LEVEL,
    LEAST_MARK,
    MOST_LEVEL,
    MOST_MARK,
    LeaveKind,
    Paper,
    RequestState,
    Status,
    Suiting,
)

PAPERS = [(kind.value, kind.value) for kind in Paper]


class Caregiver(CompanyModel):
    """A person who does the work; one per phone. `rough` says that the home is only the centre of its district.

    `farthest_minutes` is the longest way from home that she takes; none set: any. `only_in` are the districts outside
    which she is not sent, packed; empty: everywhere. Once she changed them herself `districts_known` keeps those of
    before, and `districts_said_at` when first, until somebody at the desk has seen it. `week` is her working hours
    once more, packed: who asks when anybody could come reads one row of her, not six.
    """

    name = models.CharField(max_length=40)
    phone = SealedField()
    phone_index = models.CharField(max_length=40)
    phone_last4 = models.CharField(max_length=4)
    user = Reference("company.User", null=True)
    branch = Reference("company.Branch", null=True)
    district = models.CharField(max_length=20)
    latitude = models.FloatField()
    longitude = models.FloatField()
    rough = models.BooleanField(default=False)
    hourly_pay_fen = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=[(status.value, status.value) for status in Status])
    joined_on = models.DateField()
    native_place = models.CharField(max_length=40, blank=True)
    introduction = models.CharField(max_length=500, blank=True)
    farthest_minutes = models.PositiveSmallIntegerField(null=True)
    only_in = models.CharField(max_length=500, blank=True, default="")
    districts_known = models.CharField(max_length=500, null=True)
    districts_said_at = models.DateTimeField(null=True)
    week = models.BinaryField(default=b"")

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "phone_index"], name="caregiver_phone_once"),
            models.UniqueConstraint(
                fields=["company_id", "user"], condition=Q(user__isnull=False), name="caregiver_user_once"
            ),
            models.CheckConstraint(
                condition=Q(districts_known__isnull=True, districts_said_at__isnull=True)
                | Q(districts_known__isnull=False, districts_said_at__isnull=False),
                name="caregiver_districts_said",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "status", "id"], name="caregiver_status"),
            models.Index(fields=["company_id", "phone_last4"], name="caregiver_last4"),
            models.Index(fields=["user"], name="caregiver_user"),
            models.Index(
                fields=["company_id", "districts_said_at"],
                name="caregiver_said",
                condition=Q(districts_said_at__isnull=False),
            ),
        ]


class CaregiverTrade(CompanyModel):
    """What a caregiver can be sent to, and how well she does it."""

    caregiver = models.ForeignKey(Caregiver, models.CASCADE, related_name="trades", db_index=False)
    trade = models.CharField(max_length=20, choices=[(trade.value, trade.value) for trade in Trade])
    level = models.PositiveSmallIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "trade", "caregiver"], name="caregiver_trade_once"),
            models.CheckConstraint(
                condition=Q(level__gte=LEAST_LEVEL, level__lte=MOST_LEVEL), name="caregiver_trade_level"
            ),
        ]
        indexes = [models.Index(fields=["caregiver"], name="caregiver_trades")]


class WorkingHours(CompanyModel):
    """One stretch of a caregiver's week, in minutes of the day; past 1440 for a night that goes on."""

    caregiver = models.ForeignKey(Caregiver, models.CASCADE, related_name="hours", db_index=False)
    weekday = models.PositiveSmallIntegerField()
    from_minute = models.PositiveSmallIntegerField()
    until_minute = models.PositiveSmallIntegerField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "caregiver", "weekday", "from_minute"], name="working_hours_once"
            ),
            models.CheckConstraint(condition=Q(until_minute__gt=F("from_minute")), name="working_hours_order"),
        ]


class Leave(CompanyModel):
    """Time a caregiver is away; cancelled by a date, never deleted."""

    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="leaves", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="leave_order")]
        indexes = [
            models.Index(fields=["company_id", "caregiver", "ends_at"], name="leave_caregiver"),
            models.Index(fields=["company_id", "ends_at"], name="leave_open", condition=Q(cancelled_at__isnull=True)),
        ]


class LeaveRequest(CompanyModel):
    """Time off that a caregiver asked for with a tap; answered once, by the desk or by herself when she withdraws.

    `reason` is sealed: it may speak of an illness. `urgent`: she cannot come today.
    """

    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="+", db_index=False)
    client_id = models.UUIDField()
    said_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in LeaveKind])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = SealedField(blank=True)
    urgent = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RequestState], default="open")
    leave = models.ForeignKey(Leave, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "caregiver", "client_id"], name="leave_request_tap_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="leave_request_order"),
            models.CheckConstraint(
                condition=Q(state="open", at__isnull=True) | Q(~Q(state="open"), at__isnull=False),
                name="leave_request_answered",
            ),
            Final(
                name="leave_request_ends_once",
                state="state",
                unfinished=[RequestState.OPEN],
                fields=["state", "leave", "answer", "at", "by", "starts_at", "ends_at"],
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "caregiver", "-id"], name="leave_request_hers"),
            models.Index(fields=["company_id", "starts_at"], name="leave_request_open", condition=Q(state="open")),
        ]


class Mark(CompanyModel):
    """The index (20-100) of one answered survey about a caregiver; struck when it no longer counts for her.

    `survey_id` is kept as a plain id: surveys lie downstream.
    """

    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="marks", db_index=False)
    survey_id = models.BigIntegerField()
    index = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "survey_id"], name="mark_survey_once"),
            models.CheckConstraint(condition=Q(index__gte=LEAST_MARK, index__lte=MOST_MARK), name="mark_index"),
        ]
        indexes = [models.Index(fields=["company_id", "caregiver"], name="mark_caregiver")]


class MarkSum(CompanyModel):
    """A caregiver's marks that count, as sums; the row without a caregiver holds the whole company's."""

    caregiver = models.ForeignKey(Caregiver, models.PROTECT, null=True, related_name="+", db_index=False)
    count = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    squares = models.PositiveBigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "caregiver"], name="mark_sum_once"),
            models.UniqueConstraint(
                fields=["company_id"], condition=Q(caregiver__isnull=True), name="mark_sum_company_once"
            ),
        ]


class CaregiverSuiting(CompanyModel):
    """One thing a caregiver is good with, does not want, or a district she would like to work in.

    `said_at` is when she said it herself, of what waits for the desk's word.
    """

    caregiver = models.ForeignKey(Caregiver, models.CASCADE, related_name="suitings", db_index=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Suiting])
    word = models.CharField(max_length=20)
    said_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "caregiver", "kind", "word"], name="caregiver_suiting_once")
        ]


class Credential(CompanyModel):
    """A paper of a caregiver's, as somebody saw it: withdrawn with a reason, never changed or deleted.

    It counts once it was verified, from its issue to `valid_until` (included; none: for good) or its withdrawal.
    """

    caregiver = models.ForeignKey(Caregiver, models.PROTECT, related_name="credentials", db_index=False)
    kind = models.CharField(max_length=16, choices=PAPERS)
    number = SealedField(blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")), name="credential_order"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="credential_withdrawn_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "caregiver"], name="credential_caregiver"),
            models.Index(
                fields=["company_id", "kind", "caregiver"],
                name="credential_counts",
                condition=Q(verified_at__isnull=False, withdrawn_at__isnull=True),
            ),
        ]


class PaperDemand(CompanyModel):
    """From which day the company sends nobody without a paper; "" as trade: to no work at all. The latest row counts.

    `from_on` null: not asked for any more.
    """

    kind = models.CharField(max_length=16, choices=PAPERS)
    trade = models.CharField(max_length=20, blank=True)
    from_on = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="paper_demand_append_only")]
