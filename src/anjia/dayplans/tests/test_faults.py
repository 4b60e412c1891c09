"""A computation that breaks down: the plan says so, nothing has changed, and the queue keeps the fault."""

from datetime import datetime

import pytest
from django.db import OperationalError

from anjia.dayplans import operations, queries, tasks
from anjia.dayplans.rules import Parameters
from anjia.dayplans.testing import PLACES, visit_at
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.jobs import run_due_jobs
from anjia.kernel.models import Job


def started(scope: int, at: datetime, tuesday: datetime) -> int:
    visit_at(tuesday, at=at, place=PLACES[0])
    plan_id, _new = operations.request_plan(day=day_of(tuesday), parameters=Parameters(seconds=1), at=at, by=SYSTEM)
    tasks.compute_day.enqueue(company_id=scope, plan_id=plan_id)
    return plan_id


def test_a_fault_ends_the_plan_and_is_kept_on_its_job(
    scope: int, at: datetime, tuesday: datetime, west: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(at):
        plan_id = started(scope, at, tuesday)
        monkeypatch.setattr("anjia.dayplans.rules.solving.solved", broken_by(ZeroDivisionError("a price")))
        run_due_jobs(at=at)
    assert (queries.plan(plan_id).state, Job.objects.filter(fault__contains="a price").count()) == ("failed", 1)


def test_a_database_that_was_away_does_not_end_the_plan(
    scope: int, at: datetime, tuesday: datetime, west: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(at):
        plan_id = started(scope, at, tuesday)
        monkeypatch.setattr("anjia.dayplans.rules.solving.solved", broken_by(OperationalError("away")))
        run_due_jobs(at=at)
    assert queries.plan(plan_id).state == "running"


def broken_by(fault: Exception) -> object:
    def solved(*_args: object, **_more: object) -> None:
        raise fault

    return solved
