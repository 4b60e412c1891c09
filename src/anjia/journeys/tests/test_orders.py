"""An order and the caregiver's time stand or fall together."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from anjia.booking import queries as booking
from anjia.booking.operations import PlacedOrder
from anjia.booking.testing import Ground, lay_ground
from anjia.catalog.rules import Trade
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.households.queries import home
from anjia.journeys.operations import (
    cancel_visit_and_release,
    move_visit_and_reassign,
    move_visit_to_hold,
    place_order_from_hold,
)
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.workforce import operations as workforce

pytestmark = pytest.mark.usefixtures("scope")
TRADE = Trade.DAILY_CLEANING
DAY = timedelta(days=1)


def engage(at: datetime, name: str = "王秀英", phone: str = "13700000001") -> int:
    return workforce.engage_caregiver(
        name=name, phone=phone, district="徐汇区", hourly_pay_fen=3800, trades={TRADE: 4}, at=at, by=SYSTEM
    )


def hold(ground: Ground, at: datetime, starts_at: datetime, caregiver_id: int | None = None, minutes: int = 180) -> int:
    return dispatch.hold_slot(
        caregiver_id=caregiver_id,
        starts_at=starts_at,
        minutes=minutes,
        place=home(ground.home_id).place,
        trade=TRADE,
        household_id=ground.household_id,
        at=at,
        by=SYSTEM,
    )


@pytest.fixture
def ground(at: datetime) -> Ground:
    return lay_ground(at=at)


@pytest.fixture
def order(ground: Ground, at: datetime) -> Callable[..., PlacedOrder]:
    def place(hold_id: int, at: datetime = at) -> PlacedOrder:
        return place_order_from_hold(
            hold_id=hold_id,
            household_id=ground.household_id,
            offering_id=ground.offering_id,
            home_id=ground.home_id,
            visit_price_fen=15000,
            at=at,
            by=Actor("household", ground.household_id, "陈女士"),
        )

    return place


def test_a_held_slot_becomes_an_order_with_its_caregiver(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    caregiver_id = engage(at)
    placed = order(hold(ground, at, at + DAY, caregiver_id))
    visit = booking.visit(placed.visit_id)
    assert (visit.starts_at, visit.minutes, visit.price_fen) == (at + DAY, 180, 15000)
    assignment = dispatch_queries.assignment_of(placed.visit_id)
    assert assignment is not None
    assert assignment.caregiver_id == caregiver_id


def test_two_taps_on_one_hold_are_one_order(ground: Ground, at: datetime, order: Callable[..., PlacedOrder]) -> None:
    engage(at)
    hold_id = hold(ground, at, at + DAY)
    assert order(hold_id) == order(hold_id)
    assert len(booking.visits_of_household(ground.household_id)) == 1


def test_a_released_hold_makes_no_order(ground: Ground, at: datetime, order: Callable[..., PlacedOrder]) -> None:
    engage(at)
    hold_id = hold(ground, at, at + DAY)
    dispatch.release_hold(hold_id=hold_id, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        order(hold_id)
    assert booking.visits_of_household(ground.household_id) == []


def test_another_households_hold_is_missing(ground: Ground, at: datetime, order: Callable[..., PlacedOrder]) -> None:
    engage(at)
    other = lay_ground(at=at, phone="13800138000")
    with pytest.raises(Missing):
        order(hold(other, at, at + DAY))


def test_another_companys_hold_is_missing(ground: Ground, at: datetime, stranger_id: int) -> None:
    engage(at)
    hold_id = hold(ground, at, at + DAY)
    with company_scope(stranger_id), pytest.raises(Missing):
        place_order_from_hold(
            hold_id=hold_id,
            household_id=ground.household_id,
            offering_id=ground.offering_id,
            home_id=ground.home_id,
            visit_price_fen=15000,
            at=at,
            by=SYSTEM,
        )


def test_a_cancelled_visit_frees_the_caregiver_once(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    caregiver_id = engage(at)
    visit_id = order(hold(ground, at, at + DAY)).visit_id
    assert cancel_visit_and_release(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    assert not cancel_visit_and_release(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    assert dispatch_queries.assignment_of(visit_id) is None
    assert hold(ground, at, at + DAY, caregiver_id)
    released = [fact.name for fact in story_of(f"visit:{visit_id}") if fact.name.endswith("Released")]
    assert released == ["dispatch.AssignmentReleased"]


def test_a_refused_cancellation_keeps_the_caregiver(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    engage(at)
    visit_id = order(hold(ground, at, at + timedelta(hours=23))).visit_id
    with pytest.raises(Refusal):
        cancel_visit_and_release(visit_id=visit_id, reason="临时有事", at=at, by=SYSTEM)
    assert dispatch_queries.assignment_of(visit_id) is not None


def test_a_moved_visit_keeps_its_caregiver_when_she_is_free(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    caregiver_id = engage(at)
    visit_id = order(hold(ground, at, at + DAY, caregiver_id)).visit_id
    engage(at, "李桂兰", "13700000002")
    move_visit_and_reassign(
        visit_id=visit_id, starts_at=at + DAY + timedelta(minutes=30), reason="晚半小时", at=at, by=SYSTEM
    )
    assignment = dispatch_queries.assignment_of(visit_id)
    assert assignment is not None
    assert (assignment.caregiver_id, assignment.starts_at) == (caregiver_id, at + DAY + timedelta(minutes=30))


def test_a_moved_visit_goes_to_somebody_else_when_she_is_not(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    caregiver_id = engage(at)
    visit_id = order(hold(ground, at, at + DAY, caregiver_id)).visit_id
    hold(ground, at, at + 2 * DAY, caregiver_id)
    other = engage(at, "李桂兰", "13700000002")
    move_visit_and_reassign(visit_id=visit_id, starts_at=at + 2 * DAY, reason="改到周二", at=at, by=SYSTEM)
    assignment = dispatch_queries.assignment_of(visit_id)
    assert assignment is not None
    assert assignment.caregiver_id == other


def test_a_move_that_nobody_can_keep_changes_nothing(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    engage(at)
    visit_id = order(hold(ground, at, at + DAY)).visit_id
    night = (at + 2 * DAY).replace(hour=19)  # three in the morning in Shanghai
    with pytest.raises(Refusal):
        move_visit_and_reassign(visit_id=visit_id, starts_at=night, reason="半夜", at=at, by=SYSTEM)
    assert booking.visit(visit_id).starts_at == at + DAY
    assert dispatch_queries.assignment_of(visit_id) is not None


def test_a_household_moves_its_visit_to_the_slot_it_holds_once(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    engage(at)
    visit_id = order(hold(ground, at, at + DAY)).visit_id
    hold_id = hold(ground, at, at + 2 * DAY)
    for _ in range(2):
        move_visit_to_hold(
            visit_id=visit_id, hold_id=hold_id, household_id=ground.household_id, reason="改期", at=at, by=SYSTEM
        )
    assert booking.visit(visit_id).starts_at == at + 2 * DAY
    moved = [fact.name for fact in story_of(f"visit:{visit_id}") if fact.name == "booking.VisitMoved"]
    assert len(moved) == 1


def test_a_visit_moves_only_to_a_slot_of_its_length_and_its_household(
    ground: Ground, at: datetime, order: Callable[..., PlacedOrder]
) -> None:
    engage(at)
    visit_id = order(hold(ground, at, at + DAY)).visit_id
    longer = hold(ground, at, at + 2 * DAY, minutes=240)
    with pytest.raises(Refusal):
        move_visit_to_hold(
            visit_id=visit_id, hold_id=longer, household_id=ground.household_id, reason="", at=at, by=SYSTEM
        )
    other = lay_ground(at=at, phone="13800138000")
    theirs = hold(other, at, at + 3 * DAY)
    with pytest.raises(Missing):
        move_visit_to_hold(
            visit_id=visit_id, hold_id=theirs, household_id=other.household_id, reason="", at=at, by=SYSTEM
        )
