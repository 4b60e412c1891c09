from datetime import date, datetime, timedelta

import pytest

from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of, monday_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import balance_of
from anjia.kernel.scope import company_scope
from anjia.payroll import handlers
from anjia.payroll.operations import earn_for_visit, issue_payslips, pay_payslip
from anjia.payroll.queries import (
    earned_between,
    earnings_of_visits,
    lines_of,
    payslip,
    payslips_of_caregiver,
    payslips_of_week,
    waiting_earnings,
    weeks_with_payslips,
)
from anjia.payroll.rules import earning_fen
from anjia.workforce.testing import a_caregiver


@pytest.fixture
def caregiver_id(scope: int, at: datetime) -> int:
    return a_caregiver(at, hourly_pay_fen=3800)


def visit_on(at: datetime, days: int, minutes: int = 180) -> int:
    return plan_visit(at=at, starts_at=at + timedelta(days=days), minutes=minutes)


def earn(visit_id: int, caregiver_id: int, at: datetime) -> bool:
    return earn_for_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)


@pytest.mark.parametrize(
    ("minutes", "hourly", "fen"), [(180, 3800, 11400), (90, 3333, 5000), (1, 30, 1), (1, 29, 0), (0, 3800, 0)]
)
def test_minutes_at_a_rate_round_half_up(minutes: int, hourly: int, fen: int) -> None:
    assert earning_fen(minutes, hourly) == fen


def test_a_completed_visit_heard_twice_earns_once(caregiver_id: int, at: datetime) -> None:
    v = visit(visit_on(at, 1))
    fact = VisitCompleted(
        visit_id=v.id, household_id=v.household_id, caregiver_id=caregiver_id, order_id=v.order_id,
        offering_id=v.offering_id, starts_at=v.starts_at, minutes=v.minutes, price_fen=v.price_fen,
    )  # fmt: skip
    for _again in range(2):
        handlers.earn_for_the_visit(fact, at=at)
    assert balance_of(f"caregiver:{caregiver_id}") == -11400
    assert earnings_of_visits([v.id])[v.id].words.startswith("3 ")


def test_a_weeks_slip_adds_up_and_explains_each_line(caregiver_id: int, at: datetime) -> None:
    earn(visit_on(at, 1), caregiver_id, at)
    earn(visit_on(at, 3, minutes=150), caregiver_id, at)
    earn(visit_on(at, 9), caregiver_id, at)
    monday = monday_of(day_of(at + timedelta(days=1)))
    later = at + timedelta(days=8)
    assert issue_payslips(week_on=monday, at=later, by=SYSTEM) == 1
    assert issue_payslips(week_on=monday, at=later, by=SYSTEM) == 0
    slip = payslips_of_week(monday)[0]
    lines = lines_of(slip.id)
    assert (slip.total_fen, slip.visits) == (11400 + 9500, 2)
    assert sum(line.amount_fen for line in lines) == slip.total_fen
    assert "2.5" in lines[1].words
    assert "¥38.00" in lines[1].words
    assert len(waiting_earnings(caregiver_id)) == 1
    assert weeks_with_payslips() == [monday]
    assert earned_between(monday, monday + timedelta(days=7)) == {caregiver_id: 20900}


def test_a_late_earning_goes_onto_the_next_slip(caregiver_id: int, at: datetime) -> None:
    earn(visit_on(at, 1), caregiver_id, at)
    first, second = visit_on(at, 2), visit_on(at, 8)
    monday = monday_of(day_of(at + timedelta(days=1)))
    issue_payslips(week_on=monday, at=at + timedelta(days=8), by=SYSTEM)
    earn(first, caregiver_id, at)
    earn(second, caregiver_id, at)
    issue_payslips(week_on=monday + timedelta(days=7), at=at + timedelta(days=15), by=SYSTEM)
    assert [slip.visits for slip in payslips_of_caregiver(caregiver_id)] == [2, 1]


def test_a_week_that_is_not_over_has_no_slips(caregiver_id: int, at: datetime) -> None:
    with pytest.raises(Refusal, match=r"11月22日|22 November"):
        issue_payslips(week_on=date(2026, 11, 16), at=at, by=SYSTEM)


def test_a_slip_is_paid_once(caregiver_id: int, at: datetime) -> None:
    earn(visit_on(at, 1), caregiver_id, at)
    issue_payslips(week_on=day_of(at + timedelta(days=1)), at=at + timedelta(days=8), by=SYSTEM)
    slip = payslips_of_caregiver(caregiver_id)[0]
    assert pay_payslip(payslip_id=slip.id, method="transfer", at=at, by=SYSTEM)
    assert not pay_payslip(payslip_id=slip.id, method="cash", at=at, by=SYSTEM)
    assert balance_of(f"caregiver:{caregiver_id}") == 0
    assert payslip(slip.id).paid_by == "transfer"


def test_another_companys_slip_is_missing(caregiver_id: int, stranger_id: int, at: datetime) -> None:
    earn(visit_on(at, 1), caregiver_id, at)
    issue_payslips(week_on=day_of(at + timedelta(days=1)), at=at + timedelta(days=8), by=SYSTEM)
    slip = payslips_of_caregiver(caregiver_id)[0]
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            payslip(slip.id)
        with pytest.raises(Missing):
            pay_payslip(payslip_id=slip.id, method="cash", at=at, by=SYSTEM)
