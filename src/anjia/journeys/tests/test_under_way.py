"""A visit under way: what may still be changed about it, and what the change leaves behind."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from anjia.booking import queries as booking
from anjia.dispatch import queries as dispatch
from anjia.fieldwork import handlers
from anjia.fieldwork.operations import complete_visit, set_out
from anjia.fieldwork.queries import progress_of
from anjia.fieldwork.testing import AssignedVisit, arrive, assigned_visit
from anjia.journeys.operations import cancel_visit_and_release, move_visit_and_reassign
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of

pytestmark = pytest.mark.usefixtures("scope")
DAY = timedelta(days=1)
ODD = {"reason": "家里有事", "by": SYSTEM}


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return assigned_visit(at=at)


def cancel(visit: AssignedVisit, at: datetime) -> bool:
    return cancel_visit_and_release(visit_id=visit.visit_id, late_confirmed=True, at=at, **ODD)


def move(visit: AssignedVisit, at: datetime) -> None:
    move_visit_and_reassign(visit_id=visit.visit_id, starts_at=visit.starts_at + DAY, at=at, **ODD)


@pytest.mark.parametrize("change", [cancel, move])
def test_a_visit_at_work_is_neither_cancelled_nor_moved_and_can_be_finished(visit: AssignedVisit, change) -> None:
    at = arrive(visit)
    with translation.override("en"), pytest.raises(Refusal, match="since 10:00"):
        change(visit, at + timedelta(minutes=5))
    assert dispatch.assignment_of(visit.visit_id) is not None
    complete_visit(**visit.whose, reason="家里请她提前回去", at=at + timedelta(minutes=30), by=visit.by)
    assert booking.visit(visit.visit_id).state == "done"


def test_a_visit_cancelled_on_the_way_cannot_be_completed_after_all(visit: AssignedVisit) -> None:
    at = visit.starts_at - timedelta(minutes=20)
    set_out(**visit.whose, at=at, by=visit.by)
    assert cancel(visit, at)
    with pytest.raises((Refusal, Missing)):
        complete_visit(**visit.whose, at=at + timedelta(hours=3), by=visit.by)
    assert booking.visit(visit.visit_id).state == "cancelled"


def test_moved_while_she_is_on_the_way_she_sets_out_anew_however_often_it_is_heard(visit: AssignedVisit) -> None:
    at = visit.starts_at - timedelta(minutes=20)
    set_out(**visit.whose, at=at, by=visit.by)
    move(visit, at + timedelta(minutes=1))
    moved = next(fact.event for fact in story_of(f"visit:{visit.visit_id}") if fact.name == "booking.VisitMoved")
    for _ in range(2):
        handlers.begin_the_way_anew(moved, at=at + timedelta(minutes=1))  # type: ignore[arg-type]
    assert progress_of(visit.visit_id).set_out_at is None
    again = at + DAY
    set_out(**visit.whose, at=again, by=visit.by)
    handlers.begin_the_way_anew(moved, at=at + timedelta(minutes=1))  # type: ignore[arg-type]
    assert progress_of(visit.visit_id).set_out_at == again
