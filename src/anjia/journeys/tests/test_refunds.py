"""A refund from asked to paid: what is credited, what goes out, and that it does so once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from anjia.billing import queries as billing
from anjia.billing.handlers import credit_the_pre_compensation, credit_the_refund
from anjia.billing.operations import charge_visit, record_payment
from anjia.company.rules import Role
from anjia.fieldwork.events import ScopeMissed
from anjia.fieldwork.testing import AssignedVisit
from anjia.guarantees import queries
from anjia.guarantees.handlers import refund_the_missed_scope
from anjia.guarantees.models import RefundFinding
from anjia.guarantees.operations import ask_refund, compensate_wait, find_justified, second_refund
from anjia.guarantees.rules import Basis, RefundState
from anjia.guarantees.testing import at_desk, awaited_visit, family
from anjia.journeys.operations import pay_granted_refund
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.operations import publish_clause
from anjia.promises.queries import promise_of
from anjia.promises.rules import Kind
from anjia.promises.testing import states_of

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return awaited_visit(at=at)


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    return at_desk(Role.QUALITY_LEAD, at=at)


@pytest.fixture
def owner(scope: int, at: datetime) -> Actor:
    return at_desk(Role.OWNER, at=at)


@pytest.fixture
def finance(scope: int, at: datetime) -> Actor:
    return at_desk(Role.FINANCE, at=at)


@pytest.fixture
def done(visit: AssignedVisit) -> datetime:
    """The visit was charged and paid; when."""
    at = visit.starts_at + timedelta(hours=3)
    charge_visit(visit_id=visit.visit_id, at=at, by=SYSTEM)
    record_payment(household_id=visit.household_id, amount_fen=150_00, method="cash", at=at, by=SYSTEM)
    return at


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


def missed(visit: AssignedVisit) -> ScopeMissed:
    return ScopeMissed(
        visit_id=visit.visit_id,
        household_id=visit.household_id,
        offering_id=visit.offering_id,
        missed=("地面拖净", "卫生间消毒"),
        price_fen=150_00,
    )


def test_a_justified_refund_is_credited_due_by_law_and_paid_once(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, finance: Actor
) -> None:
    justify(asked, 60_00, done + DAY, lead)
    jobs.run_due_jobs(at=done + DAY)
    promise = promise_of(Kind.REFUND_PAID, f"refund_request:{asked}")
    assert promise is not None and promise.due_at == done + 15 * DAY
    assert billing.balance_of(visit.household_id) == -60_00
    pay = {"refund_request_id": asked, "method": "transfer", "at": done + 2 * DAY, "by": finance}
    assert pay_granted_refund(**pay) == 60_00
    with pytest.raises(Refusal, match="paid already"):
        pay_granted_refund(**pay)
    assert billing.balance_of(visit.household_id) == 0
    assert state(asked) is RefundState.PAID
    assert states_of(f"refund_request:{asked}") == {"refund_decided": "kept", "refund_paid": "kept"}
    assert queries.refund_request(asked).arithmetic == "Price ¥150.00 − ¥60.00 given back = ¥90.00 left"


def test_what_was_never_paid_is_not_paid_out(visit: AssignedVisit, lead: Actor, finance: Actor) -> None:
    at = visit.starts_at + timedelta(hours=3)
    charge_visit(visit_id=visit.visit_id, at=at, by=SYSTEM)
    record_payment(household_id=visit.household_id, amount_fen=100_00, method="cash", at=at, by=SYSTEM)
    request = ask_refund(visit_id=visit.visit_id, reason="没有做完", at=at, by=family(visit))
    justify(request, 150_00, at, lead)
    jobs.run_due_jobs(at=at)
    assert pay_granted_refund(refund_request_id=request, method="cash", at=at, by=finance) == 100_00
    assert billing.balance_of(visit.household_id) == 0


def test_two_refunds_of_one_visit_stay_below_its_price(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, finance: Actor
) -> None:
    justify(asked, 100_00, done, lead)
    pay_granted_refund(refund_request_id=asked, method="cash", at=done, by=finance)
    second = ask_refund(visit_id=visit.visit_id, reason="还有一处", at=done, by=family(visit))
    with pytest.raises(Refusal, match=r"¥100\.00 were granted before, so between ¥0\.01 and ¥50\.00"):
        justify(second, 50_01, done, lead)
    justify(second, 50_00, done, lead)


def test_above_the_bound_a_second_person_is_needed_and_never_the_same(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor, owner: Actor
) -> None:
    small_bound(visit.starts_at, owner)
    justify(asked, 120_00, done, lead)
    assert state(asked) is RefundState.TO_APPROVE
    with pytest.raises(Refusal, match="second person"):
        pay_granted_refund(refund_request_id=asked, method="cash", at=done, by=owner)
    with pytest.raises(Refusal, match=r"you found it justified yourself.*up to ¥50\.00"):
        second_refund(request_id=asked, approved=True, text="", at=done, by=lead)
    second_refund(request_id=asked, approved=True, text="同意", at=done, by=owner)
    assert state(asked) is RefundState.TO_PAY
    finding = RefundFinding.objects.get()
    assert (finding.bound_fen, finding.needs_second) == (50_00, True)


def test_a_missed_scope_is_refunded_by_the_clause_once(visit: AssignedVisit, done: datetime, finance: Actor) -> None:
    for _n in range(2):
        refund_the_missed_scope(missed(visit), at=done)
    jobs.run_due_jobs(at=done)
    (request,) = queries.refunds()
    assert (request.by_formula, request.amount_fen, request.state) == (True, 150_00, RefundState.TO_PAY)
    assert billing.balance_of(visit.household_id) == -150_00
    pay_granted_refund(refund_request_id=request.id, method="cash", at=done, by=finance)
    assert billing.balance_of(visit.household_id) == 0


def test_a_delay_is_credited_once_however_often_it_is_heard(visit: AssignedVisit) -> None:
    until = visit.starts_at + timedelta(minutes=50)
    for _n in range(2):
        compensate_wait(visit_id=visit.visit_id, until=until, basis=Basis.WAITING, at=until)
    facts = [fact.event for fact in latest_facts(names=["guarantees.PreCompensationGranted"])]
    for fact in facts * 2:
        credit_the_pre_compensation(fact, at=until)
    jobs.run_due_jobs(at=until)
    assert billing.balance_of(visit.household_id) == -40_00


def test_a_granted_refund_heard_twice_is_credited_once(
    visit: AssignedVisit, asked: int, done: datetime, lead: Actor
) -> None:
    justify(asked, 60_00, done, lead)
    fact = latest_facts(names=["guarantees.RefundGranted"])[0].event
    for _n in range(2):
        credit_the_refund(fact, at=done)
    assert billing.balance_of(visit.household_id) == -60_00
