from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.promises import tasks
from anjia.promises.models import Promise
from anjia.promises.operations import clock, make_promise, sweep, sweep_promises
from anjia.promises.tests.conftest import AT

HOUR = timedelta(hours=1)


def promise(number: int) -> int:
    return make_promise(kind="complaint_answered", subject=f"complaint:{number}", made_at=AT, by=SYSTEM)


def breaches() -> int:
    return len(latest_facts(names=["promises.PromiseBroken"], limit=1000))


def test_what_is_due_is_broken_and_what_is_not_stays(company: int) -> None:
    promise(1)
    make_promise(kind="complaint_settled", subject="complaint:1", made_at=AT, by=SYSTEM)
    assert sweep_promises(at=AT + 24 * HOUR) == 0
    assert sweep_promises(at=AT + 24 * HOUR + timedelta(seconds=1)) == 1
    assert breaches() == 1


def test_after_days_of_downtime_everything_missed_is_broken_once(company: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SWEEP_PAGE", 4)
    for number in range(1, 14):
        promise(number)
    assert sweep_promises(at=AT + 240 * HOUR) == 13
    assert sweep_promises(at=AT + 240 * HOUR) == 0
    assert breaches() == 13


def test_one_sweep_serves_every_company_in_its_own_scope(company: int, other_company: int) -> None:
    promise(1)
    with company_scope(other_company):
        promise(1)
    assert sweep_promises(at=AT + 48 * HOUR) == 2
    assert breaches() == 1
    with company_scope(other_company):
        assert breaches() == 1


def test_one_that_fails_holds_up_no_other_and_is_due_again(company: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = promise(1)
    promise(2)
    announce_all = clock.announce_all

    def fails(events: list[Any], **given: Any) -> None:
        if any(event.promise_id == bad for event in events):
            raise RuntimeError("no")
        announce_all(events, **given)

    monkeypatch.setattr(clock, "announce_all", fails)
    assert sweep_promises(at=AT + 48 * HOUR) == 1
    monkeypatch.undo()
    assert Promise.objects.get(pk=bad).state == "open"
    assert sweep_promises(at=AT + 48 * HOUR) == 1


def test_a_sweep_with_nothing_due_is_one_indexed_query(company: int) -> None:
    for number in range(1, 9):
        promise(number)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sweep_promises(at=AT + HOUR)
    assert len(asked) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + asked[0]["sql"])
            assert "promise_next" in str(cursor.fetchall())


def test_the_timed_task_sweeps_at_the_present_instant(company: int) -> None:
    promise(1)
    with clock_at(AT + 25 * HOUR):
        tasks.sweep.call()
    assert breaches() == 1
