from datetime import datetime, timedelta

from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved
from anjia.fieldwork.events import CaregiverCheckedIn, VisitCompleted
from anjia.kernel.actors import Actor
from anjia.kernel.queries import latest_facts, story_of
from anjia.promises.events import PromiseBroken
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.handlers import (
    escalate_the_complaint,
    keep_the_arrival,
    plan_the_first_interview,
    plan_the_question,
    promise_another_arrival,
    promise_the_arrival,
    release_the_arrival,
)
from anjia.quality.models import DeepInterview, Escalation, PlannedSurvey, Survey
from anjia.quality.operations import resolve_complaint
from anjia.quality.testing import Scene, visit_ended

HOUR = timedelta(hours=1)


def breaches() -> list[PromiseBroken]:
    facts = [fact.event for fact in latest_facts(names=["promises.PromiseBroken"])]
    return [fact for fact in facts if isinstance(fact, PromiseBroken)]


def completed(scene: Scene, at: datetime) -> VisitCompleted:
    return VisitCompleted(
        visit_id=scene.visit_id,
        caregiver_id=scene.caregiver_id,
        household_id=scene.household_id,
        order_id=1,
        offering_id=scene.offering_id,
        starts_at=at,
        minutes=180,
        price_fen=15000,
    )


def test_a_completed_visit_is_asked_about_once_however_often_it_is_heard(scope: int, at: datetime) -> None:
    ended = visit_ended(at=at)
    for _n in range(2):
        plan_the_question(completed(ended, at), at=at)
    assert PlannedSurvey.objects.count() == 1
    assert states_of(f"visit:{ended.visit_id}") == {"visit_follow_up": "open"}
    assert Survey.objects.count() == 1


def test_a_first_visit_plans_one_interview_however_often_it_is_heard(scene: Scene, at: datetime) -> None:
    for _n in range(2):
        plan_the_first_interview(completed(scene, at), at=at)
    assert DeepInterview.objects.count() == 1


def test_a_broken_promise_of_an_answer_moves_the_complaint_up_once(complaint: int, lead: Actor, at: datetime) -> None:
    sweep_promises(at=at + 25 * HOUR)
    for _n in range(2):
        escalate_the_complaint(breaches()[0], at=at + 25 * HOUR)
    assert queries.complaint(complaint).owner_id == lead.id
    assert Escalation.objects.count() == 1


def test_nobody_acts_and_it_reaches_the_owner(complaint: int, owner: Actor, at: datetime) -> None:
    for hours in (25, 34, 43, 80, 120):
        sweep_promises(at=at + hours * HOUR)
        for breach in breaches():
            escalate_the_complaint(breach, at=at + hours * HOUR)
    assert queries.complaint(complaint).owner_id == owner.id
    assert [step.reason for step in Escalation.objects.order_by("level")] == ["not_answered", "not_taken_up"]


def test_a_broken_promise_about_a_settled_complaint_moves_nothing(complaint: int, lead: Actor, at: datetime) -> None:
    sweep_promises(at=at + 25 * HOUR)
    resolve_complaint(complaint_id=complaint, text="重做", at=at + 26 * HOUR, by=lead)
    escalate_the_complaint(breaches()[0], at=at + 25 * HOUR)
    assert not Escalation.objects.exists()


def test_other_promises_are_none_of_its_business(complaint: int, scene: Scene, at: datetime) -> None:
    event = PromiseBroken(promise_id=1, kind="visit_follow_up", subject="visit:1", due_at=at, household_id=None)
    escalate_the_complaint(event, at=at)
    assert not Escalation.objects.exists()


def ordered(at: datetime) -> OrderPlaced:
    return OrderPlaced(
        order_id=1,
        visit_id=7,
        household_id=12,
        offering_id=3,
        proposal_id=None,
        number="20261122-001",
        title="日常保洁",
        starts_at=at + 24 * HOUR,
        minutes=180,
        price_fen=15000,
    )


def moved(at: datetime) -> VisitMoved:
    return VisitMoved(
        visit_id=7, order_id=1, household_id=12, moved_from=at + 24 * HOUR, starts_at=at + 48 * HOUR, reason="改期"
    )


def at_the_door(late_minutes: int = 0) -> CaregiverCheckedIn:
    return CaregiverCheckedIn(visit_id=7, caregiver_id=4, household_id=12, late_minutes=late_minutes, metres=30)


def facts() -> list[str]:
    return [fact.name.partition(".")[2] for fact in reversed(story_of("visit:7"))]


def test_an_order_promises_an_arrival_within_a_quarter_of_an_hour_once(scope: int, at: datetime) -> None:
    for _n in range(2):
        promise_the_arrival(ordered(at), at=at)
    made = promise_of("arrival", "visit:7")
    assert made is not None
    assert (made.due_at, made.household_id) == (at + timedelta(hours=24, minutes=15), 12)
    assert facts() == ["PromiseMade"]


def test_a_moved_visit_is_promised_anew_once(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    for _n in range(2):
        promise_another_arrival(moved(at), at=at + HOUR)
    made = promise_of("arrival", "visit:7")
    assert made is not None
    assert made.due_at == at + timedelta(hours=48, minutes=15)
    assert facts() == ["PromiseMade", "PromiseReleased", "PromiseMade"]


def test_a_cancelled_visit_needs_nobody_at_the_door(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    event = VisitCancelled(
        visit_id=7, order_id=1, household_id=12, starts_at=at + 24 * HOUR, reason="不需要了", late=False
    )
    for _n in range(2):
        release_the_arrival(event, at=at + HOUR)
    assert facts() == ["PromiseMade", "PromiseReleased"]


def test_being_at_the_door_in_time_keeps_it_once(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    for _n in range(2):
        keep_the_arrival(at_the_door(), at=at + 24 * HOUR)
    assert facts() == ["PromiseMade", "PromiseKept"]


def test_twenty_minutes_late_is_a_broken_promise(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    keep_the_arrival(at_the_door(20), at=at + timedelta(hours=24, minutes=20))
    assert states_of("visit:7") == {"arrival": "broken"}


def test_whoever_is_sent_instead_keeps_it_too(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    another = CaregiverCheckedIn(visit_id=7, caregiver_id=9, household_id=12, late_minutes=0, metres=30)
    for _n in range(2):
        keep_the_arrival(another, at=at + 24 * HOUR)
    assert facts() == ["PromiseMade", "PromiseKept"]


def test_a_visit_moved_or_cancelled_after_its_hour_stays_a_broken_promise(scope: int, at: datetime) -> None:
    promise_the_arrival(ordered(at), at=at)
    late = at + 25 * HOUR
    for _n in range(2):
        promise_another_arrival(moved(at), at=late)
    assert [name for name in facts() if name in ("PromiseBroken", "PromiseReleased")] == ["PromiseBroken"]
    made = promise_of("arrival", "visit:7")
    assert made is not None
    assert (made.state, made.due_at) == ("open", at + timedelta(hours=48, minutes=15))
    event = VisitCancelled(
        visit_id=7, order_id=1, household_id=12, starts_at=at + 48 * HOUR, reason="不需要了", late=True
    )
    release_the_arrival(event, at=at + 49 * HOUR)
    assert states_of("visit:7") == {"arrival": "broken"}
