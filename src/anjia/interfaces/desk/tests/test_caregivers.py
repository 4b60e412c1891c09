"""The desk's pages of caregivers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.catalog.rules import Trade
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.workforce import operations, queries
from anjia.workforce.rules import Hours
from anjia.workforce.testing import a_caregiver


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000002", Role.OWNER)


@pytest.fixture
def caregiver_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return a_caregiver(at)


def some(company_id: int, at: datetime, first: int, last: int) -> None:
    with company_scope(company_id):
        for number in range(first, last):
            trades = {Trade.COOKING: 2, Trade.TIDYING: 4}
            a_caregiver(at, name=f"阿姨{number}", phone=f"137{number:08d}", trades=trades)


def test_the_list_finds_by_name_trade_and_status(
    desk: Client, company_id: int, caregiver_id: int, at: datetime
) -> None:
    some(company_id, at, 1, 3)
    here = reverse("desk:caregivers")
    assert "3 caregivers" in desk.get(here).content.decode()
    assert "阿姨1" not in desk.get(here, {"trade": "daily_cleaning"}).content.decode()
    assert "李阿姨" in desk.get(here, {"q": "5678", "status": "ready"}).content.decode()
    assert "Nobody matches." in desk.get(here, {"status": "left"}).content.decode()


def test_the_list_asks_the_database_equally_often_for_few_and_many(desk: Client, company_id: int, at: datetime) -> None:
    some(company_id, at, 1, 3)
    few = queries_of(lambda: desk.get(reverse("desk:caregivers")))
    some(company_id, at, 3, 30)
    assert queries_of(lambda: desk.get(reverse("desk:caregivers"))) == few


def test_pages_lead_on_and_the_file_holds_everybody(desk: Client, company_id: int, at: datetime) -> None:
    some(company_id, at, 1, 54)
    first = desk.get(reverse("desk:caregivers"))
    assert "阿姨53" not in first.content.decode()
    assert "阿姨53" in desk.get(reverse("desk:caregivers") + first.context["further"]).content.decode()
    text = desk.get(reverse("desk:caregivers-export", args=["csv"])).content.decode("utf-8-sig")
    assert text.count("阿姨") == 53
    assert "137****0053" in text


def test_a_caregiver_is_taken_in(desk: Client, company_id: int) -> None:
    filled = {
        "name": "孙阿姨",
        "phone": "13611112222",
        "district": "静安区",
        "hourly_pay_fen": "38.50",
        "trades": ["cooking"],
        "ready": "on",
    }
    answer = desk.post(reverse("desk:caregiver-new"), filled)
    with company_scope(company_id):
        (person,) = queries.ready_caregivers()
    assert answer.url == reverse("desk:caregiver", args=[person.id])
    assert (person.name, person.hourly_pay_fen, person.trades) == ("孙阿姨", 3850, (("cooking", 3),))


@pytest.mark.parametrize(
    "wrong",
    [{"phone": "12"}, {"hourly_pay_fen": "一百"}, {"hourly_pay_fen": "99999"}, {"trades": []}, {"name": "\x00"}],
)
def test_what_cannot_be_is_said_at_its_field(desk: Client, wrong: dict[str, object]) -> None:
    filled = {
        "name": "孙阿姨",
        "phone": "13611112222",
        "district": "静安区",
        "hourly_pay_fen": "38",
        "trades": ["cooking"],
        "ready": "on",
        **wrong,
    }
    answer = desk.post(reverse("desk:caregiver-new"), filled)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_the_week_is_set_as_it_is_typed(desk: Client, company_id: int, caregiver_id: int) -> None:
    url = reverse("desk:caregiver-week", args=[caregiver_id])
    desk.post(url, {"day_0": "8:00-12:00，13:00-18:00", "day_6": "20-8"})
    with company_scope(company_id):
        assert queries.week_of(caregiver_id) == [Hours(0, 480, 720), Hours(0, 780, 1080), Hours(6, 1200, 1920)]
    assert "08:00-12:00" in desk.get(reverse("desk:caregiver", args=[caregiver_id])).content.decode()
    for typed in ("全天", "8-12, 11-13"):
        refused = desk.post(url, {"day_0": typed})
        assert refused.status_code == 422
        assert refused.context["week_form"].errors


def test_trades_record_and_status_are_changed(desk: Client, company_id: int, caregiver_id: int) -> None:
    desk.post(reverse("desk:caregiver-trades", args=[caregiver_id]), {"childcare": "5", "cooking": ""})
    record = {"name": "李秀芬", "hourly_pay_fen": "40", "district": "长宁区", "native_place": "安徽"}
    desk.post(reverse("desk:caregiver-change", args=[caregiver_id]), record)
    desk.post(reverse("desk:caregiver-status", args=[caregiver_id]), {"status": "left", "reason": "回乡"})
    with company_scope(company_id):
        person = queries.caregiver(caregiver_id)
    assert person.trades == (("childcare", 5),)
    assert (person.name, person.hourly_pay_fen, person.district, person.status) == ("李秀芬", 4000, "长宁区", "left")
    assert desk.post(reverse("desk:caregiver-status", args=[caregiver_id]), {"status": "fired"}).status_code == 404


def test_a_leave_is_noted_on_shanghais_clock_and_taken_back(
    desk: Client, company_id: int, caregiver_id: int, at: datetime
) -> None:
    away = {"starts_at": "2026-12-01T08:00", "ends_at": "2026-12-03T18:00", "reason": "探亲"}
    desk.post(reverse("desk:caregiver-leave", args=[caregiver_id]), away)
    with company_scope(company_id):
        (leave,) = queries.leaves_of(caregiver_id)
    assert leave.starts_at.isoformat() == "2026-12-01T00:00:00+00:00"
    assert leave.ends_at - leave.starts_at == timedelta(days=2, hours=10)
    turned = {**away, "ends_at": "2026-11-01T08:00"}
    assert desk.post(reverse("desk:caregiver-leave", args=[caregiver_id]), turned).status_code == 422
    desk.post(reverse("desk:leave-cancel", args=[caregiver_id, leave.id]))
    with company_scope(company_id):
        assert queries.leaves_of(caregiver_id)[0].cancelled_at == at


def test_a_log_in_is_opened_and_works(desk: Client, caregiver_id: int) -> None:
    url = reverse("desk:caregiver-login", args=[caregiver_id])
    assert desk.post(url, {"password": "short"}).status_code == 422
    desk.post(url, {"password": "warm-kettle-7"})
    answer = Client().post("/accounts/login/", {"login": "13812345678", "password": "warm-kettle-7"})
    assert answer.status_code == 302


def test_the_page_asks_equally_often_for_a_short_and_a_long_story(
    desk: Client, company_id: int, caregiver_id: int, at: datetime
) -> None:
    url = reverse("desk:caregiver", args=[caregiver_id])
    short = queries_of(lambda: desk.get(url))
    with company_scope(company_id):
        for day in range(10):
            starts_at = at + timedelta(days=day)
            operations.record_leave(
                caregiver_id=caregiver_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=8), at=at, by=SYSTEM
            )
    assert queries_of(lambda: desk.get(url)) == short


def test_an_adviser_reads_and_does_not_change(company_id: int, caregiver_id: int, at: datetime) -> None:
    adviser = client_of(company_id, at, "13900000009", Role.ADVISER)
    page = adviser.get(reverse("desk:caregiver", args=[caregiver_id]))
    assert page.status_code == 200
    assert "She leaves" not in page.content.decode()
    assert adviser.post(reverse("desk:caregiver-week", args=[caregiver_id])).status_code == 403


def test_a_stranger_finds_nothing_and_nobody_sees_without_log_in(stranger: Client, caregiver_id: int) -> None:
    assert stranger.get(reverse("desk:caregiver", args=[caregiver_id])).status_code == 404
    for name, filled in (
        ("caregiver-week", {"day_0": "8-12"}),
        ("caregiver-trades", {"cooking": "3"}),
        ("caregiver-status", {"status": "left"}),
        ("caregiver-login", {"password": "warm-kettle-7"}),
    ):
        assert stranger.post(reverse(f"desk:{name}", args=[caregiver_id]), filled).status_code == 404
    assert Client().get(reverse("desk:caregivers")).status_code == 302
