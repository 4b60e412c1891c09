"""Placing orders."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from anjia.booking import queries
from anjia.booking.operations import PlacedOrder, place_order
from anjia.booking.testing import Ground, lay_ground
from anjia.catalog import operations as catalog
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope

pytestmark = pytest.mark.usefixtures("scope")


def place(ground: Ground, at: datetime, **changed: object) -> PlacedOrder:
    given = {
        "household_id": ground.household_id,
        "offering_id": ground.offering_id,
        "home_id": ground.home_id,
        "starts_at": at + timedelta(days=2),
        "minutes": 180,
        "visit_price_fen": 15000,
        "at": at,
        "by": SYSTEM,
    }
    return place_order(**{**given, **changed})


def test_an_order_keeps_what_was_agreed_whatever_the_list_says_later(at: datetime) -> None:
    ground = lay_ground(at=at)
    placed = place(ground, at)
    catalog.revise_price(
        offering_id=ground.offering_id, price_fen=9900, effective_from=at + timedelta(days=1), at=at, by=SYSTEM
    )
    visit = queries.visit(placed.visit_id)
    assert (visit.title, visit.minutes, visit.price_fen, visit.state) == ("日常保洁", 180, 15000, "planned")
    assert visit.ends_at - visit.starts_at == timedelta(minutes=180)
    assert queries.order(placed.order_id).visit_price_fen == 15000


def test_numbers_count_the_orders_of_a_shanghai_day(at: datetime) -> None:
    ground = lay_ground(at=at)
    late_evening = at.replace(hour=15, minute=59)
    placed = [place(ground, moment) for moment in (at, late_evening, late_evening + timedelta(minutes=1))]
    numbers = [queries.order(one.order_id).number for one in placed]
    assert numbers == ["20261122-001", "20261122-002", "20261123-001"]


def test_two_companies_count_for_themselves(at: datetime, stranger_id: int) -> None:
    place(lay_ground(at=at), at)
    with company_scope(stranger_id):
        theirs = place(lay_ground(at=at), at)
        assert queries.order(theirs.order_id).number == "20261122-001"


def test_an_order_tells_who_gets_what_when(at: datetime) -> None:
    ground = lay_ground(at=at)
    placed = place(ground, at, by=Actor("household", ground.household_id, "陈女士"))
    fact = story_of(f"order:{placed.order_id}")[0]
    assert fact.name == "booking.OrderPlaced"
    assert fact.event.to_body()["price_fen"] == 15000
    assert story_of(f"visit:{placed.visit_id}")[0].id == fact.id
    assert fact.by == f"household:{ground.household_id}"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"minutes": 14}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"visit_price_fen": -1}, "amount"),
        ({"visit_price_fen": 10**11 + 1}, "amount"),
    ],
)
def test_an_impossible_order_is_refused_in_plain_words(at: datetime, changed: dict[str, int], field: str) -> None:
    ground = lay_ground(at=at)
    with pytest.raises(Refusal) as refused:
        place(ground, at, **changed)
    assert refused.value.field == field
    assert queries.visits_of_household(ground.household_id) == []


def test_a_start_in_the_past_is_refused_with_its_time(at: datetime) -> None:
    with pytest.raises(Refusal, match=r"11月21日 10:00|21 November 10:00"):
        place(lay_ground(at=at), at, starts_at=at - timedelta(days=1))


def test_another_households_home_is_missing(at: datetime) -> None:
    mine, other = lay_ground(at=at), lay_ground(at=at, phone="13800138000")
    with pytest.raises(Missing):
        place(replace(mine, home_id=other.home_id), at)


def test_another_companys_service_is_missing(at: datetime, stranger_id: int) -> None:
    with company_scope(stranger_id):
        theirs = lay_ground(at=at)
    with pytest.raises(Missing):
        place(replace(lay_ground(at=at), offering_id=theirs.offering_id), at)
