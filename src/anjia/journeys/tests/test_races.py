"""Taps in the same moment: one hold is one order, and order numbers stay unique."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from anjia.booking import queries as booking
from anjia.booking.operations import PlacedOrder, place_order
from anjia.booking.testing import Ground, lay_ground
from anjia.catalog.rules import Trade
from anjia.dispatch.operations import hold_slot
from anjia.dispatch.testing import caregiver
from anjia.households.queries import home
from anjia.journeys.operations import place_order_from_hold
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope

TAPS = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database in memory has one connection"),
]


def together(company_id: int, act: Callable[[int], PlacedOrder]) -> list[PlacedOrder]:
    """What each of several threads gets that act in the same moment."""
    barrier, results = threading.Barrier(TAPS, timeout=20), []

    def tap(number: int) -> None:
        with company_scope(company_id):
            barrier.wait()
            results.append(act(number))
        connections.close_all()

    threads = [threading.Thread(target=tap, args=(number,)) for number in range(TAPS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def ordered(ground: Ground, at: datetime, hold_id: int) -> PlacedOrder:
    return place_order_from_hold(
        hold_id=hold_id,
        household_id=ground.household_id,
        offering_id=ground.offering_id,
        home_id=ground.home_id,
        visit_price_fen=15000,
        at=at,
        by=SYSTEM,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_taps_at_once_on_one_hold_are_one_order(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        caregiver(at=at)
        ground = lay_ground(at=at)
        hold_id = hold_slot(
            caregiver_id=None,
            starts_at=at + timedelta(days=1),
            minutes=180,
            place=home(ground.home_id).place,
            trade=Trade.DAILY_CLEANING,
            household_id=ground.household_id,
            at=at,
            by=SYSTEM,
        )
    placed = together(company_id, lambda _number: ordered(ground, at, hold_id))
    assert len(placed) == TAPS
    assert len(set(placed)) == 1
    with company_scope(company_id):
        assert len(booking.visits_of_household(ground.household_id)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_orders_at_once_have_numbers_of_their_own(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        ground = lay_ground(at=at)

    def place(number: int) -> PlacedOrder:
        return place_order(
            household_id=ground.household_id,
            offering_id=ground.offering_id,
            home_id=ground.home_id,
            starts_at=at + timedelta(days=1 + number),
            minutes=180,
            visit_price_fen=15000,
            at=at,
            by=SYSTEM,
        )

    placed = together(company_id, place)
    with company_scope(company_id):
        numbers = {booking.order(one.order_id).number for one in placed}
    assert len(numbers) == TAPS
