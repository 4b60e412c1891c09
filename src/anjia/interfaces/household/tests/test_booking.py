"""The household books: a service, a time, ten minutes to decide, an order; it moves and cancels."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import Ground, lay_ground, plan_visit
from anjia.company.models import Company
from anjia.dispatch import queries as dispatch
from anjia.dispatch.operations import assign_visit, favour_caregiver
from anjia.dispatch.testing import caregiver
from anjia.dispatch.testing import hold as hold_time
from anjia.households.operations import issue_key, register_household
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, minute_of
from anjia.kernel.scope import company_scope
from anjia.sales import queries as sales

MONDAY = timedelta(days=1)


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def ground(scope: int, now: datetime) -> Ground:
    return lay_ground(at=now)


@pytest.fixture
def fang(ground: Ground, now: datetime) -> int:
    return caregiver("王秀芳", at=now, level=4)


def opened(household_id: int, at: datetime) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/h/{issue_key(household_id=household_id, at=at, by=SYSTEM)}/")
    return client


@pytest.fixture
def home(ground: Ground, now: datetime) -> Client:
    return opened(ground.household_id, now)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def pick(client: Client, ground: Ground, starts_at: datetime, caregiver_id: int, **more: object) -> str:
    """Holds a time; where the answer leads."""
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180, **more}
    answer = client.post("/home/times/hold/", {**wish, "start": f"{minute_of(starts_at)}-{caregiver_id}"})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_household_books_from_service_to_order(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    assert f"/home/times/?offering={ground.offering_id}" in page(home, "/home/services/")
    times = page(home, f"/home/times/?offering={ground.offering_id}&day=2026-11-23")
    assert "秀芳" in times
    assert "王秀芳" not in times
    held = pick(home, ground, at + MONDAY, fang)
    asked = page(home, held)
    for words in ("¥150.00", "漕溪北路 100 弄 8 号 502", "data-until"):
        assert words in asked
    placed = home.post(f"{held}confirm/")
    shown = page(home, placed.headers["Location"])
    assert "20261122-001" in shown
    visit = booking.visits_of_household(ground.household_id)[0]
    assert (visit.starts_at, visit.price_fen) == (at + MONDAY, 15000)
    assert "秀芳 comes" in page(home, "/home/")


def test_a_second_tap_finds_the_same_order(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    held = pick(home, ground, at + MONDAY, fang)
    home.post(f"{held}confirm/")
    again = home.post(f"{held}confirm/")
    visits = booking.visits_of_household(ground.household_id)
    assert len(visits) == 1
    assert again.headers["Location"] == f"/home/visits/{visits[0].id}/"
    assert home.get(held).headers["Location"] == f"/home/visits/{visits[0].id}/"


def test_who_could_come_is_shown_with_reasons(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    start = f"{minute_of(at + MONDAY)}-{fang}"
    shown = page(home, f"/home/times/who/?offering={ground.offering_id}&start={start}")
    assert "秀芳" in shown
    assert "Comes to you for the first time" in shown


def test_two_of_one_given_name_are_told_apart(home: Client, ground: Ground, fang: int, now: datetime) -> None:
    caregiver("李秀芳", at=now, number=2, level=4)
    start = f"{minute_of(now + MONDAY)}-{fang}"
    shown = page(home, f"/home/times/who/?offering={ground.offering_id}&start={start}")
    assert ">王秀芳<" in shown
    assert ">李秀芳<" in shown


def test_a_time_that_was_just_taken_shows_the_next_best(home: Client, ground: Ground, fang: int, now: datetime) -> None:
    hold_time(fang, at=now, starts_at=now + MONDAY)
    wish = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 180}
    start = f"{minute_of(now + MONDAY)}-{fang}"
    answer = home.post("/home/times/hold/", {**wish, "start": start})
    assert answer.status_code == 409
    assert "That time has just been taken." in answer.content.decode()
    mei = caregiver("李小梅", at=now, number=2)
    again = home.post("/home/times/hold/", {**wish, "start": start})
    shown = again.content.decode()
    assert "Same time with 小梅" in shown
    assert f'value="{minute_of(now + MONDAY)}-{mei}"' in shown


def test_a_day_without_a_free_time_leads_on_to_the_next_free_one(home: Client, ground: Ground, fang: int) -> None:
    shown = page(home, f"/home/times/?offering={ground.offering_id}&day=2026-11-22")
    assert "Nobody is free" not in shown
    assert 'day=2026-11-23" aria-current="date"' in shown


def test_a_new_choice_gives_the_first_one_back(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    first = pick(home, ground, at + MONDAY, fang)
    pick(home, ground, at + MONDAY + timedelta(hours=1), fang)
    assert not dispatch.hold(int(first.rstrip("/").rpartition("/")[2])).is_hold


def test_an_older_tab_leads_to_the_time_that_is_kept_now(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    first = pick(home, ground, at + MONDAY, fang)
    second = pick(home, ground, at + MONDAY + timedelta(hours=1), fang)
    for answer in (home.get(first), home.post(f"{first}confirm/"), home.post(f"{first}release/")):
        assert answer.headers["Location"] == second
    assert "You chose another time in the meantime" in page(home, second)
    home.post(f"{second}release/")
    answer = home.post(f"{second}confirm/", follow=True)
    assert "This time is no longer kept for you." in answer.content.decode()


def test_an_older_tab_says_that_a_time_is_kept_only_while_it_is(
    home: Client, ground: Ground, fang: int, at: datetime
) -> None:
    first = pick(home, ground, at + MONDAY, fang)
    second = pick(home, ground, at + MONDAY + timedelta(hours=1), fang)
    with clock_at(at + timedelta(minutes=11)):
        run_out = home.get(first, follow=True).content.decode()
    assert "ten minutes are over" in run_out
    assert "is kept for you" not in run_out
    home.post(f"{second}confirm/")
    visit = booking.visits_of_household(ground.household_id)[0]
    ordered = home.get(first, follow=True)
    assert ordered.redirect_chain[-1][0] == f"/home/visits/{visit.id}/"
    assert "this is the visit" in ordered.content.decode()
    assert "is kept for you" not in ordered.content.decode()
    again = home.post(f"{second}release/")  # on the tab from before it was ordered
    assert again.headers["Location"] == f"/home/visits/{visit.id}/"
    assert booking.visits_of_household(ground.household_id)[0].state == visit.state


def test_two_of_one_given_name_who_come_together_are_told_apart(
    home: Client, ground: Ground, fang: int, now: datetime
) -> None:
    namesake = caregiver("李秀芳", at=now, number=2, level=4)
    held = pick(home, ground, now + MONDAY, fang, people=2)
    asked = page(home, held)
    confirmed = home.post(f"{held}confirm/", follow=True).content.decode()
    visit = booking.visits_of_household(ground.household_id)[0]
    ordered, front = page(home, f"/home/visits/{visit.id}/"), page(home, "/home/")
    assert re.search("秀芳, .秀芳 come<", front)
    for caregiver_id in (fang, namesake):
        favour_caregiver(household_id=ground.household_id, caregiver_id=caregiver_id, at=now, by=SYSTEM)
    for shown in (asked, confirmed, front, ordered, page(home, "/home/people/")):
        assert "王秀芳" in shown
        assert "李秀芳" in shown


def test_the_time_can_be_given_back(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    held = pick(home, ground, at + MONDAY, fang)
    answer = home.post(f"{held}release/")
    assert answer.headers["Location"].startswith("/home/times/?offering=")
    assert dispatch.day_assignments((at + MONDAY).date(), at=at) == []


def test_after_ten_minutes_one_chooses_again(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    held = pick(home, ground, at + MONDAY, fang)
    with clock_at(at + timedelta(minutes=11)):
        answer = home.get(held)
        assert answer.headers["Location"].startswith("/home/times/")
        assert "ten minutes are over" in page(home, answer.headers["Location"])


def test_another_households_hold_is_not_there(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    held = pick(home, ground, at + MONDAY, fang)
    other = opened(lay_ground(at=at, phone="13800138000").household_id, at)
    assert other.get(held).status_code == 404
    for verb in ("confirm", "release"):
        assert other.post(f"{held}{verb}/").status_code == 404


def test_the_picker_costs_the_same_for_one_and_for_five(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(home, f"/home/times/?offering={ground.offering_id}&day=2026-11-23")
        return len(caught)

    cost()
    one = cost()
    assert one <= 17
    for number in range(2, 6):
        caregiver(f"李小{number}", at=at, number=number)
    assert cost() == one


def test_when_nobody_is_free_the_page_says_so(home: Client, ground: Ground) -> None:
    assert "Nobody is free in the next two weeks." in page(home, f"/home/times/?offering={ground.offering_id}")


@pytest.mark.parametrize("query", ["", "offering=0", "offering=999", "offering=x", "proposal=9", "visit=9"])
def test_a_wish_that_is_not_there_is_404(home: Client, query: str) -> None:
    assert home.get(f"/home/times/?{query}").status_code == 404


def test_another_households_home_cannot_be_booked(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    other = lay_ground(at=at, phone="13800138000")
    assert home.get(f"/home/times/?offering={ground.offering_id}&home={other.home_id}").status_code == 404


@pytest.mark.parametrize("start", ["", "x", "1-2-3", "99999999999999-1"])
def test_a_start_that_is_none_is_refused_in_words(home: Client, ground: Ground, fang: int, start: str) -> None:
    answer = home.post("/home/times/hold/", {"offering": ground.offering_id, "start": start})
    assert answer.status_code in (409, 422)


def test_a_visit_moves_to_another_time(home: Client, ground: Ground, fang: int, now: datetime) -> None:
    visit_id = plan_visit(at=now)
    assign_visit(visit_id=visit_id, at=now, by=SYSTEM)
    assert f"/home/times/?visit={visit_id}" in page(home, f"/home/visits/{visit_id}/")
    held = pick(home, ground, now + MONDAY, fang, visit=visit_id)
    assert "Move the visit" in page(home, held)
    assert home.post(f"{held}confirm/").headers["Location"] == f"/home/visits/{visit_id}/"
    assert booking.visit(visit_id).starts_at == now + MONDAY
    assert len(booking.visits_of_household(ground.household_id)) == 1


def test_a_visit_is_cancelled_with_a_reason(home: Client, ground: Ground, now: datetime) -> None:
    visit_id = plan_visit(at=now)
    url = f"/home/visits/{visit_id}/cancel/"
    assert home.post(url, {"reason": ""}).status_code == 422
    assert home.post(url, {"reason": "出差"}).status_code == 302
    assert booking.visit(visit_id).cancel_reason == "出差"
    assert home.post(url, {"reason": "出差"}).status_code == 302


def test_a_late_cancellation_is_confirmed_first(home: Client, ground: Ground, now: datetime) -> None:
    visit_id = plan_visit(at=now, starts_at=now + timedelta(hours=5))
    url = f"/home/visits/{visit_id}/cancel/"
    assert "less than 24 hours" in page(home, url)
    assert home.post(url, {"reason": "出差"}).status_code == 422
    assert booking.visit(visit_id).state == "planned"
    assert home.post(url, {"reason": "出差", "late_confirmed": "on"}).status_code == 302
    assert booking.visit(visit_id).state == "cancelled"


def test_a_first_booking_asks_for_the_home(scope: int, now: datetime) -> None:
    household_id = register_household(name="吴先生", phone="13800138001", at=now, by=SYSTEM)
    new = opened(household_id, now)
    assert new.get("/home/services/").headers["Location"] == "/home/homes/new/"
    assert new.post("/home/homes/new/", {"district": "徐汇区", "address": ""}).status_code == 422
    assert new.post("/home/homes/new/", {"district": "徐汇区", "address": "漕溪北路 8 号"}).status_code == 302
    page(new, "/home/services/")


def test_what_needs_a_talk_becomes_an_enquiry(home: Client, ground: Ground) -> None:
    url = f"/home/services/{ground.offering_id}/ask/"
    page(home, url)
    assert home.post(url, {"text": "想要固定的阿姨"}).headers["Location"] == "/home/"
    assert sales.enquiry_list()[0].text == "想要固定的阿姨"
    assert "call you back within 2 h" in page(home, "/home/")


def test_strangers_to_a_household_see_nothing(home: Client, ground: Ground, stranger_id: int, now: datetime) -> None:
    with company_scope(stranger_id):
        theirs = plan_visit(at=now)
        order_id = booking.visit(theirs).order_id
    for url in (f"/home/visits/{theirs}/cancel/", f"/home/orders/{order_id}/", f"/home/times/?visit={theirs}"):
        assert home.get(url).status_code == 404
    neighbour = plan_visit(at=now, phone="13800138000")
    assert home.get(f"/home/visits/{neighbour}/cancel/").status_code == 404
    assert home.get(f"/home/orders/{booking.visit(neighbour).order_id}/").status_code == 404
    for url in ("/home/", "/home/services/", "/home/times/"):
        assert Client().get(url).status_code == 403


def test_outside_shanghai_the_form_for_a_home_says_what_it_does_not_know(home: Client, scope: int) -> None:
    said = "Only districts of Shanghai stand here. If you live elsewhere, please write to us or call."
    for city, words in (("上海", False), ("杭州", True)):
        Company.objects.filter(pk=scope).update(city=city)
        page = home.get("/home/homes/new/", headers={"Accept-Language": "en"}).content.decode()
        assert (said in page) is words
