"""Taps in the same moment: a bound holds, a wait is paid once, an emergency has one person, a refund is paid once."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from anjia.billing import queries as billing
from anjia.billing.operations import charge_visit, record_payment
from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit, arrive
from anjia.guarantees import queries
from anjia.guarantees.models import Allowance
from anjia.guarantees.operations import (
    ask_refund,
    call_for_help,
    compensate_wait,
    find_justified,
    grant_goodwill,
    take_up_emergency,
)
from anjia.guarantees.rules import Basis, EmergencyKind
from anjia.guarantees.testing import at_desk, awaited_visit, family
from anjia.journeys.operations import pay_granted_refund
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Refusal
from anjia.kernel.scope import company_scope

TAPS = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database in memory has one connection"),
]


@pytest.fixture
def company(company_id: int) -> int:
    return company_id


def together(company_id: int, act: Callable[[int], object]) -> list[object]:
    """What each of several threads gets that act in the same moment; a refusal is what it gets, too."""
    barrier, results = threading.Barrier(TAPS, timeout=20), []

    def tap(number: int) -> None:
        with company_scope(company_id):
            barrier.wait()
            try:
                results.append(act(number))
            except Refusal as refusal:
                results.append(refusal)
        connections.close_all()

    threads = [threading.Thread(target=tap, args=(number,)) for number in range(TAPS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def done(results: list[object]) -> list[object]:
    return [one for one in results if not isinstance(one, Refusal)]


def a_visit(company_id: int, at: datetime) -> AssignedVisit:
    with company_scope(company_id):
        return awaited_visit(at=at)


def test_a_budget_is_not_passed_by_six_at_once(company: int, at: datetime) -> None:
    visit = a_visit(company, at)
    with company_scope(company):
        now = arrive(visit)
    give = {"visit_id": visit.visit_id, "title": "擦冰箱", "minutes": 10, "wish": "asked", "at": now, "by": visit.by}
    results = together(company, lambda _number: grant_goodwill(**give))
    with company_scope(company):
        lines = queries.goodwill_of(visit.visit_id)
        assert len(done(results)) == len(lines) == 3  # 8.33 yuan each, 30 yuan the bound
        assert set(Allowance.objects.filter(name__startswith="goodwill").values_list("used", flat=True)) == {24_99}


def test_a_wait_heard_six_times_at_once_is_made_good_once(company: int, at: datetime) -> None:
    visit = a_visit(company, at)
    until = visit.starts_at + timedelta(minutes=50)
    results = together(
        company,
        lambda _number: compensate_wait(visit_id=visit.visit_id, until=until, basis=Basis.WAITING, at=until),
    )
    assert sorted(results) == [0] * (TAPS - 1) + [40_00]  # type: ignore[type-var]


def test_an_emergency_is_taken_up_by_one(company: int, at: datetime) -> None:
    visit = a_visit(company, at)
    with company_scope(company):
        now = visit.starts_at
        emergency_id = call_for_help(visit_id=visit.visit_id, kind=EmergencyKind.GAS, at=now, by=visit.by)
        people = [at_desk(Role.DISPATCHER, at=now, number=number) for number in range(TAPS)]
    results = together(company, lambda n: take_up_emergency(emergency_id=emergency_id, at=now, by=people[n]))
    assert len(done(results)) == 1


def test_a_refund_paid_six_times_at_once_goes_out_once(company: int, at: datetime) -> None:
    visit = a_visit(company, at)
    with company_scope(company):
        now = visit.starts_at + timedelta(hours=3)
        charge_visit(visit_id=visit.visit_id, at=now, by=SYSTEM)
        record_payment(household_id=visit.household_id, amount_fen=150_00, method="cash", at=now, by=SYSTEM)
        request = ask_refund(visit_id=visit.visit_id, reason="没擦窗", at=now, by=family(visit))
        lead = at_desk(Role.QUALITY_LEAD, at=now)
        find_justified(request_id=request, amount_fen=60_00, text="三扇窗", at=now, by=lead)
    results = together(
        company, lambda _n: pay_granted_refund(refund_request_id=request, method="cash", at=now, by=SYSTEM)
    )
    assert done(results) == [60_00]
    with company_scope(company):
        assert billing.returnable_fen(visit.household_id) == 90_00
