"""The list of visits, and one visit: who goes, why, another one, another time."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking import queries
from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.operations import assign_visit
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.fieldwork.operations import add_photo, report_incident
from anjia.fieldwork.rules import When
from anjia.fieldwork.testing import a_photo, arrive, assigned_visit
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.scope import company_scope


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
def tuesday(at: datetime) -> datetime:
    """Tuesday 24 November 2026, 10:00 in Shanghai."""
    return at + timedelta(days=2)


@pytest.fixture
def wang(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver("李敏", at=at, number=2)


@pytest.fixture
def visit_id(company_id: int, wang: int, at: datetime, tuesday: datetime) -> int:
    with company_scope(company_id):
        return visit_with(wang, at=at, starts_at=tuesday)


def listed(client: Client, **asked: Any) -> str:
    answer = client.get(reverse("desk:visits"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(client: Client, visit_id: int) -> str:
    answer = client.get(reverse("desk:visit", args=[visit_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def sent_to(company_id: int, visit_id: int) -> int | None:
    with company_scope(company_id):
        found = dispatch_queries.assignment_of(visit_id)
    return found.caregiver_id if found else None


def test_the_list_is_of_the_coming_week_with_everybodys_names(
    desk: Client, company_id: int, visit_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        plan_visit(at=at, starts_at=at + timedelta(days=9), phone="13912345679")
    page = listed(desk)
    for shown in ("陈女士", "徐汇区", "王芳", "日常保洁", "¥150.00", "planned"):
        assert shown in page
    assert page.count("<tr>") == 2


def test_a_search_finds_by_number_name_and_phone_on_any_day(
    desk: Client, company_id: int, visit_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        number = queries.visit(visit_id).number
    for text in (number, number[:11], "陈女", "13912345678", "5678"):
        assert number in listed(desk, q=text), text
    for text in ("20260101-001", "没有这家", "0000"):
        assert "No visit matches." in listed(desk, q=text), text


def test_filters_and_the_visits_without_a_caregiver(
    desk: Client, company_id: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    assert "Every visit of these days has a caregiver." in listed(desk, without="1")
    with company_scope(company_id):
        plan_visit(at=at, starts_at=tuesday, phone="13912345679")
    page = listed(desk, without="1")
    assert "nobody yet" in page
    assert "王芳" not in page
    assert "No visit matches." in listed(desk, state="done")
    assert "No visits on these days." in listed(desk, **{"from": "2026-12-24", "until": "2026-12-24"})


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "x", "until": "\x00", "state": "odd", "offering": "²"},
        {"q": "\x00", "after": "1-2-3"},
        {"q": "2" * 8 + "-" + "9" * 60},
        {"without": "1", "from": "2199-12-31", "offering": "9" * 40},
    ],
)
def test_an_odd_address_is_answered_all_the_same(desk: Client, visit_id: int, asked: dict[str, str]) -> None:
    listed(desk, **asked)


def test_the_list_asks_the_database_equally_often_for_few_and_many(
    desk: Client, company_id: int, wang: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    few = queries_of(lambda: listed(desk))
    with company_scope(company_id):
        for number in range(6):
            visit_with(caregiver(f"阿姨{number}", at=at, number=10 + number), at=at, starts_at=tuesday)
    assert queries_of(lambda: listed(desk)) == few
    assert few <= 25


def test_pages_lead_on(desk: Client, company_id: int, at: datetime, tuesday: datetime) -> None:
    with company_scope(company_id):
        for number in range(52):
            plan_visit(at=at, starts_at=tuesday + timedelta(minutes=number))
    first = listed(desk)
    assert first.count("<tr>") == 51
    address = first.split("after=")[1].split('"')[0]
    assert listed(desk, after=address).count("<tr>") == 3


def test_the_page_says_who_goes_and_why_and_who_else_could(desk: Client, visit_id: int, li: int) -> None:
    page = page_of(desk, visit_id)
    for shown in ("王芳", "Comes to this home for the first time", "Why she", "Who else could go", "李敏"):
        assert shown in page
    assert "漕溪北路 100" not in page


def test_another_caregiver_is_chosen_with_a_reason(desk: Client, company_id: int, visit_id: int, li: int) -> None:
    here = reverse("desk:visit-caregiver", args=[visit_id])
    refused = desk.post(here, {"caregiver": li, "reason": " "})
    assert refused.status_code == 422
    assert desk.post(here, {"caregiver": li, "reason": "家里点名要她"}).status_code == 302
    assert sent_to(company_id, visit_id) == li
    page = page_of(desk, visit_id)
    assert "周敏 decided" in page
    assert page.count("家里点名要她") == 2
    assert "Who was to go before" in page


def test_who_is_not_free_any_more_is_refused(
    desk: Client, company_id: int, visit_id: int, li: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        hold(li, at=at, starts_at=tuesday)
    for chosen in (li, 999, "x"):
        answer = desk.post(reverse("desk:visit-caregiver", args=[visit_id]), {"caregiver": chosen, "reason": "换人"})
        assert answer.status_code == 422
    assert sent_to(company_id, visit_id) == wang


def test_a_visit_without_anybody_gets_the_best_with_one_press(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_id = plan_visit(at=at, starts_at=tuesday)
    assert "Send 王芳" in page_of(desk, visit_id)
    assert desk.post(reverse("desk:visit-best", args=[visit_id])).status_code == 302
    assert sent_to(company_id, visit_id) == wang
    assert desk.post(reverse("desk:visit-best", args=[visit_id])).status_code == 422


def test_the_times_to_move_to_cost_the_same_for_one_and_for_five(
    desk: Client, company_id: int, visit_id: int, at: datetime
) -> None:
    here = reverse("desk:visit-move", args=[visit_id])
    desk.get(here)
    cost = queries_of(lambda: desk.get(here))
    assert cost <= 21
    with company_scope(company_id):
        for number in range(3, 7):
            caregiver(f"李小{number}", at=at, number=number)
    assert queries_of(lambda: desk.get(here)) == cost


def test_a_visit_is_moved_to_a_start_that_somebody_can_keep(
    desk: Client, company_id: int, visit_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    here = reverse("desk:visit-move", args=[visit_id])
    page = desk.get(here).content.decode()
    minute = int((tuesday + timedelta(minutes=30)).timestamp()) // 60
    assert f'value="{minute}">24 Nov 10:30 · 1 free' in page
    assert f'value="{minute + 1}"' not in page
    assert desk.post(here, {"start": minute + 1}).status_code == 422
    assert desk.post(here, {"start": minute, "reason": "客户改时间"}).status_code == 302
    with company_scope(company_id):
        assert queries.visit(visit_id).starts_at == tuesday + timedelta(minutes=30)
    assert sent_to(company_id, visit_id) == wang


def test_moving_where_nobody_is_free_says_so(desk: Client, visit_id: int, stranger: Client, tuesday: datetime) -> None:
    here = reverse("desk:visit-move", args=[visit_id])
    sunday = day_of(tuesday) + timedelta(days=300)
    assert desk.get(here, {"from": sunday.isoformat()}).status_code == 200
    assert desk.get(here, {"from": "rubbish"}).status_code == 200
    assert stranger.get(here).status_code == 404


def test_a_late_cancellation_asks_once_more_and_frees_the_time(
    desk: Client, company_id: int, visit_id: int, tuesday: datetime
) -> None:
    here = reverse("desk:visit-cancel", args=[visit_id])
    with clock_at(tuesday - timedelta(hours=3)):
        refused = desk.post(here, {"reason": "客户临时有事"})
        assert refused.status_code == 422
        assert "less than 24 hours" in refused.content.decode()
        assert desk.post(here, {"reason": "客户临时有事", "late_confirmed": "on"}).status_code == 302
    assert sent_to(company_id, visit_id) is None
    page = page_of(desk, visit_id)
    assert "cancelled" in page
    assert "客户临时有事" in page
    assert "Who could go" not in page


def test_the_page_asks_the_database_equally_often_for_few_and_many_candidates(
    desk: Client, company_id: int, visit_id: int, li: int, at: datetime
) -> None:
    few = queries_of(lambda: page_of(desk, visit_id))
    with company_scope(company_id):
        for number in range(6):
            caregiver(f"阿姨{number}", at=at, number=10 + number)
    assert queries_of(lambda: page_of(desk, visit_id)) == few


def test_two_candidates_of_one_name_stand_with_their_districts(
    desk: Client, company_id: int, visit_id: int, li: int, at: datetime
) -> None:
    assert 'quiet small">徐汇区' not in page_of(desk, visit_id)
    with company_scope(company_id):
        caregiver("李敏", at=at, number=12, district="静安区")
        caregiver("赵琴", at=at, number=13)
    page = page_of(desk, visit_id)
    assert set(re.findall(r'<span>李敏 <span class="quiet small">([^<]+)</span>', page)) == {"徐汇区", "静安区"}
    assert "<span>赵琴</span>" in page


def test_work_under_way_is_shown_with_its_photos(desk: Client, stranger: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        visit = assigned_visit(at=at)
        arrived_at = arrive(visit, late_minutes=12)
        add_photo(**visit.whose, position=1, when=When.BEFORE, upload=a_photo(), at=arrived_at, by=visit.by)
        report_incident(**visit.whose, kind="damage", text="花瓶碎了", upload=a_photo(), at=arrived_at, by=visit.by)
    with clock_at(arrived_at):
        page = page_of(desk, visit.visit_id)
        assert "at work, came 12 min late" in page
        assert "花瓶碎了" in page
        photo = re.search(r"/desk/photos/\d+/(?=\?small)", page)[0]
        incident = re.search(r"/desk/incidents/\d+/photo/", page)[0]
        for address in (photo, incident):
            assert desk.get(address)["Content-Type"].startswith("image/")
            assert stranger.get(address).status_code == 404


def test_an_adviser_may_change_and_finance_reads(company_id: int, visit_id: int, li: int, at: datetime) -> None:
    finance = client_of(company_id, at, "13900000003", Role.FINANCE)
    assert "Who else could go" not in page_of(finance, visit_id)
    for name in ("visit-caregiver", "visit-best", "visit-cancel", "visit-move"):
        assert finance.post(reverse(f"desk:{name}", args=[visit_id])).status_code == 403
    adviser = client_of(company_id, at, "13900000004", Role.ADVISER)
    assert "Who else could go" in page_of(adviser, visit_id)


def test_a_stranger_finds_nothing_and_nobody_sees_without_log_in(stranger: Client, visit_id: int, wang: int) -> None:
    assert "陈女士" not in listed(stranger)
    for name in ("visit", "visit-move"):
        assert stranger.get(reverse(f"desk:{name}", args=[visit_id])).status_code == 404
    for name in ("visit-caregiver", "visit-best", "visit-cancel", "visit-move"):
        answer = stranger.post(reverse(f"desk:{name}", args=[visit_id]), {"caregiver": wang, "reason": "x", "start": 1})
        assert answer.status_code == 404
    for name in ("photo", "incident-photo"):
        assert stranger.get(reverse(f"desk:{name}", args=[1])).status_code == 404
    for name, arguments in (("visits", []), ("visit", [visit_id]), ("photo", [1])):
        assert Client().get(reverse(f"desk:{name}", args=arguments)).status_code == 302


def test_of_two_who_go_together_the_desk_says_whom_another_one_replaces(
    desk: Client, company_id: int, wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        zhao = caregiver("赵静", at=at, number=3)
        pair = plan_visit(at=at, starts_at=tuesday, people=2)
        for one in (wang, li):
            assign_visit(visit_id=pair, caregiver_id=one, at=at, by=SYSTEM)
    assert f'<option value="{li}">李敏</option>' in page_of(desk, pair)
    address = reverse("desk:visit-caregiver", args=[pair])
    wanted = {"caregiver": str(zhao), "reason": "熟悉", "instead_of": str(li)}
    refused = desk.post(address, wanted | {"reason": ""})
    assert refused.status_code == 422
    assert f'<option value="{li}" selected>' in refused.content.decode()
    answer = desk.post(address, wanted)
    assert answer.status_code == 302
    with company_scope(company_id):
        crew = dispatch_queries.crews_of_visits([pair])[pair]
    assert {one.caregiver_id for one in crew} == {wang, zhao}
