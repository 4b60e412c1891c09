"""Claims: a slip shows what the law withholds from it; without a decision nothing; each fen goes somewhere."""

from datetime import date, datetime, timedelta

import pytest

from anjia.booking.testing import plan_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.ledger import balance_of
from anjia.law.queries import ids_in_force
from anjia.payroll.operations import choose_withholding, earn_for_visit, issue_payslips, pay_payslip
from anjia.payroll.queries import PayslipSummary, payslips_of_caregiver, tax_on, withholding_now
from anjia.payroll.rules import Issued, Way, withheld_from
from anjia.workforce.testing import a_caregiver

HELD = ids_in_force("CN", date(2026, 3, 1))


def test_the_slips_of_a_month_are_taxed_as_one_payment() -> None:
    first = withheld_from(300_000, way=Way.USUAL, month=3, earlier=[], in_force=HELD)
    assert first is not None and first.amount_fen == 44_000
    earlier = [Issued(2, 900_000, 100), Issued(3, 300_000, 44_000)]
    second = withheld_from(200_000, way=Way.USUAL, month=3, earlier=earlier, in_force=HELD)
    assert second is not None and (second.amount_fen, second.before_fen) == (80_000 - 44_000, 44_000)


def test_a_platform_counts_every_month_since_the_first_slip() -> None:
    earlier: list[Issued] = []
    taken = []
    for month in (1, 2, 3):
        for part in (1_000_000, 2_000_000):
            held = withheld_from(part, way=Way.PLATFORM, month=month, earlier=earlier, in_force=HELD)
            assert held is not None
            taken.append(held.amount_fen)
            earlier.append(Issued(month, part, held.amount_fen))
    assert [taken[i] + taken[i + 1] for i in (0, 2, 4)] == [57_000, 71_000, 190_000]


@pytest.mark.parametrize(("way", "on"), [(Way.NOT, date(2026, 3, 1)), (Way.PLATFORM, date(2025, 9, 30))])
def test_nothing_is_worked_out_without_a_decision_or_an_article(way: Way, on: date) -> None:
    assert withheld_from(10**6, way=way, month=9, earlier=[], in_force=ids_in_force("CN", on)) is None


def test_never_more_than_the_slip_holds_is_withheld() -> None:
    held = withheld_from(100, way=Way.USUAL, month=3, earlier=[Issued(3, 10**7, 0)], in_force=HELD)
    assert held is not None and held.amount_fen == 100


def a_slip(at: datetime, minutes: int = 600) -> PayslipSummary:
    caregiver_id = a_caregiver(at, hourly_pay_fen=10_000)
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=1), minutes=minutes)
    earn_for_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)
    issue_payslips(week_on=day_of(at + timedelta(days=1)), at=at + timedelta(days=8), by=SYSTEM)
    return payslips_of_caregiver(caregiver_id)[0]


def test_a_slip_says_what_is_withheld_and_pays_the_rest(scope: int, at: datetime) -> None:
    choose_withholding(way="usual", at=at, by=SYSTEM)
    slip = a_slip(at)
    assert (slip.total_fen, slip.withheld_fen, slip.net_fen) == (100_000, 4_000, 96_000)
    tax = tax_on(slip.id)
    assert tax is not None and tax.calculation.result_fen == tax.withheld_fen == 4_000
    pay_payslip(payslip_id=slip.id, method="transfer", at=at, by=SYSTEM)
    accounts = (f"caregiver:{slip.caregiver_id}", "cash:transfer", "tax:withheld")
    assert [balance_of(account) for account in accounts] == [0, -96_000, -4_000]


def test_without_a_decision_the_whole_slip_is_paid(scope: int, at: datetime) -> None:
    slip = a_slip(at)
    assert withholding_now() == Way.NOT
    assert (slip.withheld_fen, tax_on(slip.id)) == (0, None)
    choose_withholding(way="platform", at=at, by=SYSTEM)
    choose_withholding(way="none", at=at, by=SYSTEM)
    assert withholding_now() == Way.NOT
    with pytest.raises(Refusal):
        choose_withholding(way="half", at=at, by=SYSTEM)
