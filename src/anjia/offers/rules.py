"""How long an offer stands, what it pays, and when a swap needs the desk's word."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

HOUR = 60
# Whoever takes a visit must still be able to get there.
LAST_ACCEPT_BEFORE = timedelta(minutes=60)
LEAST_OPEN, MOST_OPEN = 10, 3 * 24 * 60
MOST_ASKED = 30


class OfferKind(StrEnum):
    """Who puts it: the desk a visit that nobody has, or a caregiver one of hers."""

    VISIT = "visit"
    SWAP = "swap"


class OfferState(StrEnum):
    """Where an offer stands: OPEN waits for the first, ACCEPTED for the desk's word; everything else is final."""

    OPEN = "open"
    ACCEPTED = "accepted"
    TAKEN = "taken"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    GONE = "gone"  # the visit was cancelled, moved or given to somebody else meanwhile


UNFINISHED = (OfferState.OPEN, OfferState.ACCEPTED)


def last_accept(starts_at: datetime) -> datetime:
    """Until when somebody may accept a visit of that start at the latest."""
    return starts_at - LAST_ACCEPT_BEFORE


def expiry_of(at: datetime, minutes: int, starts_at: datetime) -> datetime | None:
    """When an offer made now ends; None when the visit begins too soon for anybody to accept."""
    end = min(at + timedelta(minutes=minutes), last_accept(starts_at))
    return end if end > at else None


def pay_fen(hourly_pay_fen: int, minutes: int) -> int:
    """What a visit of that length earns by the hour, in whole fen."""
    return hourly_pay_fen * minutes // HOUR


def needs_word(starts_at: datetime, at: datetime, lead_minutes: int, *, key: bool) -> bool:
    """Whether the desk must agree to a swap: a key household, or less than the clause's lead to the visit."""
    return key or starts_at - at < timedelta(minutes=lead_minutes)


class WaitingState(StrEnum):
    """Where somebody on the waiting list stands; BOOKED, LEFT and LAPSED are final."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    LEFT = "left"
    LAPSED = "lapsed"  # the last day wished for has passed


STILL_WAITING = (WaitingState.WAITING, WaitingState.OFFERED)
MOST_WAITING_DAYS = 62
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Wished:
    """When a household that waits would have somebody: days, weekdays (0 is Monday; none named: any), hours of day."""

    from_on: date
    until_on: date
    weekdays: tuple[int, ...]
    from_minute: int
    until_minute: int
    minutes: int


def days_are_possible(wished: Wished, today: date, last: date) -> bool:
    """Whether some of the days is still to come, and none lies after the last on which a visit can be booked."""
    few = wished.from_on <= wished.until_on <= wished.from_on + timedelta(days=MOST_WAITING_DAYS)
    return few and today <= wished.until_on <= last and set(wished.weekdays) <= set(range(7))


def hours_are_possible(wished: Wished) -> bool:
    """Whether the visit fits into the hours of one day."""
    return wished.from_minute >= 0 and wished.from_minute + wished.minutes <= wished.until_minute <= DAY_MINUTES


def fits(wished: Wished, day: date, minute_of_day: int) -> bool:
    """Whether a start on the day, at that minute of it, is one that was wished for."""
    if not wished.from_on <= day <= wished.until_on:
        return False
    if wished.weekdays and day.weekday() not in wished.weekdays:
        return False
    return wished.from_minute <= minute_of_day and minute_of_day + wished.minutes <= wished.until_minute


def first_fit(
    wished: Wished, starts: Iterable[tuple[date, int, int, int]], passed: Collection[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first (epoch minute, caregiver) that fits and was not let pass; starts are (day, minute, epoch, who)."""
    for day, minute_of_day, minute, caregiver_id in starts:
        if fits(wished, day, minute_of_day) and (minute, caregiver_id) not in passed:
            return minute, caregiver_id
    return None


class LinkAct(StrEnum):
    """What somebody may do by the link of a visit."""

    OPENED = "opened"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
