"""Time. Operations are handed `at`; only screens, tasks and the worker call `now()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_pinned: ContextVar[datetime | None] = ContextVar("pinned_clock", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _pinned.get() or datetime.now(UTC)


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    """Pins `now()` to `at` inside the block: for tests and for the demo, which lives past weeks."""
    token = _pinned.set(at)
    try:
        yield
    finally:
        _pinned.reset(token)


def day_of(at: datetime) -> date:
    """The calendar day in Shanghai on which the instant falls."""
    return at.astimezone(SHANGHAI).date()


def midnight(day: date) -> datetime:
    """The instant at which the Shanghai day begins."""
    return datetime.combine(day, time(), SHANGHAI)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970-01-01 UTC; seconds are cut off."""
    return int(at.timestamp()) // 60


def at_minute(minute: int) -> datetime:
    """The instant of an epoch minute, in UTC."""
    return datetime.fromtimestamp(minute * 60, UTC)
