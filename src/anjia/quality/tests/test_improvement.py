from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.quality import queries
from anjia.quality.events import ImprovementVerified
from anjia.quality.operations import (
    finish_corrective_action,
    plan_corrective_action,
    verify_improvement,
)
from anjia.quality.rules import ActionState, Cause
from anjia.quality.testing import Scene, answer, more_visits, visit_done

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


def plan(complaint_id: int, staff_id: int, at: datetime, **changes: Any) -> int:
    given: dict[str, Any] = {"what": "复训窗台工序", "cause": Cause.WORKMANSHIP, "due_on": TODAY + 7 * DAY, "at": at}
    return plan_corrective_action(
        **{**given, **changes}, complaint_id=complaint_id, staff_id=staff_id, by=Actor("staff", staff_id, "周敏")
    )


@pytest.fixture
def action(complaint: int, lead: Actor, at: datetime) -> int:
    """A planned action of the quality lead about workmanship."""
    return plan(complaint, lead.id, at)


@pytest.fixture
def finished(action: int, lead: Actor, at: datetime) -> int:
    """The action, finished two days later."""
    finish_corrective_action(action_id=action, note="已复训", at=at + 2 * DAY, by=lead)
    return action


def verify(action_id: int, effective: bool, at: datetime, by: Actor, **given: Any) -> None:
    verify_improvement(action_id=action_id, effective=effective, at=at, by=by, **{"note": "", **given})


def complain_again(scene: Scene, at: datetime, score: tuple[int, ...] = (5, 1, 5, 5)) -> None:
    answer(visit_done(at=at, caregiver_id=scene.caregiver_id), *score, at=at)


def test_planning_sets_the_cause_found(action: int, complaint: int) -> None:
    assert queries.complaint(complaint).cause == "workmanship"
    found = queries.corrective_action(action)
    assert (found.state, found.due_on, found.open) == (ActionState.PLANNED, TODAY + 7 * DAY, True)


@pytest.mark.parametrize("changes", [{"due_on": TODAY - DAY}, {"due_on": TODAY + 400 * DAY}, {"what": ""}])
def test_a_plan_that_cannot_be_is_refused(complaint: int, lead: Actor, at: datetime, changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        plan(complaint, lead.id, at, **changes)


def test_somebody_who_does_not_work_here_cannot_be_given_the_work(complaint: int, at: datetime) -> None:
    with pytest.raises(Refusal):
        plan(complaint, 987654, at)


def test_finishing_sets_the_day_of_the_look(finished: int) -> None:
    found = queries.corrective_action(finished)
    assert (found.state, found.due_on) == (ActionState.FINISHED, TODAY + 16 * DAY)


def test_an_action_is_finished_once(finished: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        finish_corrective_action(action_id=finished, note="", at=at + 3 * DAY, by=lead)


def test_a_look_before_the_work_is_done_is_refused(action: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        verify(action, True, at, lead)


def test_the_evidence_counts_the_cause_before_and_since(finished: int, scene: Scene, lead: Actor, at: datetime) -> None:
    for days in (3, 5, 9):
        visit_done(at=at + days * DAY, caregiver_id=scene.caregiver_id)
    complain_again(scene, at + 6 * DAY, (1, 5, 5, 5))
    seen = queries.recurrence_of(finished, at=at + 16 * DAY)
    assert seen is not None
    assert (seen.days, seen.complaints_before, seen.visits_before) == (14, 0, 1)
    assert (seen.complaints_after, seen.visits_after) == (0, 4)
    verify(finished, True, at + 16 * DAY, lead, note="没有再发生")
    fact = latest_facts(names=["quality.ImprovementVerified"])[0].event
    assert isinstance(fact, ImprovementVerified)
    assert (fact.effective, fact.outcome, fact.complaints_before, fact.complaints_after) == (True, "accepted", 0, 0)
    assert queries.corrective_action(finished).evidence["visits_after"] == 4
    assert queries.open_actions() == []


def test_a_yes_needs_a_visit_since(finished: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        verify(finished, True, at + 3 * DAY, lead)


def test_a_yes_that_figures_cannot_show_needs_a_word_and_is_kept_as_that(
    finished: int, scene: Scene, lead: Actor, at: datetime
) -> None:
    complain_again(scene, at + 3 * DAY)
    with pytest.raises(Refusal) as refusal:
        verify(finished, True, at + 16 * DAY, lead)
    assert refusal.value.field == "note"
    verify(finished, True, at + 16 * DAY, lead, note="另一处窗台，客户已确认")
    assert queries.corrective_action(finished).state is ActionState.ACCEPTED


@pytest.mark.slow
def test_a_yes_against_the_figures_is_refused_with_them(finished: int, scene: Scene, lead: Actor, at: datetime) -> None:
    more_visits(scene, [at - timedelta(hours=n) for n in range(1, 41)])
    for day in range(3, 6):
        complain_again(scene, at + day * DAY)
    with pytest.raises(Refusal, match=r"3 .* 3 ") as refusal:
        verify(finished, True, at + 16 * DAY, lead, note="我觉得好了")
    assert refusal.value.field == "effective"


@pytest.mark.slow
def test_an_action_that_did_not_help_is_open_again_until_a_new_day(
    finished: int, scene: Scene, lead: Actor, at: datetime
) -> None:
    complain_again(scene, at + 3 * DAY)
    later = at + 16 * DAY
    with pytest.raises(Refusal):
        verify(finished, False, later, lead)
    verify(finished, False, later, lead, due_on=TODAY + 20 * DAY)
    found = queries.corrective_action(finished)
    assert (found.state, found.due_on) == (ActionState.REOPENED, TODAY + 20 * DAY)
    finish_corrective_action(action_id=finished, note="换工具", at=later + DAY, by=lead)
    visit_done(at=later + 3 * DAY, caregiver_id=scene.caregiver_id)
    verify(finished, True, later + 15 * DAY, lead, note="换了工具，之后没有再发生")
    found = queries.corrective_action(finished)
    assert (found.state, found.times_reopened) == (ActionState.ACCEPTED, 1)


def test_open_actions_come_by_urgency_and_by_person(complaint: int, lead: Actor, adviser: Actor, at: datetime) -> None:
    late = plan(complaint, lead.id, at, due_on=TODAY + 9 * DAY)
    soon = plan(complaint, adviser.id, at, due_on=TODAY + DAY)
    assert [a.id for a in queries.open_actions()] == [soon, late]
    assert [a.id for a in queries.open_actions(staff_id=lead.id)] == [late]
    assert [a.id for a in queries.open_actions(due_until=TODAY + 2 * DAY)] == [soon]
    assert [a.id for a in queries.actions_page()] == [soon, late]
    assert [a.id for a in queries.actions_of_complaint(complaint)] == [late, soon]


def test_another_company_sees_no_action(action: int, stranger_id: int, at: datetime) -> None:
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.corrective_action(action)
        with pytest.raises(Missing):
            finish_corrective_action(action_id=action, note="", at=at, by=Actor("staff", 1))
        assert queries.open_actions() == []
