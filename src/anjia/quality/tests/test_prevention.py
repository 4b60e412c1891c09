"""Causes that keep coming are proposed to the quality lead."""

from datetime import date, datetime, timedelta

import pytest

from anjia.fieldwork.events import VisitCompleted
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.quality import queries
from anjia.quality.handlers import count_the_visit
from anjia.quality.models import CompletedVisit
from anjia.quality.operations import accept_proposal, decline_proposal, finish_corrective_action, propose_prevention
from anjia.quality.rules import ActionKind, Scope
from anjia.quality.testing import Scene, caregiver, more_complaints, more_visits

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


@pytest.fixture
def pattern(scene: Scene, at: datetime) -> int:
    """One caregiver whose families complain of lateness in 6 of 30 visits, beside one with 1 of 170; her id."""
    other = caregiver(at=at, name="王桂芳", phone="13700000055")
    more_visits(scene, [at - timedelta(hours=40 * n + 2) for n in range(30)])
    more_visits(scene, [at - timedelta(hours=8 * n + 2) for n in range(170)], caregiver_id=other)
    more_complaints(scene, [at - timedelta(days=7 * n + 1) for n in range(6)], "lateness.late")
    more_complaints(scene, [at - 3 * DAY], "lateness", caregiver_id=other)
    return scene.caregiver_id


def test_what_chance_does_not_explain_is_proposed_once(pattern: int, scope: int, at: datetime) -> None:
    assert [propose_prevention(company_id=scope, at=at + n * DAY) for n in range(2)] == [1, 0]
    (found,) = queries.open_proposals()
    assert (found.cause, found.place.scope, found.place.id) == ("lateness", Scope.CAREGIVER, pattern)
    assert (found.times, found.visits, found.all_times) == (6, 30, 7)
    assert found.chance < 0.001
    assert len(latest_facts(names=["quality.PreventiveActionProposed"])) == 1


def test_taken_up_it_becomes_a_preventive_action(pattern: int, scope: int, lead: Actor, at: datetime) -> None:
    propose_prevention(company_id=scope, at=at)
    proposal_id = queries.open_proposals()[0].id
    given = {"preventive_proposal_id": proposal_id, "at": at, "by": lead}
    action_id = accept_proposal(**given, staff_id=lead.id, what="出发提醒提前半小时", due_on=TODAY + 7 * DAY)
    found = queries.corrective_action(action_id)
    assert (found.kind, found.complaint_id, found.caregiver_id) == (ActionKind.PREVENTIVE, None, pattern)
    assert queries.open_proposals() == []
    assert queries.decided_proposals()[0].action_id == action_id
    with pytest.raises(Refusal):
        decline_proposal(**given, reason="重复")
    assert propose_prevention(company_id=scope, at=at + 2 * DAY) == 0


def test_what_led_to_a_proposal_is_no_evidence_that_it_helped(
    pattern: int, scene: Scene, scope: int, lead: Actor, at: datetime
) -> None:
    propose_prevention(company_id=scope, at=at)
    given = {"preventive_proposal_id": queries.open_proposals()[0].id, "at": at, "by": lead}
    action_id = accept_proposal(**given, staff_id=lead.id, what="出发提醒提前半小时", due_on=TODAY + 7 * DAY)
    more_visits(scene, [at + timedelta(hours=n + 1) for n in range(5)])
    more_complaints(scene, [at + timedelta(hours=3)], "lateness.late")
    finish_corrective_action(action_id=action_id, note="", at=at + DAY, by=lead)
    seen = queries.recurrence_of(action_id, at=at + 20 * DAY)
    assert seen is not None
    assert (seen.complaints_before, seen.visits_before) == (1, 6)


def test_declined_with_a_reason_it_is_not_proposed_for_ninety_days(
    pattern: int, scope: int, lead: Actor, at: datetime
) -> None:
    propose_prevention(company_id=scope, at=at)
    proposal_id = queries.open_proposals()[0].id
    with pytest.raises(Refusal):
        decline_proposal(preventive_proposal_id=proposal_id, reason=" ", at=at, by=lead)
    decline_proposal(preventive_proposal_id=proposal_id, reason="那几周地铁停运", at=at, by=lead)
    assert queries.preventive_proposal(proposal_id).reason == "那几周地铁停运"
    assert propose_prevention(company_id=scope, at=at + 30 * DAY) == 0


def test_nothing_is_proposed_where_all_are_alike(scene: Scene, scope: int, at: datetime) -> None:
    for number in range(4):
        who = caregiver(at=at, phone=f"1370000006{number}")
        more_visits(scene, [at - timedelta(hours=12 * n + 1) for n in range(30)], caregiver_id=who)
        more_complaints(scene, [at - timedelta(days=9 * n + 1) for n in range(3)], "pace", caregiver_id=who)
    more_visits(scene, [at - 91 * DAY - timedelta(hours=12 * n) for n in range(120)])
    more_complaints(scene, [at - 91 * DAY - timedelta(days=5 * n) for n in range(12)], "pace")
    assert propose_prevention(company_id=scope, at=at) == 0


def test_a_visit_is_counted_once_however_often_it_is_heard(scene: Scene, at: datetime) -> None:
    CompletedVisit.objects.all().delete()
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
        count_the_visit(event, at=at)
    assert CompletedVisit.objects.count() == 1


def test_another_company_decides_nothing(pattern: int, scope: int, lead: Actor, stranger_id: int, at: datetime) -> None:
    propose_prevention(company_id=scope, at=at)
    proposal_id = queries.open_proposals()[0].id
    with company_scope(stranger_id):
        assert queries.open_proposals() == []
        with pytest.raises(Missing):
            decline_proposal(preventive_proposal_id=proposal_id, reason="不是我们的", at=at, by=lead)
