"""Visits at odd times, and agreements that outlive what they were made about."""

from datetime import datetime, timedelta

import pytest

from anjia.booking.operations import place_order
from anjia.booking.queries import visit, visits_between
from anjia.catalog.operations import retire_offering
from anjia.fieldwork.operations import complete_visit
from anjia.fieldwork.testing import AssignedVisit, arrive, assigned_visit
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.errors import Refusal
from anjia.payroll.operations import issue_payslips
from anjia.payroll.queries import lines_of, payslips_of_caregiver
from anjia.sales.operations import accept_proposal
from anjia.sales.testing import ask, propose
from anjia.workforce.operations import set_working_hours
from anjia.workforce.rules import Hours
from anjia.workforce.testing import a_caregiver

ALWAYS = [Hours(day, 0, 24 * 60) for day in range(7)]
WEEK = timedelta(days=7)


@pytest.fixture
def at_night(scope: int, at: datetime) -> AssignedVisit:
    """Three hours from Sunday 23:30, over midnight and over the border of the week."""
    caregiver_id = a_caregiver(at)
    set_working_hours(caregiver_id=caregiver_id, hours=ALWAYS, at=at, by=SYSTEM)
    sunday = midnight(monday_of(day_of(at)) + timedelta(days=13)) + timedelta(hours=23, minutes=30)
    return assigned_visit(at=at, starts_at=sunday, caregiver_id=caregiver_id)


def test_a_visit_over_the_border_of_the_week_stands_on_its_first_day_and_is_paid_once(at_night: AssignedVisit) -> None:
    sunday = day_of(at_night.starts_at)
    assert [one.id for one in visits_between(sunday, sunday)] == [at_night.visit_id]
    ended = arrive(at_night) + timedelta(hours=3)
    complete_visit(**at_night.whose, reason="夜里不拍照", at=ended, by=at_night.by)
    jobs.run_due_jobs(at=ended)
    monday = monday_of(sunday)
    for week_on, at in ((monday, ended), (monday + WEEK, ended + WEEK), (monday, ended + WEEK)):
        issue_payslips(week_on=week_on, at=at, by=SYSTEM)
    slips = payslips_of_caregiver(at_night.caregiver_id)
    assert [(slip.week_on, [line.visit_id for line in lines_of(slip.id)]) for slip in slips] == [
        (monday, [at_night.visit_id])
    ]


def test_the_week_is_not_over_while_its_last_visit_is_under_way(at_night: AssignedVisit) -> None:
    before_midnight = arrive(at_night) + timedelta(minutes=29)
    with pytest.raises(Refusal):
        issue_payslips(week_on=day_of(at_night.starts_at), at=before_midnight, by=SYSTEM)


def test_what_was_agreed_stands_when_the_service_is_retired(scope: int, at: datetime) -> None:
    asking = ask(at=at)
    sent = propose(asking, at=at)
    retire_offering(offering_id=asking.offering_id, at=at + timedelta(hours=1), by=SYSTEM)
    household = Actor("household", asking.household_id, "陈女士")
    assert accept_proposal(proposal_id=sent.id, at=at + timedelta(hours=2), by=household)
    placed = place_order(
        household_id=asking.household_id,
        offering_id=asking.offering_id,
        home_id=asking.home_id,
        starts_at=at + timedelta(days=2),
        minutes=180,
        visit_price_fen=15000,
        proposal_id=sent.id,
        at=at + timedelta(hours=2),
        by=household,
    )
    assert (visit(placed.visit_id).title, visit(placed.visit_id).price_fen) == ("日常保洁", 15000)
