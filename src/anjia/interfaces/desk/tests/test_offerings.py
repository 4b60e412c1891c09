"""The desk's pages of services, prices and standards."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.catalog import operations, queries
from anjia.catalog.operations import NewStep
from anjia.catalog.testing import an_offering
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.catalog import rearranged
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.ADVISER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000002", Role.OWNER)


@pytest.fixture
def offering_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return an_offering(at)


def test_the_list_shows_services_by_trade_and_finds_them(desk: Client, offering_id: int) -> None:
    here = reverse("desk:offerings")
    page = desk.get(here).content.decode()
    for shown in ("日常保洁", "¥50.00 per hour", "2 steps", "Daily cleaning"):
        assert shown in page
    assert "日常保洁" in desk.get(here, {"q": "厨房"}).content.decode()
    assert "Nothing matches." in desk.get(here, {"q": "飞机"}).content.decode()


def test_the_list_asks_the_database_equally_often_for_few_and_many(
    desk: Client, company_id: int, offering_id: int, at: datetime
) -> None:
    few = queries_of(lambda: desk.get(reverse("desk:offerings")))
    with company_scope(company_id):
        for number in range(8):
            an_offering(at, code=f"C{number}", name=f"服务{number}")
    assert queries_of(lambda: desk.get(reverse("desk:offerings"))) == few


def test_prices_that_wait_are_pointed_at(desk: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        operations.ask_price(raw_name="月嫂", raw_price="面议", reason="不是数字", at=at, by=SYSTEM)
    assert "1 price of an imported list waits for you." in desk.get(reverse("desk:offerings")).content.decode()


def test_a_service_is_listed(desk: Client, company_id: int) -> None:
    filled = {
        "name": "擦窗",
        "trade": "window_cleaning",
        "unit": "per_visit",
        "price_fen": "199",
        "usual_minutes": "120",
        "least_minutes": "60",
    }
    answer = desk.post(reverse("desk:offering-new"), filled)
    with company_scope(company_id):
        (listed,) = queries.offerings()
    assert answer.url == reverse("desk:offering", args=[listed.id])
    assert (listed.code, listed.price_fen, listed.public) == ("S001", 19900, False)
    for wrong in ({"price_fen": "-1"}, {"usual_minutes": "30"}, {"name": ""}, {"code": "S001"}):
        assert desk.post(reverse("desk:offering-new"), {**filled, **wrong}).status_code == 422


def test_a_new_price_comes_on_its_day_and_the_old_one_stays_in_the_history(
    desk: Client, company_id: int, offering_id: int, at: datetime
) -> None:
    url = reverse("desk:offering-price", args=[offering_id])
    desk.post(url, {"price_fen": "58", "from_day": "2026-12-01"})
    page = desk.get(reverse("desk:offering", args=[offering_id])).content.decode()
    assert "to come" in page
    assert "in force" in page
    with company_scope(company_id):
        assert queries.offering(offering_id, at=at + timedelta(days=8)).price_fen == 5000
        assert queries.offering(offering_id, at=at + timedelta(days=9)).price_fen == 5800
    desk.post(url, {"price_fen": "52", "from_day": "2026-11-22"})
    with company_scope(company_id):
        assert queries.offering(offering_id, at=at).price_fen == 5200
    refused = desk.post(url, {"price_fen": "1", "from_day": "2026-01-01"})
    assert (refused.status_code, list(refused.context["price_form"].errors)) == (422, ["from_day"])


def test_the_standard_is_rearranged_without_being_saved(desk: Client, company_id: int, offering_id: int) -> None:
    url = reverse("desk:offering-standard", args=[offering_id])
    typed = {"title": ["厨房", "地面"], "detail": ["", ""], "photo": ["both", "none"]}
    moved = desk.post(url, {**typed, "act": "down-0"})
    assert [step.title for step in moved.context["steps"]] == ["地面", "厨房"]
    added = desk.post(url, {**typed, "act": "add"})
    assert [step.title for step in added.context["steps"]] == ["厨房", "地面", ""]
    with company_scope(company_id):
        assert queries.standard_of(offering_id)[0].title == "厨房台面擦净"


def test_the_standard_is_saved_in_order_and_blank_steps_fall_away(
    desk: Client, company_id: int, offering_id: int
) -> None:
    url = reverse("desk:offering-standard", args=[offering_id])
    typed = {
        "title": ["厨房", "", "地面"],
        "detail": ["先除油", "", ""],
        "photo": ["both", "none", "odd"],
        "act": "save",
    }
    assert desk.post(url, typed).status_code == 302
    assert desk.post(url, typed, headers={"HX-Request": "true"})["HX-Redirect"].endswith(f"/{offering_id}/")
    with company_scope(company_id):
        steps = queries.standard_of(offering_id)
    assert [(step.title, step.detail, step.photo) for step in steps] == [
        ("厨房", "先除油", "both"),
        ("地面", "", "none"),
    ]
    assert desk.post(url, {**typed, "title": ["", "", "地面"]}).status_code == 422


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("add", ["a", "b", "c", ""]),
        ("up-1", ["b", "a", "c"]),
        ("up-0", ["a", "b", "c"]),
        ("down-1", ["a", "c", "b"]),
        ("down-2", ["a", "b", "c"]),
        ("remove-0", ["b", "c"]),
        ("remove-9", ["a", "b", "c"]),
        ("up-x", ["a", "b", "c"]),
        ("", ["a", "b", "c"]),
    ],
)
def test_one_press_moves_one_step(act: str, order: list[str]) -> None:
    assert [step.title for step in rearranged([NewStep("a"), NewStep("b"), NewStep("c")], act)] == order


def test_a_service_is_corrected_and_retired(desk: Client, company_id: int, offering_id: int) -> None:
    about = {"name": "家庭保洁", "usual_minutes": "240", "least_minutes": "120", "scope": "全屋", "public": "on"}
    desk.post(reverse("desk:offering-change", args=[offering_id]), about)
    with company_scope(company_id):
        assert queries.offering(offering_id).name == "家庭保洁"
    wrong = {**about, "usual_minutes": "60"}
    assert desk.post(reverse("desk:offering-change", args=[offering_id]), wrong).status_code == 422
    desk.post(reverse("desk:offering-retire", args=[offering_id]))
    assert "家庭保洁" not in desk.get(reverse("desk:offerings")).content.decode()
    assert "家庭保洁" in desk.get(reverse("desk:offerings"), {"retired": "1"}).content.decode()
    page = desk.get(reverse("desk:offering", args=[offering_id])).content.decode()
    assert "no longer offered" in page
    assert "New price" not in page


def test_a_quality_lead_writes_standards_and_no_prices(company_id: int, offering_id: int, at: datetime) -> None:
    lead = client_of(company_id, at, "13900000009", Role.QUALITY_LEAD)
    assert lead.get(reverse("desk:offering-standard", args=[offering_id])).status_code == 200
    assert lead.post(reverse("desk:offering-price", args=[offering_id]), {"price_fen": "1"}).status_code == 403


def test_a_stranger_finds_nothing_and_nobody_sees_without_log_in(stranger: Client, offering_id: int) -> None:
    assert stranger.get(reverse("desk:offering", args=[offering_id])).status_code == 404
    assert stranger.get(reverse("desk:offering-standard", args=[offering_id])).status_code == 404
    assert stranger.post(reverse("desk:offering-price", args=[offering_id]), {"price_fen": "1"}).status_code == 404
    assert stranger.post(reverse("desk:offering-retire", args=[offering_id])).status_code == 404
    assert Client().get(reverse("desk:offerings")).status_code == 302
