"""Many accept in the same moment: exactly one has the visit, every other reads who was quicker."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from anjia.booking.testing import plan_visit
from anjia.dispatch.models import Assignment
from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.scope import company_scope
from anjia.offers import operations
from anjia.offers.models import Offer

PEOPLE = 6  # fewer threads than the pool has connections

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database in memory has one connection"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_one_of_many_has_it(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        people = [caregiver(f"员{number}", at=at, number=number) for number in range(1, PEOPLE + 1)]
        visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2))
        offer_id = operations.offer_visit(visit_id=visit_id, at=at, by=SYSTEM)
    together, heard = threading.Barrier(PEOPLE, timeout=60), list[str]()

    def accept(caregiver_id: int) -> None:
        with company_scope(company_id):
            together.wait()
            try:
                operations.accept_offer(
                    offer_id=offer_id, caregiver_id=caregiver_id, at=at, by=Actor("caregiver", caregiver_id)
                )
            except Refusal as refusal:
                heard.append(refusal.sentence)
            else:
                heard.append("mine")
        connections.close_all()

    threads = [threading.Thread(target=accept, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard.count("mine") == 1
    assert len(heard) == PEOPLE
    row = Offer.everywhere.get(pk=offer_id)
    (given,) = Assignment.everywhere.filter(visit_id=visit_id, state="assigned")
    assert given.caregiver_id == row.taker_id
