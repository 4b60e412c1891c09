"""Who waits for a time, at which place of the list, and what is kept for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.errors import Missing
from anjia.offers.models import Waiting
from anjia.offers.rules import STILL_WAITING, WaitingState, Wished


@dataclass(frozen=True)
class WaitingSummary:
    """One entry of the list. `place` counts from 1 among those who wait for the same trade; None when it has ended."""

    id: int
    household_id: int
    home_id: int
    offering_id: int
    minutes: int
    price_fen: int
    wished: Wished
    caregiver_id: int | None
    key: bool
    joined_at: datetime
    state: str
    hold_id: int | None
    held_until: datetime | None
    visit_id: int | None
    ended_at: datetime | None
    place: int | None

    def is_offered(self, at: datetime) -> bool:
        """Whether a time is kept for it that it may take."""
        return self.state == WaitingState.OFFERED and self.held_until is not None and at < self.held_until


def wished_of(row: Waiting) -> Wished:
    """When the household would have somebody."""
    days: tuple[date, date] = (row.from_on, row.until_on)
    return Wished(*days, tuple(row.weekdays), row.from_minute, row.until_minute, row.minutes)


def _summary(row: Waiting, places: dict[int, int]) -> WaitingSummary:
    return WaitingSummary(
        id=row.pk,
        household_id=row.household_id,
        home_id=row.home_id,
        offering_id=row.offering_id,
        minutes=row.minutes,
        price_fen=row.price_fen,
        wished=wished_of(row),
        caregiver_id=row.caregiver_id,
        key=row.key,
        joined_at=row.joined_at,
        state=row.state,
        hold_id=row.hold_id,
        held_until=row.held_until,
        visit_id=row.visit_id,
        ended_at=row.ended_at,
        place=places.get(row.pk),
    )


def in_order() -> list[int]:
    """Everybody who waits, by their place: key households first, then by how long they wait."""
    rows = Waiting.objects.filter(state=WaitingState.WAITING).order_by("-key", "since", "id")
    return list(rows.values_list("id", flat=True))


def _places() -> dict[int, int]:
    """The place of each among those of the same trade. One query."""
    counted: dict[str, int] = {}
    places = {}
    rows = Waiting.objects.filter(state__in=STILL_WAITING).order_by("-key", "since", "id")
    for waiting_id, trade in rows.values_list("id", "trade"):
        counted[trade] = counted.get(trade, 0) + 1
        places[waiting_id] = counted[trade]
    return places


def waiting(waiting_id: int) -> WaitingSummary:
    """The entry by id. Raises Missing."""
    row = Waiting.objects.filter(pk=waiting_id).first()
    if row is None:
        raise Missing
    return _summary(row, _places())


def _summaries(rows: Iterable[Waiting]) -> list[WaitingSummary]:
    places = _places()
    return [_summary(row, places) for row in rows]


def waiting_list(*, limit: int = 200) -> list[WaitingSummary]:
    """Everybody who waits, by place. Two queries."""
    rows = Waiting.objects.filter(state__in=STILL_WAITING).order_by("-key", "since", "id")
    return _summaries(rows[:limit])


def waiting_of_household(household_id: int, *, limit: int = 20) -> list[WaitingSummary]:
    """What a household waits for or waited for, the latest first. Two queries."""
    return _summaries(Waiting.objects.filter(household_id=household_id).order_by("-id")[:limit])


def count_waiting() -> int:
    """How many wait."""
    return int(Waiting.objects.filter(state__in=STILL_WAITING).count())
