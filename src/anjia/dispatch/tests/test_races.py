"""Many people keep time of one caregiver in the same moment: the ways between her visits still fit."""

import threading
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, connections

from anjia.dispatch.models import Assignment
from anjia.dispatch.rules import way_between
from anjia.dispatch.testing import NEAR, caregiver, hold
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope

PLACES = [NEAR, Place(31.26, 121.52), Place(31.10, 121.38), Place(31.25, 121.40)]
THREADS, DAYS = 6, 5  # fewer threads than the pool has connections

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database in memory has one connection"),
]


def keep(company_id: int, caregiver_id: int, at: datetime, number: int, together: threading.Barrier) -> None:
    """Each day, with everybody else, asks for a time next to the others' in another part of the city."""
    with company_scope(company_id):
        for day in range(1, DAYS + 1):
            starts_at = at + timedelta(days=day, minutes=40 * number)
            together.wait()
            try:
                hold(caregiver_id, at=at, starts_at=starts_at, minutes=30, place=PLACES[number % len(PLACES)])
            except Refusal:
                continue
    connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_every_way_fits_whoever_was_first(company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        wang = caregiver(at=at, place=NEAR)
    together = threading.Barrier(THREADS, timeout=20)
    threads = [
        threading.Thread(target=keep, args=(company_id, wang, at, number, together)) for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = list(Assignment.everywhere.filter(state="held").order_by("starts_minute"))
    assert len(held) >= DAYS
    for one, other in pairwise(held):
        assert other.starts_minute - one.ends_minute >= way_between(one.stay, other.stay)
        assert one.busy_until <= other.busy_from
