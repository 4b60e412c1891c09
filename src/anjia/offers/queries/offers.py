"""Offers of visits and swaps, as frozen values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.dispatch.queries import ReasonLine, reason_lines, revived
from anjia.kernel.errors import Missing
from anjia.offers.models import Invitation, Offer
from anjia.offers.rules import UNFINISHED, OfferKind, OfferState


@dataclass(frozen=True)
class OfferSummary:
    """An offer as others see it; `giver_id` is set for a swap, `at` and `by_name` when it ended."""

    id: int
    kind: str
    visit_id: int
    starts_at: datetime
    giver_id: int | None
    note: str
    offered_at: datetime
    offered_by: str
    expires_at: datetime
    state: str
    taker_id: int | None
    back_visit_id: int | None
    answer: str
    at: datetime | None
    by_name: str

    @property
    def subject(self) -> str:
        """How promises name it."""
        return f"offer:{self.id}"

    @property
    def is_swap(self) -> bool:
        """Whether a caregiver put it."""
        return self.kind == OfferKind.SWAP

    def is_open(self, at: datetime) -> bool:
        """Whether somebody may still accept it."""
        return self.state == OfferState.OPEN and at < self.expires_at

    def state_at(self, at: datetime) -> OfferState:
        """Where it stands at an instant: one whose time is over has ended, also before that was written down."""
        over = self.state in UNFINISHED and at >= self.expires_at
        return OfferState.EXPIRED if over else OfferState(self.state)


@dataclass(frozen=True)
class Invited:
    """One who was asked: what it pays her, why she was asked, and whether she said no."""

    offer_id: int
    caregiver_id: int
    pay_fen: int
    score: int
    reasons: tuple[ReasonLine, ...]
    declined_at: datetime | None


def _summary(row: Offer) -> OfferSummary:
    return OfferSummary(
        id=row.pk,
        kind=row.kind,
        visit_id=row.visit_id,
        starts_at=row.starts_at,
        giver_id=row.giver_id,
        note=row.note,
        offered_at=row.offered_at,
        offered_by=row.offered_by,
        expires_at=row.expires_at,
        state=row.state,
        taker_id=row.taker_id,
        back_visit_id=row.back_visit_id,
        answer=row.answer,
        at=row.at,
        by_name=row.by_name,
    )


def offer(offer_id: int) -> OfferSummary:
    """The offer by id. Raises Missing."""
    row = Offer.objects.filter(pk=offer_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def open_offers(*, limit: int = 100) -> list[OfferSummary]:
    """What waits for somebody, the first to end first."""
    rows = Offer.objects.filter(state__in=UNFINISHED).order_by("expires_at", "id")
    return [_summary(row) for row in rows[:limit]]


def past_offers(*, limit: int = 50) -> list[OfferSummary]:
    """What has ended, the latest first."""
    rows = Offer.objects.exclude(state__in=UNFINISHED).order_by("-id")
    return [_summary(row) for row in rows[:limit]]


def offers_of_visits(ids: Iterable[int]) -> dict[int, list[OfferSummary]]:
    """The offers of each visit, the latest first; one query, an empty list for a visit never offered."""
    found: dict[int, list[OfferSummary]] = defaultdict(list)
    for row in Offer.objects.filter(visit_id__in=set(ids)).order_by("-id"):
        found[row.visit_id].append(_summary(row))
    return found


def invited_of(offer_id: int) -> list[Invited]:
    """Who was asked, the best first."""
    rows = Invitation.objects.filter(offer_id=offer_id).order_by("-score", "caregiver_id")
    return [_invited(row) for row in rows]


def _invited(row: Invitation) -> Invited:
    reasons = reason_lines(revived(row.reasons))
    return Invited(row.offer_id, row.caregiver_id, row.pay_fen, row.score, reasons, row.declined_at)


def offers_to(caregiver_id: int, *, limit: int = 30) -> list[tuple[OfferSummary, Invited]]:
    """What she was asked to take, the latest first, with how each stands. One query."""
    rows = Invitation.objects.filter(caregiver_id=caregiver_id).select_related("offer").order_by("-offer_id")
    return [(_summary(row.offer), _invited(row)) for row in rows[:limit]]


def count_offers_to(caregiver_id: int, *, at: datetime) -> int:
    """How many offers wait for her word."""
    rows = Invitation.objects.filter(caregiver_id=caregiver_id, declined_at__isnull=True)
    return int(rows.filter(offer__state=OfferState.OPEN, offer__expires_at__gt=at).count())


def swaps_waiting(*, at: datetime, limit: int = 50) -> list[OfferSummary]:
    """Swaps that wait for the desk's word and have not run out, the first to end first."""
    rows = Offer.objects.filter(state=OfferState.ACCEPTED, expires_at__gt=at).order_by("expires_at", "id")
    return [_summary(row) for row in rows[:limit]]


def swaps_of(caregiver_id: int, *, limit: int = 20) -> list[OfferSummary]:
    """What she would give away, the latest first."""
    rows = Offer.objects.filter(giver_id=caregiver_id).order_by("-id")
    return [_summary(row) for row in rows[:limit]]
