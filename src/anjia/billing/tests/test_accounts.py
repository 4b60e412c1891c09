from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from anjia.billing import handlers
from anjia.billing.events import CompensationCredited, VisitCharged
from anjia.billing.operations import charge_visit, credit_compensation, record_payment, refund
from anjia.billing.queries import account_of, balance_of, balances_of, owing, payments, returnable_fen, totals_between
from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import balance_of as ledger_balance
from anjia.kernel.money import MOST_FEN
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.quality.events import CompensationGranted


@pytest.fixture
def visit_id(scope: int, at: datetime) -> int:
    return plan_visit(at=at, price_fen=15000)


@pytest.fixture
def household_id(visit_id: int) -> int:
    return visit(visit_id).household_id


def pay(household_id: int, fen: int, at: datetime, **more: object) -> int:
    return record_payment(household_id=household_id, amount_fen=fen, method="transfer", at=at, by=SYSTEM, **more)


def give_back(household_id: int, fen: int, at: datetime, **more: object) -> int:
    values = {"method": "transfer", "reason": "多收了", "at": at, "by": SYSTEM} | more
    return refund(household_id=household_id, amount_fen=fen, **values)


def completed(visit_id: int, at: datetime) -> VisitCompleted:
    v = visit(visit_id)
    return VisitCompleted(
        visit_id=v.id, household_id=v.household_id, caregiver_id=1, order_id=v.order_id, offering_id=v.offering_id,
        starts_at=v.starts_at, minutes=v.minutes, price_fen=v.price_fen,
    )  # fmt: skip


def test_a_completed_visit_heard_twice_is_charged_once(visit_id: int, household_id: int, at: datetime) -> None:
    for _again in range(2):
        handlers.charge_for_visit(completed(visit_id, at), at=at)
    assert balance_of(household_id) == 15000
    assert [fact.name for fact in latest_facts()].count(VisitCharged.name) == 1


def test_a_compensation_heard_twice_is_credited_once(household_id: int, at: datetime) -> None:
    granted = CompensationGranted(
        complaint_id=9, household_id=household_id, visit_id=None, caregiver_id=None,
        amount_fen=5000, clause_id=1, clause_version=1,
    )  # fmt: skip
    for _again in range(2):
        handlers.credit_the_compensation(granted, at=at)
    assert balance_of(household_id) == -5000
    assert [fact.name for fact in latest_facts()].count(CompensationCredited.name) == 1


def test_the_account_explains_its_balance_line_by_line(visit_id: int, household_id: int, at: datetime) -> None:
    charge_visit(visit_id=visit_id, at=at, by=SYSTEM)
    credit_compensation(complaint_id=1, household_id=household_id, amount_fen=3000, at=at, by=SYSTEM)
    pay(household_id, 12000, at)
    give_back(household_id, 2000, at)
    lines = account_of(household_id)
    assert [(line.kind, line.change_fen, line.balance_fen) for line in lines] == [
        ("refund", 2000, 2000),
        ("payment", -12000, 0),
        ("compensation", -3000, 12000),
        ("charge", 15000, 15000),
    ]
    assert lines[-1].memo == "日常保洁"
    assert owing() == [(household_id, 2000)]
    day = timedelta(days=1)
    sums = totals_between(at - day, at + day)
    assert (sums.charged_fen, sums.compensated_fen, sums.received_fen, sums.returned_fen) == (15000, 3000, 12000, 2000)


def test_a_payment_form_sent_twice_is_one_payment(household_id: int, at: datetime) -> None:
    form = uuid4()
    assert pay(household_id, 100, at, client_id=form) == pay(household_id, 100, at, client_id=form)
    assert balances_of([household_id]) == {household_id: -100}
    with pytest.raises(Refusal):
        pay(household_id, 200, at, client_id=form)


def test_no_more_than_was_paid_is_returned(household_id: int, at: datetime) -> None:
    pay(household_id, 10000, at)
    give_back(household_id, 4000, at)
    assert returnable_fen(household_id) == 6000
    with pytest.raises(Refusal, match=r"¥60\.00"):
        give_back(household_id, 6001, at)
    assert len(payments(household_id=household_id)) == 2


@pytest.mark.parametrize("fen", [0, -1, MOST_FEN + 1, 2**63])
def test_impossible_amounts_are_refused(household_id: int, at: datetime, fen: int) -> None:
    with pytest.raises(Refusal):
        pay(household_id, fen, at)
    assert payments() == []


def test_an_unknown_way_of_paying_is_refused(household_id: int, at: datetime) -> None:
    with pytest.raises(Refusal):
        record_payment(household_id=household_id, amount_fen=1, method="shells", at=at, by=SYSTEM)


def test_a_refund_needs_a_reason(household_id: int, at: datetime) -> None:
    pay(household_id, 100, at)
    with pytest.raises(Refusal):
        give_back(household_id, 100, at, reason=" ")


def test_another_companys_household_is_missing(household_id: int, stranger_id: int, at: datetime) -> None:
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            pay(household_id, 100, at)
        assert balance_of(household_id) == 0


def test_the_ledger_sums_to_zero(visit_id: int, household_id: int, at: datetime) -> None:
    charge_visit(visit_id=visit_id, at=at, by=SYSTEM)
    pay(household_id, 15000, at)
    accounts = ("revenue:visits", "cash:transfer", f"household:{household_id}")
    assert sum(ledger_balance(account) for account in accounts) == 0
