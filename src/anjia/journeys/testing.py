"""A series for tests, built by operations only."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from anjia.booking.operations import Agreed
from anjia.booking.rules import Rule
from anjia.booking.testing import PHONE, lay_ground
from anjia.journeys.operations import start_series
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of


def agreed_on(from_on: date, *weekdays: int, caregiver_id: int | None = None, people: int = 1, **more: Any) -> Agreed:
    """A rule at nine for two hours at 100 yuan, on the first day's weekday unless others are named."""
    given: dict[str, Any] = {"starts_minute": 540, "minutes": 120, **more}
    return Agreed(Rule(from_on, weekdays or (from_on.weekday(),), **given), 10000, caregiver_id, people)


def a_series(
    *, at: datetime, agreed: Agreed | None = None, caregiver_id: int | None = None, phone: str = PHONE, **more: Any
) -> int:
    """A series of a household, weekly from two days ahead of `at` unless agreed otherwise; returns its id."""
    ground = lay_ground(at=at, phone=phone)
    usual = agreed_on(day_of(at) + timedelta(days=2), caregiver_id=caregiver_id)
    given: dict[str, Any] = {"client_id": uuid4(), "by": SYSTEM, **more}
    return start_series(
        household_id=ground.household_id,
        home_id=ground.home_id,
        offering_id=ground.offering_id,
        agreed=agreed or usual,
        at=at,
        **given,
    )
