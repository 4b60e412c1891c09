"""Offers, swaps and the waiting list at the desk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from anjia.booking.testing import lay_ground, plan_visit
from anjia.company.rules import Role
from anjia.dispatch.queries import assignment_of
from anjia.dispatch.testing import caregiver, visit_with
from anjia.households.operations import add_home, register_household
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.places import Place
from anjia.offers import operations, queries
from anjia.offers.rules import Wished

DESK = Actor("staff", 1, "周敏")


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def dispatcher(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13700000001", Role.DISPATCHER)


@pytest.fixture
def people(scope: int, at: datetime) -> list[int]:
    return [caregiver(name, at=at, number=number) for number, name in enumerate(("王芳", "李敏", "赵琴"), 1)]


def take(offer_id: int, caregiver_id: int, at: datetime) -> None:
    operations.accept_offer(
        offer_id=offer_id, caregiver_id=caregiver_id, back_visit_id=None, at=at, by=Actor("caregiver", caregiver_id)
    )


def swap(visit_id: int, caregiver_id: int, at: datetime) -> int:
    return operations.offer_swap(
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        client_id=uuid4(),
        to_caregiver_id=None,
        note="孩子发烧",
        at=at,
        by=Actor("caregiver", caregiver_id),
    )


def test_an_open_visit_is_offered_and_the_page_says_who_was_asked(
    dispatcher: Client, people: list[int], at: datetime
) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2), minutes=120)
    answer = dispatcher.post(f"/desk/visits/{visit_id}/offer/", {"best": "3", "minutes": "60"})
    (offer,) = queries.open_offers()
    assert answer.headers["Location"] == f"/desk/requests/offers/{offer.id}/"
    text = dispatcher.get(f"/desk/requests/offers/{offer.id}/").content.decode()
    assert all(name in text for name in ("王芳", "李敏", "赵琴"))
    assert f"/desk/requests/offers/{offer.id}/" in dispatcher.get(f"/desk/visits/{visit_id}/").content.decode()
    take(offer.id, people[1], at)
    assert "taken" in dispatcher.get("/desk/requests/offers/").content.decode()
    given = assignment_of(visit_id)
    assert given is not None
    assert given.caregiver_id == people[1]


def test_what_cannot_be_offered_is_refused_in_a_sentence(dispatcher: Client, people: list[int], at: datetime) -> None:
    visit_id = visit_with(people[0], at=at)
    for body in ({}, {"best": "-1", "minutes": "x"}, {"best": "3", "minutes": "60"}):
        assert dispatcher.post(f"/desk/visits/{visit_id}/offer/", body).status_code == 422
    assert queries.open_offers() == []


def test_taken_back_nobody_can_accept_it(dispatcher: Client, people: list[int], at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2), minutes=120)
    dispatcher.post(f"/desk/visits/{visit_id}/offer/", {"best": "3", "minutes": "60"})
    (offer,) = queries.open_offers()
    assert dispatcher.post(f"/desk/requests/offers/{offer.id}/withdraw/").status_code == 302
    assert queries.offer(offer.id).state == "withdrawn"
    assert queries.offers_to(people[0])[0][0].state == "withdrawn"


@pytest.mark.parametrize("agreed", [True, False])
def test_a_late_swap_waits_for_the_desk(dispatcher: Client, people: list[int], at: datetime, agreed: bool) -> None:
    visit_id = visit_with(people[0], at=at)
    late = at + timedelta(days=1, hours=4)
    with clock_at(late):
        offer_id = swap(visit_id, people[0], late)
        take(offer_id, people[1], late)
        page = f"/desk/requests/offers/{offer_id}/"
        assert f"{page}agree/" in dispatcher.get(page).content.decode()
        if agreed:
            assert dispatcher.post(f"{page}agree/").status_code == 302
        else:
            assert dispatcher.post(f"{page}refuse/", {"answer": ""}).status_code == 422
            assert dispatcher.post(f"{page}refuse/", {"answer": "家里要求固定的人"}).status_code == 302
            assert "家里要求固定的人" in dispatcher.get(page).content.decode()
    given = assignment_of(visit_id)
    assert given is not None
    assert given.caregiver_id == people[1 if agreed else 0]


@pytest.mark.parametrize("accepted", [True, False])
def test_a_swap_that_ran_out_is_named_by_who_was_late(
    dispatcher: Client, people: list[int], at: datetime, accepted: bool
) -> None:
    visit_id, late = visit_with(people[0], at=at), at + timedelta(days=1, hours=4)
    offer_id = swap(visit_id, people[0], late)
    if accepted:
        take(offer_id, people[1], late)
    over = queries.offer(offer_id).expires_at
    page, all_offers, visit = (
        f"/desk/requests/offers/{offer_id}/",
        "/desk/requests/offers/",
        f"/desk/visits/{visit_id}/",
    )
    for written_down in (False, True):
        with clock_at(over):
            texts = [dispatcher.get(url).content.decode() for url in (page, all_offers, visit)]
        for text in texts:
            assert ("accepted, but the company did not agree in time" in text) is accepted
            assert ("nobody accepted in time" in text) is not accepted
        assert f"{page}agree/" not in texts[0]
        assert f"{page}withdraw/" not in texts[0]
        assert ("Accepted by" in texts[0]) is accepted
        assert "Taken by" not in texts[0]
        assert ("A colleague had accepted the swap" in texts[0]) is (accepted and written_down)
        assert ("Nobody accepted the visit in time." in texts[0]) is (written_down and not accepted)
        operations.expire_offers(at=over)


def test_a_stranger_finds_no_offer_of_ours(people: list[int], at: datetime, stranger_id: int) -> None:
    offer_id = swap(visit_with(people[0], at=at), people[0], at)
    theirs = client_of(stranger_id, at, "13700000009", Role.DISPATCHER)
    assert theirs.get(f"/desk/requests/offers/{offer_id}/").status_code == 404
    for act in ("withdraw", "agree", "refuse"):
        assert theirs.post(f"/desk/requests/offers/{offer_id}/{act}/", {"answer": "x"}).status_code == 404


def test_the_lists_cost_the_same_however_long_they_are(dispatcher: Client, people: list[int], at: datetime) -> None:
    counts = []
    for days in (2, 3, 4):
        swap(visit_with(people[0], at=at, starts_at=at + timedelta(days=days)), people[0], at)
        dispatcher.get("/desk/requests/offers/")
        counts.append(queries_of(lambda: dispatcher.get("/desk/requests/offers/")))
    assert counts[0] == counts[1] == counts[2]


def wait(number: int, at: datetime, *, caregiver_id: int | None = None) -> int:
    household_id = register_household(name=f"家{number}", phone=f"1371111{number:04d}", at=at, by=SYSTEM)
    home = {"district": "徐汇区", "address": f"{number} 号", "place": Place(31.19, 121.44)}
    home_id = add_home(household_id=household_id, **home, at=at, by=SYSTEM)  # type: ignore[arg-type]
    day = day_of(at)
    operations.join_waiting_list(
        household_id=household_id,
        home_id=home_id,
        offering_id=lay_ground(at=at).offering_id,
        price_fen=10000,
        wished=Wished(day, day + timedelta(days=6), (), 8 * 60, 20 * 60, 120),
        caregiver_id=caregiver_id,
        at=at,
        by=SYSTEM,
    )
    return household_id


def test_kept_time_costs_the_list_no_more(dispatcher: Client, people: list[int], at: datetime) -> None:
    counts = []
    for number in range(3):
        wait(number, at, caregiver_id=people[number])
        operations.offer_freed_time(at=at)
        text = dispatcher.get("/desk/requests/waiting/").content.decode()
        assert text.count("a time is kept") == number + 1
        assert "should come" in text
        counts.append(queries_of(lambda: dispatcher.get("/desk/requests/waiting/")))
    assert counts[0] == counts[1] == counts[2]


def test_who_called_is_put_on_the_list_with_whom_it_knows(dispatcher: Client, people: list[int], at: datetime) -> None:
    visit_id = visit_with(people[2], at=at)
    ground, day = lay_ground(at=at), day_of(at)
    url = f"/desk/households/{ground.household_id}/waiting/"
    text = dispatcher.get(url).content.decode()
    assert "赵琴" in text
    assert "王芳" not in text
    given = {"offering": ground.offering_id, "home": ground.home_id, "minutes": 120, "caregiver": people[2]}
    given |= {"from_on": str(day), "until_on": str(day + timedelta(days=3)), "earliest": "08:00", "latest": "20:00"}
    assert dispatcher.post(url, given | {"caregiver": people[0]}).status_code == 422
    assert dispatcher.post(url, given).status_code == 302
    (one,) = queries.waiting_of_household(ground.household_id)
    assert one.caregiver_id == people[2]
    assert visit_id
