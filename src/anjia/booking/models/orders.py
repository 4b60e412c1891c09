"""Orders and visits."""

from django.db import models
from django.db.models import F, Q

from anjia.booking.rules import MOST_PEOPLE, OrderState, VisitState, Waiver
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel


class OrderCount(CompanyModel):
    """How many orders a day has seen; the row is the lock under which the next number is taken."""

    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "day"], name="order_count_day_once")]


class Order(CompanyModel):
    """What a household ordered, at which price of one visit."""

    number = models.CharField(max_length=16)
    household = Reference("households.Household")
    home = Reference("households.Home")
    offering = Reference("catalog.Offering")
    proposal = Reference("sales.Proposal", null=True)
    minutes = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    visit_price_fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in OrderState], default=OrderState.PLACED
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    placed_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "number"], name="order_number_once")]
        indexes = [
            models.Index(fields=["company_id", "household", "-id"], name="order_household"),
            models.Index(fields=["company_id", "proposal"], name="order_proposal", condition=Q(proposal__isnull=False)),
        ]


class Visit(CompanyModel):
    """One coming of a caregiver, or of `people` who start together, with a snapshot of what was agreed."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="visits", db_index=False)
    household = Reference("households.Household")
    home = Reference("households.Home")
    offering = Reference("catalog.Offering")
    title = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    price_fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in VisitState], default=VisitState.PLANNED
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    series = models.ForeignKey("Series", models.PROTECT, null=True, related_name="visits", db_index=False)
    # The date of the series for which the visit stands, wherever it was moved.
    occurs_on = models.DateField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "series", "occurs_on"],
                condition=Q(series__isnull=False) & ~Q(state="cancelled"),
                name="visit_of_series_once",
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, occurs_on__isnull=True)
                | Q(series__isnull=False, occurs_on__isnull=False),
                name="visit_of_series_has_date",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_start"),
            models.CheckConstraint(condition=Q(price_fen__gte=0), name="visit_price_not_negative"),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="visit_people"),
        ]
        indexes = [
            models.Index(fields=["company_id", "starts_at", "id"], name="visit_start"),
            models.Index(fields=["company_id", "household", "starts_at"], name="visit_household"),
            models.Index(fields=["company_id", "order"], name="visit_order"),
        ]


class NeedsCheck(CompanyModel):
    """The question a week before a visit: is everything as it was? Open until it is done or waived.

    `changes` is what the household said has changed; what belongs to the dossier stands there too.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    changed = models.BooleanField(null=True)
    changes = SealedField(blank=True)
    waived_at = models.DateTimeField(null=True)
    waiver = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Waiver], blank=True)
    waiver_note = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "visit"], name="needs_check_visit_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, changed__isnull=True)
                | Q(done_at__isnull=False, changed__isnull=False),
                name="needs_check_done_whole",
            ),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True, waiver="") | Q(waived_at__isnull=False) & ~Q(waiver=""),
                name="needs_check_waived_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "visit"],
                name="needs_check_waits",
                condition=Q(done_at__isnull=True, waived_at__isnull=True),
            )
        ]


class AgreedScope(CompanyModel):
    """What a visit is guaranteed to do, as titles of steps; what is left out of it is made good.

    With `move_in_on` the visit is promised within the clause's days of that day.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", db_index=False)
    move_in_on = models.DateField(null=True)
    steps = models.JSONField()
    agreed_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "visit"], name="agreed_scope_visit_once")]
