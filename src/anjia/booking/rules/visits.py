"""What may happen to a visit, and when a change comes late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from anjia.catalog.rules import Unit, amount_for

LATE_NOTICE = timedelta(hours=24)
FARTHEST = timedelta(days=366)
LEAST_MINUTES = 15
MOST_MINUTES = 24 * 60
MOST_PEOPLE = 2


class VisitState(StrEnum):
    """Planned until it is done or cancelled; both are final."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    DONE = "done"


class OrderState(StrEnum):
    """An order is cancelled when its last visit is."""

    PLACED = "placed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class VisitKey:
    """Where a page of visits ended: the next one begins after this start (epoch minute) and id."""

    minute: int
    id: int

    def __str__(self) -> str:
        return f"{self.minute}-{self.id}"


def key_from(text: str) -> VisitKey | None:
    """The key from an address; anything that is not one is None, which is the first page."""
    minute, _dash, number = text.partition("-")
    if not (minute.isascii() and minute.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    if len(minute) > 9 or len(number) > 18:
        return None
    return VisitKey(int(minute), int(number))


def order_number(day: date, count: int) -> str:
    """The number people say on the phone: the day and the how-many-eth order, "20261122-007"."""
    return f"{day:%Y%m%d}-{count:03d}"


def is_late(starts_at: datetime, at: datetime) -> bool:
    """Whether a change at `at` leaves less than the notice a caregiver can rely on."""
    return starts_at - at < LATE_NOTICE


def may_start(starts_at: datetime, at: datetime) -> bool:
    """Whether a visit can be planned for `starts_at`: ahead of now and within a year."""
    return at <= starts_at <= at + FARTHEST


def may_change(state: str) -> bool:
    """Whether a visit can still be moved, cancelled or done."""
    return state == VisitState.PLANNED


BOOKABLE_UNITS = frozenset({Unit.PER_HOUR, Unit.PER_VISIT, Unit.PER_SQUARE_METRE})


def is_bookable(unit: str) -> bool:
    """Whether a single visit can be ordered at this price; months and days of service are agreed in a proposal."""
    return unit in BOOKABLE_UNITS


def visit_price(unit: str, price_fen: int, minutes: int, square_metres: int | None = None) -> int:
    """What one visit of `minutes` costs, in fen. A home of unknown size counts as one square metre."""
    quantity = (square_metres or 1) if unit == Unit.PER_SQUARE_METRE else 1
    return amount_for(unit, price_fen, minutes, quantity)


class Waiver(StrEnum):
    """Why nobody asks for the needs a week ahead."""

    SHORT_NOTICE = "short_notice"
    HOUSEHOLD = "household"


def check_due(starts_at: datetime, at: datetime, lead_minutes: int) -> datetime | None:
    """By when the needs of a visit are to be asked; None when it was agreed later than that."""
    due = starts_at - timedelta(minutes=lead_minutes)
    return due if due >= at else None


def still_checked(done_at: datetime, starts_at: datetime, lead_minutes: int) -> bool:
    """Whether needs asked at `done_at` hold for a visit: not when it was moved more than twice the lead away."""
    return starts_at - done_at <= 2 * timedelta(minutes=lead_minutes)


def missed_steps(agreed: Sequence[str], done: Collection[str]) -> tuple[str, ...]:
    """The agreed steps that were not done, in the agreed order."""
    return tuple(title for title in agreed if title not in done)
