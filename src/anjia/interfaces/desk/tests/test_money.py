"""The desk's pages of accounts and pay slips."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anjia.billing import operations as billing
from anjia.billing import queries as billing_queries
from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of, monday_of
from anjia.kernel.scope import company_scope
from anjia.payroll import operations as payroll
from anjia.payroll import queries as payroll_queries
from anjia.workforce.testing import a_caregiver


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def finance(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.FINANCE)


@pytest.fixture
def adviser(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000003", Role.ADVISER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000002", Role.OWNER)


def charged(company_id: int, at: datetime, phone: str, price_fen: int = 15000) -> int:
    """A household with one charged visit; its id."""
    with company_scope(company_id):
        visit_id = plan_visit(at=at, phone=phone, price_fen=price_fen)
        billing.charge_visit(visit_id=visit_id, at=at, by=SYSTEM)
        return visit(visit_id).household_id


@pytest.fixture
def household_id(company_id: int, at: datetime) -> int:
    return charged(company_id, at, "13912345678")


@pytest.fixture
def slip_id(company_id: int, at: datetime) -> int:
    """The slip of last week, of one caregiver with two visits."""
    with company_scope(company_id):
        caregiver_id = a_caregiver(at)
        begun = at - timedelta(days=7)
        for minutes in (180, 90):
            visit_id = plan_visit(at=begun, starts_at=begun, minutes=minutes)
            payroll.earn_for_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=begun, by=SYSTEM)
        payroll.issue_payslips(week_on=day_of(begun), at=at, by=SYSTEM)
        (slip,) = payroll_queries.payslips_of_week(monday_of(day_of(begun)))
        return slip.id


def filled(**wanted: object) -> dict[str, object]:
    return {"amount": "150", "method": "cash", "reference": "收据 7", "client_id": str(uuid4()), **wanted}


def test_the_list_shows_who_owes_and_finds_anybody(
    finance: Client, company_id: int, household_id: int, at: datetime
) -> None:
    charged(company_id, at, "13712345678", 20000)
    page = finance.get(reverse("desk:accounts"))
    assert [row["fen"] for row in page.context["rows"]] == [20000, 15000]
    assert "¥350.00" in page.content.decode()
    with company_scope(company_id):
        billing.record_payment(household_id=household_id, amount_fen=15000, method="cash", at=at, by=SYSTEM)
    assert [row["fen"] for row in finance.get(reverse("desk:accounts")).context["rows"]] == [20000]
    found = finance.get(reverse("desk:accounts"), {"q": "13912345678"})
    assert [row["fen"] for row in found.context["rows"]] == [0]


def test_the_list_asks_the_database_equally_often_for_few_and_many(
    finance: Client, company_id: int, at: datetime
) -> None:
    charged(company_id, at, "13712340001")
    few = queries_of(lambda: finance.get(reverse("desk:accounts")))
    for number in range(2, 8):
        charged(company_id, at, f"1371234000{number}")
    assert queries_of(lambda: finance.get(reverse("desk:accounts"))) == few


def test_a_payment_is_looked_at_twice_and_recorded_once(finance: Client, company_id: int, household_id: int) -> None:
    url, typed = reverse("desk:account-payment", args=[household_id]), filled()
    assert 'value="150.00"' in finance.get(url).content.decode()
    look = finance.post(url, typed).content.decode()
    assert "Yes, record it" in look
    assert "settled" in look
    with company_scope(company_id):
        assert billing_queries.balance_of(household_id) == 15000
    for _twice in range(2):
        assert finance.post(url, {**typed, "sure": "yes"}).url == reverse("desk:account", args=[household_id])
    with company_scope(company_id):
        assert billing_queries.balance_of(household_id) == 0
        assert len(billing_queries.payments(household_id=household_id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"amount": "-1"}, {"amount": "1e9"}, {"method": "gold"}, {"client_id": "7"}, {"amount": ""}],
)
def test_what_is_no_payment_is_said_before_anything_is_recorded(
    finance: Client, household_id: int, wrong: dict[str, str]
) -> None:
    answer = finance.post(reverse("desk:account-payment", args=[household_id]), {**filled(**wrong), "sure": "yes"})
    assert answer.status_code == 422


def test_no_more_than_was_paid_is_returned_and_the_sum_is_named(
    finance: Client, company_id: int, household_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        billing.record_payment(household_id=household_id, amount_fen=15000, method="cash", at=at, by=SYSTEM)
    url = reverse("desk:account-refund", args=[household_id])
    too_much = finance.post(url, filled(amount="150.01", reason="多付", sure="yes"))
    assert too_much.status_code == 422
    assert "¥150.00" in too_much.content.decode()
    assert finance.post(url, filled(amount="20", reason="", sure="yes")).status_code == 422
    finance.post(url, filled(amount="20", reason="多付", sure="yes"))
    page = finance.get(reverse("desk:account", args=[household_id])).content.decode()
    for shown in ("多付", "+¥20.00", "−¥150.00", "owes ¥20.00"):
        assert shown in page


def test_each_line_explains_itself_at_a_constant_price(
    finance: Client, company_id: int, household_id: int, at: datetime
) -> None:
    url = reverse("desk:account", args=[household_id])
    assert "日常保洁" in finance.get(url).content.decode()
    few = queries_of(lambda: finance.get(url))
    for _more in range(4):
        charged(company_id, at, "13912345678")
        with company_scope(company_id):
            billing.record_payment(household_id=household_id, amount_fen=100, method="card", at=at, by=SYSTEM)
    assert queries_of(lambda: finance.get(url)) == few
    text = finance.get(reverse("desk:account-export", args=[household_id, "csv"])).content.decode("utf-8-sig")
    assert text.splitlines()[1].endswith(",150.0,150.0")


def test_money_in_and_out_is_listed(finance: Client, company_id: int, household_id: int, at: datetime) -> None:
    with company_scope(company_id):
        billing.record_payment(
            household_id=household_id, amount_fen=12345, method="card", reference="POS 9", at=at, by=SYSTEM
        )
    page = finance.get(reverse("desk:payments")).content.decode()
    assert "+¥123.45" in page
    assert "POS 9" in page
    assert "陈女士" in finance.get(reverse("desk:accounts-export", args=["csv"])).content.decode("utf-8-sig")


def test_slips_of_the_week_are_issued_shown_and_written_out(finance: Client, company_id: int, at: datetime) -> None:
    begun = at - timedelta(days=7)
    week = monday_of(day_of(begun)).isoformat()
    with company_scope(company_id):
        visit_id = plan_visit(at=begun, starts_at=begun, minutes=180)
        payroll.earn_for_visit(visit_id=visit_id, caregiver_id=a_caregiver(at), at=begun, by=SYSTEM)
    assert "Issue pay slips" in finance.get(reverse("desk:payslips"), {"week": week}).content.decode()
    answer = finance.post(reverse("desk:payslips-issue"), {"week": week}, follow=True)
    page = answer.content.decode()
    assert "1 pay slip was issued." in page
    assert "¥114.00" in page
    text = finance.get(reverse("desk:payslips-export", args=["csv"]), {"week": week}).content.decode("utf-8-sig")
    assert "李阿姨" in text
    assert "180,38.0,114.0" in text


def test_a_week_that_is_not_over_or_is_no_week_is_refused(finance: Client, at: datetime) -> None:
    this_week = monday_of(day_of(at)).isoformat()
    assert finance.post(reverse("desk:payslips-issue"), {"week": this_week}).status_code == 422
    assert finance.post(reverse("desk:payslips-issue"), {"week": "soon"}).status_code == 404
    assert finance.get(reverse("desk:payslips"), {"week": "soon"}).status_code == 200


def test_a_slip_explains_itself_and_is_paid_once(finance: Client, company_id: int, slip_id: int) -> None:
    url = reverse("desk:payslip", args=[slip_id])
    page = finance.get(url).content.decode()
    for shown in ("3 h × ¥38.00", "1.5 h × ¥38.00", "¥171.00", "not paid yet"):
        assert shown in page
    pay = reverse("desk:payslip-pay", args=[slip_id])
    assert finance.get(pay).status_code == 200
    assert finance.post(pay, {"method": "gold"}).status_code == 422
    for _twice in range(2):
        assert finance.post(pay, {"method": "transfer"}).url == url
    assert "paid on" in finance.get(url).content.decode()


def test_advisers_take_payments_but_neither_return_money_nor_see_pay(
    adviser: Client, household_id: int, slip_id: int
) -> None:
    assert adviser.get(reverse("desk:account-payment", args=[household_id])).status_code == 200
    assert adviser.get(reverse("desk:account-refund", args=[household_id])).status_code == 403
    assert adviser.get(reverse("desk:payslip", args=[slip_id])).status_code == 403
    assert adviser.get(reverse("desk:payslips")).status_code == 403


def test_a_stranger_finds_nothing_and_nobody_sees_without_log_in(
    stranger: Client, household_id: int, slip_id: int
) -> None:
    for name, key in (
        ("account", household_id),
        ("account-payment", household_id),
        ("account-refund", household_id),
        ("payslip", slip_id),
        ("payslip-pay", slip_id),
    ):
        assert stranger.get(reverse(f"desk:{name}", args=[key])).status_code == 404
    assert stranger.get(reverse("desk:account-export", args=[household_id, "csv"])).status_code == 404
    typed = filled(sure="yes")
    assert stranger.post(reverse("desk:account-payment", args=[household_id]), typed).status_code == 404
    assert "陈女士" not in stranger.get(reverse("desk:accounts")).content.decode()
    assert Client().get(reverse("desk:accounts")).status_code == 302


def test_a_slip_shows_the_withheld_tax_line_by_line(finance: Client, company_id: int, at: datetime) -> None:
    assert finance.post(reverse("desk:payslips-tax"), {"way": "usual"}).status_code == 302
    assert finance.post(reverse("desk:payslips-tax"), {"way": "half"}).status_code == 422
    assert "payments of a month as one" in finance.get(reverse("desk:payslips")).content.decode()
    with company_scope(company_id):
        caregiver_id = a_caregiver(at, hourly_pay_fen=10_000)
        begun = at - timedelta(days=8)
        visit_id = plan_visit(at=begun, starts_at=begun, minutes=600)
        payroll.earn_for_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)
        payroll.issue_payslips(week_on=day_of(at - timedelta(days=8)), at=at, by=SYSTEM)
        (slip,) = payroll_queries.payslips_of_caregiver(caregiver_id)
    page = finance.get(reverse("desk:payslip", args=[slip.id])).content.decode()
    for words in ("¥1,000.00 − ¥800.00", "¥40.00", "¥960.00", "article 8"):
        assert words in page, words
