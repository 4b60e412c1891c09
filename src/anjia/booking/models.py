"""Orders and visits."""

from django.db import models
from django.db.models import F, Q

from anjia.booking.rules import OrderState, VisitState
from anjia.kernel.fields import Reference
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
    """One coming of a caregiver, with a snapshot of what was agreed."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="visits", db_index=False)
    household = Reference("households.Household")
    home = Reference("households.Home")
    offering = Reference("catalog.Offering")
    title = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    price_fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in VisitState], default=VisitState.PLANNED
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_start"),
            models.CheckConstraint(condition=Q(price_fen__gte=0), name="visit_price_not_negative"),
        ]
        indexes = [
            models.Index(fields=["company_id", "starts_at", "id"], name="visit_start"),
            models.Index(fields=["company_id", "household", "starts_at"], name="visit_household"),
            models.Index(fields=["company_id", "order"], name="visit_order"),
        ]
