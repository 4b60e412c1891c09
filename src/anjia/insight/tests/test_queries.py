"""The figures of a real day's work, on the real database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from anjia.dispatch.testing import caregiver
from anjia.fieldwork.operations import complete_visit
from anjia.fieldwork.testing import AssignedVisit, arrive, assigned_visit
from anjia.insight.queries import dispatch_figures
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import keep_promise, make_promise, publish_standard_clauses
from anjia.promises.queries import HourRecord
from anjia.promises.rules import Kind
from anjia.workforce.operations import record_leave

DAY = timedelta(days=1)


def done(made: AssignedVisit) -> None:
    """The visit takes place from its start on."""
    arrive(made)
    ends = made.starts_at + timedelta(hours=3)
    complete_visit(**made.whose, reason="照片没拍", at=ends, by=made.by)


def test_continuity_hours_ways_duty_and_income_of_two_days(scope: int, at: datetime) -> None:
    wang, li = caregiver("王芳", at=at), caregiver("李娟", at=at, number=2)
    first = assigned_visit(at=at, caregiver_id=wang)
    done(first)
    done(assigned_visit(at=at, caregiver_id=li, phone="13912345679"))
    day = day_of(first.starts_at)
    found = dispatch_figures(day, day + DAY)
    assert (found.visits, found.households, found.continuity) == (2, (), None)
    assert [(one.visits, one.minutes, one.way_minutes) for one in found.caregivers] == [(1, 180, 0), (1, 180, 0)]
    assert found.hours.gini == 0
    assert found.travel_share == 0
    assert all(one.duty_minutes > 0 for one in found.caregivers)
    assert dispatch_figures(day + 5 * DAY, day + 6 * DAY).visits == 0


def test_leave_is_no_duty_and_nobody_counts_before_she_joined(scope: int, at: datetime) -> None:
    wang = caregiver("王芳", at=at)
    today = day_of(at)
    week = dispatch_figures(today, today + 7 * DAY).caregivers[0].duty_minutes
    record_leave(caregiver_id=wang, starts_at=at, ends_at=at + 20 * DAY, at=at, by=SYSTEM)
    record_leave(caregiver_id=wang, starts_at=at + DAY, ends_at=at + 3 * DAY, at=at, by=SYSTEM)
    rest = dispatch_figures(today + DAY, today + 7 * DAY).caregivers[0].duty_minutes
    assert week > 0
    assert rest == 0
    assert dispatch_figures(today - 7 * DAY, today).caregivers[0].duty_minutes == 0


def test_on_time_is_the_promise_kept_by_the_hour_of_the_agreed_start(scope: int, at: datetime) -> None:
    publish_standard_clauses(at=at, by=SYSTEM)
    start = at.replace(hour=1, minute=50)  # 9:50 in Shanghai; due at 10:05
    for number in (1, 2):
        made = {"kind": Kind.ARRIVAL, "subject": f"visit:{number}"}
        make_promise(**made, made_at=at, due_at=start + timedelta(minutes=15), by=SYSTEM)
    keep_promise(kind=Kind.ARRIVAL, subject="visit:1", evidence="", at=start, by=SYSTEM)
    keep_promise(kind=Kind.ARRIVAL, subject="visit:2", evidence="", at=start + timedelta(hours=1), by=SYSTEM)
    found = dispatch_figures(day_of(at), day_of(at) + DAY)
    assert [(one.hour, one.kept, one.broken) for one in found.hours_of_day] == [(9, 1, 1)]
    assert found.on_time == 50


@pytest.mark.parametrize(("kept", "broken", "share"), [(199, 1, 99), (1, 199, 1), (200, 0, 100), (0, 200, 0)])
def test_the_time_is_on_time_by_the_same_rule_as_one_hour_of_it(
    scope: int, at: datetime, kept: int, broken: int, share: int
) -> None:
    nothing = dispatch_figures(day_of(at), day_of(at) + DAY)
    assert nothing.on_time is None
    hour = HourRecord(9, kept, broken)
    assert (replace(nothing, hours_of_day=(hour,)).on_time, hour.share) == (share, share)


def test_another_company_has_its_own_figures(company_id: int, stranger_id: int, at: datetime) -> None:
    with company_scope(company_id):
        made = assigned_visit(at=at)
    with company_scope(stranger_id):
        found = dispatch_figures(day_of(made.starts_at), day_of(made.starts_at) + DAY)
    assert (found.visits, found.caregivers) == (0, ())
