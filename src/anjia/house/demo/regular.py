"""Families that want their caregiver every week: a few series, begun like a visit they were content with."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from anjia.booking.operations import Agreed
from anjia.booking.queries import visit, visits_of_series
from anjia.booking.rules import OnHoliday, OnMadeUpDay, Rule, is_bookable
from anjia.catalog.queries import offering
from anjia.dispatch.queries import assignment_of
from anjia.house.demo.scenes import Scene, on_day, set_scene
from anjia.house.demo.town import Done, Town
from anjia.journeys.operations import cancel_visit_and_release, pause_series, start_series
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.errors import Missing

MOST = 3


def come_regularly(town: Town, until: date) -> None:
    """Three families agree on a series two days before the demo's last one."""
    for number in range(MOST):
        set_scene(town, on_day(until, 2, 10, 7 * number), _agree(town, number))


def _agree(town: Town, number: int) -> Scene:
    def agree(at: datetime) -> None:
        done = _bookable(town, number)
        was, sent = visit(done.visit_id), assignment_of(done.visit_id)
        local = was.starts_at.astimezone(SHANGHAI)
        day = day_of(at) + timedelta(days=4)
        from_on = day + timedelta(days=(local.weekday() - day.weekday()) % 7)
        rule = Rule(
            from_on,
            (from_on.weekday(),),
            starts_minute=local.hour * 60 + local.minute,
            minutes=was.minutes,
            every_weeks=2 if number == 1 else 1,
            on_holiday=OnHoliday.NEXT_WORKING_DAY if number == 2 else OnHoliday.SKIP,
            on_made_up=OnMadeUpDay.WORKDAY if number == 1 else OnMadeUpDay.ITSELF,
        )
        series_id = start_series(
            household_id=was.household_id,
            home_id=was.home_id,
            offering_id=was.offering_id,
            agreed=Agreed(rule, was.price_fen, sent.caregiver_id if sent else None),
            client_id=UUID(int=900 + number),
            at=at,
            by=done.household,
        )
        _live_with(town, series_id, number, done, at)

    return agree


def _bookable(town: Town, number: int) -> Done:
    """The latest finished visit of the nth family whose service comes by the visit."""
    families: dict[int, Done] = {}
    for done in reversed(town.done):
        was = visit(done.visit_id)
        if is_bookable(offering(was.offering_id).unit):
            families.setdefault(was.household_id, done)
    if len(families) <= number:
        raise Missing
    return list(families.values())[number]


def _live_with(town: Town, series_id: int, number: int, done: Done, at: datetime) -> None:
    """One family cancels a date, another pauses."""
    signed: dict[str, Any] = {"at": at, "by": done.household}
    visits = visits_of_series(series_id)
    if number == 0 and len(visits) > 2:
        cancel_visit_and_release(visit_id=visits[2].id, reason="那天全家出门", **signed)
    if number == 1 and len(visits) > 1:
        away = visits[1].occurs_on or day_of(at)
        week: dict[str, Any] = {"from_on": away, "until_on": away + timedelta(days=6), "reason": "回老家"}
        pause_series(series_id=series_id, **week, client_id=UUID(int=990), **signed)
