from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from anjia.company.rules import Role
from anjia.fieldwork.events import ScopeMissed
from anjia.fieldwork.testing import AssignedVisit
from anjia.guarantees import queries
from anjia.guarantees.handlers import refund_the_missed_scope, tell_the_owner
from anjia.guarantees.models import GuaranteeEscalation, RefundApproval
from anjia.guarantees.operations import ask_refund, find_justified, find_unjustified, second_refund
from anjia.guarantees.rules import RefundState
from anjia.guarantees.testing import at_desk, family
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.operations import publish_clause, sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.rules import Kind
from anjia.promises.testing import states_of

DAY = timedelta(days=1)


@pytest.fixture
def done(visit: AssignedVisit) -> datetime:
    """When the visit is over."""
    return visit.starts_at + timedelta(hours=3)


@pytest.fixture
def asked(visit: AssignedVisit, done: datetime) -> int:
    return ask_refund(visit_id=visit.visit_id, reason="窗户没有擦", at=done, by=family(visit))


def state(request_id: int) -> RefundState:
    return queries.refund_request(request_id).state


def justify(request_id: int, amount_fen: int, at: datetime, by: Actor) -> None:
    find_justified(request_id=request_id, amount_fen=amount_fen, text="三扇窗未擦", at=at, by=by)


def small_bound(at: datetime, by: Actor) -> None:
    """From now on one person alone grants up to 50 yuan."""
    publish_clause(kind=Kind.REFUND_ALONE, minutes=0, most_fen=50_00, sentence="", effective_from=at, at=at, by=by)


@pytest.mark.parametrize("amount_fen", [0, -1, 150_01, 10**30])
def test_no_more_than_the_price_is_found_justified(asked: int, done: datetime, lead: Actor, amount_fen: int) -> None:
    with pytest.raises(Refusal, match=r"¥150\.00") as refused:
        justify(asked, amount_fen, done, lead)
    assert refused.value.field == "amount"


def test_the_database_refuses_the_same_person_twice(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, owner: Actor
) -> None:
    small_bound(visit.starts_at, owner)
    justify(asked, 120_00, done, lead)
    same = {"staff_id": lead.id, "decider_id": lead.id, "request_id": asked, "approved": True, "at": done}
    with pytest.raises(IntegrityError), transaction.atomic():
        RefundApproval.objects.create(**same, by=str(lead))


def test_what_the_second_person_turns_down_can_be_asked_again(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, owner: Actor
) -> None:
    small_bound(visit.starts_at, owner)
    justify(asked, 120_00, done, lead)
    second_refund(request_id=asked, approved=False, text="照片显示已擦", at=done, by=owner)
    assert state(asked) is RefundState.REFUSED
    assert states_of(f"refund_request:{asked}")["refund_paid"] == "released"
    again = ask_refund(visit_id=visit.visit_id, reason="请再看一次", at=done, by=family(visit))
    justify(again, 40_00, done, lead)


def test_an_unjustified_request_is_answered_with_a_reason(asked: int, done: datetime, lead: Actor) -> None:
    with pytest.raises(Refusal):
        find_unjustified(request_id=asked, text="不", at=done, by=lead)
    find_unjustified(request_id=asked, text="照片显示三扇窗都已擦净", at=done, by=lead)
    assert state(asked) is RefundState.REFUSED
    with pytest.raises(Refusal, match="refused already"):
        justify(asked, 10_00, done, lead)


def test_one_request_at_a_time_and_the_same_form_once(visit: AssignedVisit, done: datetime) -> None:
    form = {"visit_id": visit.visit_id, "reason": "没擦窗", "at": done, "by": family(visit), "client_id": uuid4()}
    assert ask_refund(**form) == ask_refund(**form)
    with pytest.raises(Refusal, match="asked for on 23 November and"):
        ask_refund(**{**form, "client_id": uuid4()})


def test_a_stranger_asks_for_nothing(visit: AssignedVisit, done: datetime) -> None:
    with pytest.raises(Missing):
        ask_refund(visit_id=visit.visit_id, reason="退钱", at=done, by=Actor("household", visit.household_id + 1))


def test_nothing_is_given_back_before_the_visit(visit: AssignedVisit, at: datetime) -> None:
    with pytest.raises(Refusal, match=r"begins only on 23 November[.]"):
        ask_refund(visit_id=visit.visit_id, reason="不想要了", at=at, by=family(visit))


def test_an_overdue_refund_goes_to_the_owner_once(asked: int, done: datetime, lead: Actor, owner: Actor) -> None:
    justify(asked, 60_00, done, lead)
    late = done + 15 * DAY + timedelta(minutes=1)
    sweep_promises(at=late)
    facts = [fact.event for fact in latest_facts(names=["promises.PromiseBroken"])]
    for _n in range(2):
        for fact in facts:
            tell_the_owner(fact, at=late)
    escalation = GuaranteeEscalation.objects.get(kind=Kind.REFUND_PAID)
    assert (escalation.staff_id, escalation.subject) == (owner.id, f"refund_request:{asked}")


def test_nothing_longer_than_the_law_holds_however_the_clause_came_about(
    visit: AssignedVisit, done: datetime, lead: Actor
) -> None:
    request = ask_refund(visit_id=visit.visit_id, reason="没擦窗", at=done - 10 * DAY + 10 * DAY, by=family(visit))
    justify(request, 10_00, done + 2 * DAY, lead)
    promise = promise_of(Kind.REFUND_PAID, f"refund_request:{request}")
    assert promise is not None and promise.due_at <= done + 15 * DAY


def missed(visit: AssignedVisit) -> ScopeMissed:
    return ScopeMissed(
        visit_id=visit.visit_id,
        household_id=visit.household_id,
        offering_id=visit.offering_id,
        missed=("地面拖净", "卫生间消毒"),
        price_fen=150_00,
    )


def test_a_missed_scope_gives_only_what_is_left(visit: AssignedVisit, asked: int, done: datetime, lead: Actor) -> None:
    justify(asked, 100_00, done, lead)
    refund_the_missed_scope(missed(visit), at=done)
    assert sorted(one.amount_fen for one in queries.refunds()) == [50_00, 100_00]


def test_lists_by_state_hold_what_stands_so(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, owner: Actor
) -> None:
    assert [queries.count_refunds(one) for one in RefundState] == [1, 0, 0, 0, 0]
    small_bound(visit.starts_at, owner)
    justify(asked, 120_00, done, lead)
    assert [queries.count_refunds(one) for one in RefundState] == [0, 1, 0, 0, 0]
    second_refund(request_id=asked, approved=True, text="", at=done, by=at_desk(Role.FINANCE, at=done))
    assert [queries.count_refunds(one) for one in RefundState] == [0, 0, 1, 0, 0]
    assert [one.id for one in queries.refunds(state="to_pay")] == [asked]
