"""A visit of two from the held time to both pays: one order, one visit, one check-in by the one who leads."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from anjia.booking import queries as booking
from anjia.booking.testing import lay_ground
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.events import VisitCompleted
from anjia.fieldwork.operations import set_out
from anjia.households.queries import home
from anjia.journeys.operations import cancel_visit_and_release, move_visit_and_reassign, place_order_from_hold
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import balance_of
from anjia.payroll import handlers

pytestmark = pytest.mark.usefixtures("scope")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def visit_id(at: datetime) -> int:
    """Ordered by a household that asked for two."""
    for number, name in enumerate(("王秀英", "李桂兰", "张玉珍"), start=1):
        caregiver(name, at=at, number=number)
    ground = lay_ground(at=at)
    held = dispatch.hold_slot(
        caregiver_id=None,
        starts_at=at + 2 * DAY,
        minutes=180,
        place=home(ground.home_id).place,
        trade="daily_cleaning",
        household_id=ground.household_id,
        people=2,
        at=at,
        by=SYSTEM,
    )
    wanted = {"household_id": ground.household_id, "offering_id": ground.offering_id, "home_id": ground.home_id}
    ordered = [
        place_order_from_hold(hold_id=held, visit_price_fen=30000, at=at, by=SYSTEM, **wanted) for _again in range(2)
    ]
    assert ordered[0] == ordered[1]
    return ordered[0].visit_id


def crew(visit_id: int) -> list[int]:
    return [one.caregiver_id for one in dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ())]


def test_the_leading_one_acts_for_both_and_both_earn_once(visit_id: int, at: datetime) -> None:
    visit = booking.visit(visit_id)
    lead, second = crew(visit_id)
    assert (visit.people, visit.price_fen) == (2, 30000)
    start = visit.starts_at - timedelta(minutes=20)
    with pytest.raises(Refusal, match="leads this visit"):
        set_out(visit_id=visit_id, caregiver_id=second, at=start, by=Actor("caregiver", second, "李"))
    with pytest.raises(Missing):
        set_out(visit_id=visit_id, caregiver_id=second + 99, at=start, by=SYSTEM)
    set_out(visit_id=visit_id, caregiver_id=lead, at=start, by=Actor("caregiver", lead, "王"))
    fact = VisitCompleted(
        visit_id=visit_id,
        household_id=visit.household_id,
        caregiver_id=lead,
        order_id=visit.order_id,
        offering_id=visit.offering_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        price_fen=visit.price_fen,
    )
    for _again in range(2):
        handlers.earn_for_the_visit(fact, at=visit.ends_at)
    assert [balance_of(f"caregiver:{one}") for one in (lead, second)] == [-11400, -11400]


def test_a_moved_visit_keeps_two_and_a_cancelled_one_frees_two(visit_id: int, at: datetime) -> None:
    move_visit_and_reassign(visit_id=visit_id, starts_at=at + 3 * DAY, reason="出差", at=at, by=SYSTEM)
    assert len(set(crew(visit_id))) == 2
    cancel_visit_and_release(visit_id=visit_id, reason="不需要了", at=at, by=SYSTEM)
    assert crew(visit_id) == []
    assert dispatch_queries.kept_differently() == []
