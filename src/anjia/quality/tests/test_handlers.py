from datetime import datetime, timedelta

from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import Actor
from anjia.kernel.queries import latest_facts
from anjia.promises.events import PromiseBroken
from anjia.promises.operations import sweep_promises
from anjia.quality import queries
from anjia.quality.handlers import ask_the_household, escalate_the_complaint
from anjia.quality.models import Escalation, Survey
from anjia.quality.operations import resolve_complaint
from anjia.quality.testing import Scene

HOUR = timedelta(hours=1)


def breaches() -> list[PromiseBroken]:
    facts = [fact.event for fact in latest_facts(names=["promises.PromiseBroken"])]
    return [fact for fact in facts if isinstance(fact, PromiseBroken)]


def test_a_completed_visit_is_asked_about_once_however_often_it_is_heard(scene: Scene, at: datetime) -> None:
    Survey.objects.all().delete()
    event = VisitCompleted(
        visit_id=scene.visit_id,
        caregiver_id=scene.caregiver_id,
        household_id=scene.household_id,
        order_id=1,
        offering_id=scene.offering_id,
        starts_at=at,
        minutes=180,
        price_fen=15000,
    )
    for _n in range(2):
        ask_the_household(event, at=at)
    assert Survey.objects.count() == 1


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
