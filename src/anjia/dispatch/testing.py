"""Caregivers and visits for tests, built by operations only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anjia.booking.testing import plan_visit
from anjia.catalog.rules import Trade
from anjia.dispatch.operations import assign_visit, hold_slot
from anjia.kernel.actors import SYSTEM
from anjia.kernel.places import Place
from anjia.workforce.operations import engage_caregiver
from anjia.workforce.rules import USUAL_WEEK, Hours

# Near the home that booking.testing lays out, which stands roughly at the centre of 徐汇区.
NEAR = Place(31.19, 121.44)


def caregiver(
    name: str = "王芳",
    *,
    at: datetime,
    number: int = 1,
    level: int = 3,
    place: Place = NEAR,
    hours: Sequence[Hours] = USUAL_WEEK,
    district: str = "徐汇区",
) -> int:
    """A caregiver who does daily cleaning, ready for work; returns her id. `number` makes her phone her own."""
    return engage_caregiver(
        name=name,
        phone=f"139{number:08d}",
        district=district,
        place=place,
        hourly_pay_fen=3800,
        trades={Trade.DAILY_CLEANING: level},
        hours=hours,
        at=at,
        by=SYSTEM,
    )


def hold(
    caregiver_id: int | None,
    *,
    at: datetime,
    starts_at: datetime,
    minutes: int = 120,
    place: Place = NEAR,
    household_id: int | None = None,
    hold_minutes: int = 10,
) -> int:
    """Time of a caregiver held for daily cleaning; returns the hold's id."""
    return hold_slot(
        caregiver_id=caregiver_id,
        starts_at=starts_at,
        minutes=minutes,
        place=place,
        trade=Trade.DAILY_CLEANING,
        household_id=household_id,
        hold_minutes=hold_minutes,
        at=at,
        by=SYSTEM,
    )


def visit_with(caregiver_id: int, *, at: datetime, starts_at: datetime | None = None) -> int:
    """A planned visit, two days ahead unless said otherwise, with this caregiver; returns the visit's id."""
    visit_id = plan_visit(at=at, starts_at=starts_at or at + timedelta(days=2))
    assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)
    return visit_id
