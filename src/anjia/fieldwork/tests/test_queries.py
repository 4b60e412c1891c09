"""One visit costs the same however much happened; many cost the same as one."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.fieldwork import operations, queries
from anjia.fieldwork.rules import State, When
from anjia.fieldwork.testing import AssignedVisit, a_photo, arrive, assigned_visit
from anjia.kernel.errors import Missing


def count(ask: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_a_visit_without_any_act_is_planned_with_its_steps_open(visit: AssignedVisit) -> None:
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.caregiver_id, progress.ticked) == (State.PLANNED, None, 0)
    assert [step.needs for step in progress.steps] == [(When.BEFORE, When.AFTER), (), ()]
    assert len(progress.lacks) == 5


def test_an_unknown_visit_is_missing(scope: int) -> None:
    with pytest.raises(Missing):
        queries.progress_of(1)


def test_progress_costs_the_same_for_one_photo_and_for_many(visit: AssignedVisit) -> None:
    at = arrive(visit)
    operations.add_photo(**visit.whose, position=1, when=When.BEFORE, upload=a_photo(), at=at, by=visit.by)
    one = count(lambda: queries.progress_of(visit.visit_id))
    for position in (1, 2, 3):
        operations.tick_step(**visit.whose, position=position, at=at, by=visit.by)
        operations.add_photo(**visit.whose, position=position, when=When.AFTER, upload=a_photo(), at=at, by=visit.by)
    operations.report_incident(**visit.whose, kind="other", text="水压很低。", at=at, by=visit.by)
    assert count(lambda: queries.progress_of(visit.visit_id)) == one <= 6


def test_many_visits_cost_four_queries(visit: AssignedVisit, at: datetime) -> None:
    began = arrive(visit, late_minutes=7)
    operations.tick_step(**visit.whose, position=1, at=began, by=visit.by)
    other = assigned_visit(
        at=at, starts_at=visit.starts_at + timedelta(days=1), caregiver_id=visit.caregiver_id, phone="13912345679"
    )
    ids = [visit.visit_id, other.visit_id]
    with CaptureQueriesContext(connection) as asked:
        found = queries.progress_of_many(ids)
    assert len(asked) == 4
    work = found[visit.visit_id]
    assert (work.state, work.ticked, work.steps_total, work.late_minutes) == (State.WORKING, 1, 3, 7)
    assert found[other.visit_id].state is State.PLANNED


def test_every_kind_of_incident_has_words() -> None:
    assert all(queries.incident_words().values())
