"""Whoever leaves or is away keeps no visit; the visits wait for somebody else."""

from datetime import datetime, timedelta

from anjia.dispatch import handlers, queries
from anjia.dispatch.testing import hold, visit_with
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.queries import story_of
from anjia.workforce.operations import cancel_leave, record_leave, set_status

DAY = timedelta(days=1)


def test_the_visits_of_one_who_leaves_wait_for_somebody_else(wang: int, at: datetime, tuesday: datetime) -> None:
    begun, visit_id = visit_with(wang, at=at), visit_with(wang, at=at, starts_at=tuesday + DAY)
    now = tuesday + timedelta(hours=1)
    held = hold(wang, at=now, starts_at=tuesday + 2 * DAY)
    set_status(caregiver_id=wang, status="left", at=now, by=SYSTEM, reason="回老家")
    event = story_of(f"caregiver:{wang}", limit=1)[0].event
    for _ in range(2):
        handlers.free_her_visits(event, at=now)  # type: ignore[arg-type]
    day = day_of(tuesday)
    assert queries.visits_without_caregiver(day, day + DAY) == [visit_id]
    assert queries.assignment_of(begun) is not None
    assert held not in {one.id for one in queries.day_assignments(day + 2 * DAY, at=now)}
    names = [fact.name for fact in story_of(f"visit:{visit_id}")]
    assert names.count("dispatch.AssignmentReleased") == 1


def test_who_is_back_before_it_is_heard_keeps_her_visits(wang: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    set_status(caregiver_id=wang, status="left", at=at, by=SYSTEM)
    event = story_of(f"caregiver:{wang}", limit=1)[0].event
    set_status(caregiver_id=wang, status="ready", at=at, by=SYSTEM)
    handlers.free_her_visits(event, at=at)  # type: ignore[arg-type]
    assert queries.assignment_of(visit_id) is not None


def test_visits_within_a_leave_wait_for_somebody_else_and_others_stay(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    inside, after = visit_with(wang, at=at), visit_with(wang, at=at, starts_at=tuesday + DAY)
    begins, ends = tuesday + timedelta(hours=1), tuesday + DAY
    leave_id = record_leave(caregiver_id=wang, starts_at=begins, ends_at=ends, at=at, by=SYSTEM)
    event = story_of(f"caregiver:{wang}", limit=1)[0].event
    for _ in range(2):
        handlers.free_her_leave(event, at=at)  # type: ignore[arg-type]
    assert queries.assignment_of(inside) is None
    assert queries.assignment_of(after) is not None
    again = visit_with(wang, at=at, starts_at=tuesday - timedelta(hours=2))
    cancel_leave(leave_id=leave_id, at=at, by=SYSTEM)
    handlers.free_her_leave(event, at=at)  # type: ignore[arg-type]
    assert queries.assignment_of(again) is not None


def test_the_wiring_hears_of_a_leave(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    record_leave(caregiver_id=wang, starts_at=tuesday, ends_at=tuesday + DAY, at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at + timedelta(minutes=1))
    assert queries.assignment_of(visit_id) is None
