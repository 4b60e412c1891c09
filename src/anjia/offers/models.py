"""Offers and who is asked; who waits for a time."""

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly, Final
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.offers.rules import STILL_WAITING, UNFINISHED, LinkAct, OfferKind, OfferState, WaitingState

_STATES = [(state.value, state.value) for state in OfferState]


class Offer(CompanyModel):
    """One visit put to several caregivers. Its row is locked by whoever accepts, so that one comes first."""

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in OfferKind])
    visit = Reference("booking.Visit")
    starts_at = models.DateTimeField()
    giver = Reference("workforce.Caregiver", null=True)
    client_id = models.UUIDField(null=True)
    note = models.CharField(max_length=120, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=_STATES, default=OfferState.OPEN)
    taker = Reference("workforce.Caregiver", null=True)
    back_visit = Reference("booking.Visit", null=True)
    answer = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "visit"], condition=Q(state__in=UNFINISHED), name="offer_open_once"
            ),
            models.UniqueConstraint(
                fields=["company_id", "giver", "client_id"], condition=Q(client_id__isnull=False), name="offer_tap_once"
            ),
            models.CheckConstraint(condition=Q(kind="visit") | Q(giver__isnull=False), name="offer_swap_has_giver"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "taken"]) | Q(taker__isnull=False), name="offer_taken_has_taker"
            ),
            Final(
                name="offer_ends_once",
                state="state",
                unfinished=UNFINISHED,
                fields=["state", "taker", "back_visit", "visit", "giver", "expires_at", "at"],
            ),
        ]
        indexes = [
            # The sweep reads this one across companies.
            models.Index(fields=["expires_at"], name="offer_expiring", condition=Q(state__in=UNFINISHED)),
            models.Index(fields=["company_id", "visit", "-id"], name="offer_visit"),
            models.Index(fields=["company_id", "giver", "-id"], name="offer_giver"),
        ]


class Invitation(CompanyModel):
    """One caregiver who may accept an offer, what it pays her, and why she was asked."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="invitations", db_index=False)
    caregiver = Reference("workforce.Caregiver")
    pay_fen = models.PositiveIntegerField()
    score = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    declined_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "offer", "caregiver"], name="invitation_once"),
        ]
        indexes = [models.Index(fields=["company_id", "caregiver", "-offer"], name="invitation_caregiver")]


class Waiting(CompanyModel):
    """A household that found no time and waits until one is freed. Its place is by `key`, then `since`, then id.

    `since` is when it joined, or when it last let an offer run out. `passed` are the (epoch minute, caregiver) that it
    did not take. While a time is kept for it, `hold` is dispatch's.
    """

    household = Reference("households.Household")
    home = Reference("households.Home")
    offering = Reference("catalog.Offering")
    trade = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    price_fen = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    weekdays = models.JSONField(default=list)
    from_minute = models.PositiveSmallIntegerField()
    until_minute = models.PositiveSmallIntegerField()
    caregiver = Reference("workforce.Caregiver", null=True)
    key = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    joined_by = models.CharField(max_length=80)
    since = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in WaitingState], default=WaitingState.WAITING
    )
    hold = Reference("dispatch.Assignment", null=True)
    held_until = models.DateTimeField(null=True)
    passed = models.JSONField(default=list)
    visit = Reference("booking.Visit", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "household", "home", "offering"],
                condition=Q(state__in=STILL_WAITING),
                name="waiting_once",
            ),
            models.UniqueConstraint(
                fields=["company_id", "hold"], condition=Q(state="offered"), name="waiting_hold_once"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", hold__isnull=False) | ~Q(state="offered"), name="waiting_offered_has_hold"
            ),
            models.CheckConstraint(
                condition=Q(state="booked", visit__isnull=False) | ~Q(state="booked"), name="waiting_booked_has_visit"
            ),
            Final(
                name="waiting_ends_once",
                state="state",
                unfinished=STILL_WAITING,
                fields=["state", "visit", "ended_at", "hold"],
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "-key", "since", "id"], name="waiting_order", condition=Q(state__in=STILL_WAITING)
            ),
            models.Index(fields=["company_id", "household", "-id"], name="waiting_household"),
        ]


class VisitLink(CompanyModel):
    """A link that opens one visit to whoever has it, without a log-in: its token is kept as a hash only.

    It holds while the visit is planned and has not begun; a new one closes the one before.
    """

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "visit"], condition=Q(revoked_at__isnull=True), name="visit_link_open_once"
            ),
        ]
        indexes = [models.Index(fields=["company_id", "visit", "-id"], name="visit_link_visit")]


class LinkUse(CompanyModel):
    """What somebody did by a link, and for which start of the visit."""

    link = models.ForeignKey(VisitLink, models.PROTECT, related_name="uses", db_index=False)
    what = models.CharField(max_length=10, choices=[(one.value, one.value) for one in LinkAct])
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [AppendOnly(name="link_use_append_only")]
        indexes = [models.Index(fields=["company_id", "link", "-id"], name="link_use_link")]
