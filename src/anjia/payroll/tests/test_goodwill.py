"""Extra work free for the family is paid for."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit, arrive
from anjia.guarantees.events import GoodwillGranted
from anjia.guarantees.operations import grant_goodwill
from anjia.guarantees.rules import Wish
from anjia.guarantees.testing import at_desk, awaited_visit
from anjia.kernel import jobs
from anjia.kernel.queries import latest_facts
from anjia.payroll import queries as payroll
from anjia.payroll.handlers import earn_for_the_goodwill
from anjia.promises.operations import publish_clause
from anjia.promises.rules import NO_REMEDY, Kind


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return awaited_visit(at=at)


def extra(visit: AssignedVisit, minutes: int, at: datetime, **more: object) -> int:
    values = {"visit_id": visit.visit_id, "title": "擦冰箱", "wish": Wish.ASKED, "by": visit.by, **more}
    return grant_goodwill(minutes=minutes, at=at, **values)


def test_extra_work_is_free_and_the_caregiver_is_paid_for_it(visit: AssignedVisit) -> None:
    at = arrive(visit)
    extra(visit, 20, at)
    jobs.run_due_jobs(at=at)
    (earning,) = payroll.waiting_earnings(visit.caregiver_id)
    assert (earning.amount_fen, earning.words) == (12_67, "0.33 h × ¥38.00, extra work free for the family")


def test_unpaid_goodwill_earns_nothing_when_the_clause_says_so(visit: AssignedVisit, at: datetime) -> None:
    at = arrive(visit)
    publish_clause(
        kind=Kind.GOODWILL_PAY,
        minutes=0,
        most_fen=0,
        sentence="",
        effective_from=at,
        at=at,
        by=at_desk(Role.OWNER, at=at),
        remedy=NO_REMEDY,
    )
    extra(visit, 20, at)
    jobs.run_due_jobs(at=at)
    assert payroll.waiting_earnings(visit.caregiver_id) == []


def test_goodwill_heard_twice_is_paid_once(visit: AssignedVisit) -> None:
    at = arrive(visit)
    extra(visit, 20, at)
    fact = latest_facts(names=["guarantees.GoodwillGranted"])[0].event
    assert isinstance(fact, GoodwillGranted)
    for _n in range(2):
        earn_for_the_goodwill(fact, at=at)
    assert len(payroll.waiting_earnings(visit.caregiver_id)) == 1
