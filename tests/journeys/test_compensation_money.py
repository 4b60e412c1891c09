"""Money back for a complaint reaches the ledger once, whoever grants it, and the ledger stays at zero."""

from contextlib import suppress
from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as given_
from hypothesis import strategies as st

from anjia.billing.handlers import credit_the_compensation
from anjia.billing.operations import charge_visit
from anjia.billing.queries import balance_of
from anjia.company.rules import Role
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.ledger import balances_under
from anjia.kernel.queries import latest_facts
from anjia.quality.operations import decide_compensation, grant_compensation, open_complaint, request_compensation
from anjia.quality.queries import ComplaintSummary as Complaint
from anjia.quality.queries import complaint as complaint_of
from anjia.quality.testing import staff, visit_done


@pytest.fixture
def adviser(scope: int, at: datetime) -> Actor:
    return staff(Role.ADVISER, at=at, phone="13800000002")


@pytest.fixture
def owner(scope: int, at: datetime) -> Actor:
    return staff(Role.OWNER, at=at, phone="13800000003")


@pytest.fixture
def complaint(adviser: Actor, owner: Actor, at: datetime) -> Complaint:
    """A complaint about a visit of 450 yuan that is charged."""
    scene = visit_done(at=at, price_fen=45000)
    charge_visit(visit_id=scene.visit_id, at=at, by=SYSTEM)
    given = {"household_id": scene.household_id, "visit_id": scene.visit_id, "at": at, "by": scene.household}
    return complaint_of(open_complaint(**given, text="地板刮花"))


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given_(tries=st.lists(st.tuples(st.integers(-100, 60000), st.booleans()), max_size=6))
def test_what_is_granted_is_credited_once_and_the_ledger_stays_at_zero(
    complaint: Complaint, adviser: Actor, owner: Actor, at: datetime, tries: list[tuple[int, bool]]
) -> None:
    """Amounts are granted, or asked for and approved, in any order; each delivery is heard twice."""
    with transaction.atomic():
        for amount_fen, alone in tries:
            with suppress(Refusal), transaction.atomic():
                wanted = {"complaint_id": complaint.id, "amount_fen": amount_fen, "text": "补偿", "at": at}
                if alone:
                    grant_compensation(**wanted, by=adviser)
                else:
                    request_id = request_compensation(**wanted, by=adviser)
                    decide_compensation(compensation_request_id=request_id, approved=True, text="", at=at, by=owner)
        jobs.run_due_jobs(at=at)
        granted = [fact.event for fact in latest_facts(names=["quality.CompensationGranted"])]
        for event in granted:
            credit_the_compensation(event, at=at)
        assert len(granted) <= 1
        assert balance_of(complaint.household_id) == 45000 - sum(event.amount_fen for event in granted)
        assert sum(balances_under("").values()) == 0
        transaction.set_rollback(True)
