"""Moving and cancelling visits."""

from datetime import datetime, timedelta

import pytest

from anjia.booking import queries
from anjia.booking.operations import cancel_visit, mark_visit_done, move_visit
from anjia.booking.testing import plan_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope

pytestmark = pytest.mark.usefixtures("scope")


def names(visit_id: int) -> list[str]:
    return [fact.name for fact in story_of(f"visit:{visit_id}")]


def test_a_moved_visit_keeps_its_length_and_price(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    before = queries.visit(visit_id)
    move_visit(visit_id=visit_id, starts_at=at + timedelta(days=3, seconds=30), reason="孩子生病", at=at, by=SYSTEM)
    after = queries.visit(visit_id)
    assert after.starts_at == at + timedelta(days=3)
    assert (after.minutes, after.price_fen, after.ends_at - after.starts_at) == (180, 15000, timedelta(minutes=180))
    fact = story_of(f"visit:{visit_id}")[0].event.to_body()
    assert fact["reason"] == "孩子生病"
    assert fact["moved_from"] == before.starts_at.isoformat()


def test_moving_to_the_same_start_tells_nothing(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    move_visit(visit_id=visit_id, starts_at=at + timedelta(days=2), at=at, by=SYSTEM)
    assert names(visit_id) == ["booking.OrderPlaced"]


def test_a_cancelled_visit_takes_its_order_along(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    assert cancel_visit(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    visit = queries.visit(visit_id)
    assert (visit.state, visit.cancel_reason) == ("cancelled", "计划有变")
    assert queries.order(visit.order_id).state == "cancelled"
    assert story_of(f"visit:{visit_id}")[0].event.to_body()["late"] is False


def test_cancelling_twice_is_once(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    cancel_visit(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    assert not cancel_visit(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    assert names(visit_id) == ["booking.VisitCancelled", "booking.OrderPlaced"]


def test_a_late_cancellation_waits_for_a_second_word(at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(hours=5))
    with pytest.raises(Refusal) as refused:
        cancel_visit(visit_id=visit_id, reason="临时有事", at=at, by=SYSTEM)
    assert refused.value.field == "late_confirmed"
    assert queries.visit(visit_id).state == "planned"
    cancel_visit(visit_id=visit_id, reason="临时有事", late_confirmed=True, at=at, by=SYSTEM)
    assert story_of(f"visit:{visit_id}")[0].event.to_body()["late"] is True


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_a_visit_is_not_cancelled_without_a_reason(at: datetime, reason: str) -> None:
    visit_id = plan_visit(at=at)
    with pytest.raises(Refusal):
        cancel_visit(visit_id=visit_id, reason=reason, at=at, by=SYSTEM)
    assert queries.visit(visit_id).state == "planned"


def test_a_done_visit_is_final_and_done_once(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    assert mark_visit_done(visit_id=visit_id, at=at, by=SYSTEM)
    assert not mark_visit_done(visit_id=visit_id, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        cancel_visit(visit_id=visit_id, reason="晚了", at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        move_visit(visit_id=visit_id, starts_at=at + timedelta(days=4), at=at, by=SYSTEM)


def test_a_cancelled_visit_can_neither_move_nor_be_done(at: datetime) -> None:
    visit_id = plan_visit(at=at)
    cancel_visit(visit_id=visit_id, reason="计划有变", at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        move_visit(visit_id=visit_id, starts_at=at + timedelta(days=4), at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        mark_visit_done(visit_id=visit_id, at=at, by=SYSTEM)


def test_another_companys_visit_is_missing(at: datetime, stranger_id: int) -> None:
    visit_id = plan_visit(at=at)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.visit(visit_id)
        with pytest.raises(Missing):
            cancel_visit(visit_id=visit_id, reason="不是我的", at=at, by=SYSTEM)
        assert queries.visits([visit_id]) == {}
