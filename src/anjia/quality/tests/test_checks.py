"""A cause is closed by figures; a look that is due is taken by the clock."""

from datetime import date, datetime, timedelta

import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import latest_facts
from anjia.promises.operations import sweep_promises
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.operations import (
    assess_complaint,
    check_improvements,
    finish_corrective_action,
    look_at_action,
    plan_corrective_action,
    verify_improvement,
)
from anjia.quality.rules import ActionState, CheckOutcome, Scope, Severity
from anjia.quality.testing import Scene, caregiver, more_complaints, more_visits

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


@pytest.fixture
def history(scene: Scene, at: datetime) -> None:
    """A hundred visits in fifty days, ten of them complained about for the work."""
    more_visits(scene, [at - timedelta(hours=12 * n + 1) for n in range(100)])
    more_complaints(scene, [at - timedelta(days=5 * n + 1) for n in range(10)], "workmanship.left_out")


@pytest.fixture
def done(complaint: int, history: None, lead: Actor, at: datetime) -> int:
    """Work on the caregiver's workmanship, done today."""
    action_id = plan_corrective_action(
        complaint_id=complaint, staff_id=lead.id, what="复训", cause="workmanship", due_on=TODAY, at=at, by=lead
    )
    finish_corrective_action(action_id=action_id, note="已复训", at=at, by=lead)
    return action_id


def since(scene: Scene, at: datetime, visits: int, complaints: int) -> None:
    more_visits(scene, [at + timedelta(hours=3 * n + 1) for n in range(visits)])
    more_complaints(scene, [at + timedelta(hours=5 * n + 2) for n in range(complaints)], "workmanship")


def test_a_clean_record_over_enough_visits_closes_the_cause_by_itself(
    done: int, scene: Scene, scope: int, at: datetime
) -> None:
    since(scene, at, visits=60, complaints=0)
    assert check_improvements(company_id=scope, at=at + 13 * DAY) == 0
    assert check_improvements(company_id=scope, at=at + 14 * DAY) == 1
    found = queries.corrective_action(done)
    assert (found.state, found.outcome) == (ActionState.EFFECTIVE, "helped")
    assert found.evidence["complaints_before"] == 10  # the one it was planned for is not counted
    assert found.finding["as_few"] <= 0.025
    assert check_improvements(company_id=scope, at=at + 90 * DAY) == 0


def test_a_cause_that_goes_on_opens_the_action_again_and_tells_its_owner(
    done: int, scene: Scene, scope: int, lead: Actor, at: datetime
) -> None:
    since(scene, at, visits=60, complaints=12)
    check_improvements(company_id=scope, at=at + 14 * DAY)
    found = queries.corrective_action(done)
    assert (found.state, found.due_on, found.times_reopened) == (ActionState.REOPENED, TODAY + 21 * DAY, 1)
    fact = latest_facts(names=["quality.ImprovementVerified"])[0].event
    assert (fact.effective, fact.staff_id) == (False, lead.id)
    assert states_of(f"corrective_action:{done}") == {"action_done": "open"}
    assert sweep_promises(at=at + 23 * DAY) >= 1
    assert states_of(f"corrective_action:{done}") == {"action_done": "broken"}


def test_too_few_visits_cannot_tell_and_say_when_to_look_again(
    done: int, scene: Scene, scope: int, at: datetime
) -> None:
    since(scene, at, visits=10, complaints=0)
    assert check_improvements(company_id=scope, at=at + 14 * DAY) == 1
    found = queries.corrective_action(done)
    assert (found.state, found.outcome, found.looks) == (ActionState.FINISHED, "cannot_tell", 1)
    assert found.finding["least_visits"] > 10
    assert found.due_on is not None and found.due_on > TODAY + 14 * DAY
    assert check_improvements(company_id=scope, at=at + 15 * DAY) == 0
    assert len(latest_facts(names=["quality.EffectUnclear"])) == 1


def test_after_six_looks_a_person_decides(done: int, scene: Scene, scope: int, lead: Actor, at: datetime) -> None:
    since(scene, at, visits=5, complaints=0)
    for number in range(8):
        check_improvements(company_id=scope, at=at + (14 + 61 * number) * DAY)
    found = queries.corrective_action(done)
    assert (found.looks, found.state) == (6, ActionState.FINISHED)
    verify_improvement(action_id=done, effective=True, note="半年没有再发生", at=at + 600 * DAY, by=lead)
    assert queries.corrective_action(done).state is ActionState.ACCEPTED


def test_a_person_may_look_early_and_figures_that_show_it_need_no_word(
    done: int, scene: Scene, lead: Actor, at: datetime
) -> None:
    since(scene, at, visits=60, complaints=0)
    verify_improvement(action_id=done, effective=True, note="", at=at + 9 * DAY, by=lead)
    assert queries.corrective_action(done).state is ActionState.EFFECTIVE
    with pytest.raises(Refusal):
        look_at_action(action_id=done, at=at + 20 * DAY, by=SYSTEM)


def test_overdue_work_is_a_broken_promise_and_work_in_time_a_kept_one(
    complaint: int, lead: Actor, at: datetime
) -> None:
    given = {"complaint_id": complaint, "staff_id": lead.id, "what": "复训", "cause": "workmanship", "by": lead}
    late, good = (plan_corrective_action(**given, due_on=TODAY + DAY, at=at) for _n in range(2))
    finish_corrective_action(action_id=good, note="", at=at + DAY, by=lead)
    sweep_promises(at=at + 3 * DAY)
    assert states_of(f"corrective_action:{good}") == {"action_done": "kept"}
    assert states_of(f"corrective_action:{late}") == {"action_done": "broken"}


def test_where_the_cause_is_worked_on_is_where_it_is_counted(
    complaint: int, scene: Scene, lead: Actor, at: datetime
) -> None:
    others = {"caregiver_id": _another(at)}
    more_visits(scene, [at - 2 * DAY] * 6, **others)
    more_complaints(scene, [at - DAY] * 2, "workmanship", **others)
    more_complaints(scene, [at - DAY], "workmanship.not_clean")
    given = {"complaint_id": complaint, "staff_id": lead.id, "what": "复训", "cause": "workmanship", "due_on": TODAY}
    seen = {}
    for where in (Scope.CAREGIVER, Scope.OFFERING, Scope.COMPANY):
        action_id = plan_corrective_action(**given, scope=where, at=at, by=lead)
        finish_corrective_action(action_id=action_id, note="", at=at + timedelta(minutes=1), by=lead)
        found = queries.recurrence_of(action_id, at=at + DAY)
        assert found is not None
        seen[where] = (found.complaints_before, found.visits_before)
    assert seen == {Scope.CAREGIVER: (1, 1), Scope.OFFERING: (3, 7), Scope.COMPANY: (3, 7)}
    with pytest.raises(Refusal) as refusal:
        plan_corrective_action(**given, scope=Scope.STEP, at=at, by=lead)
    assert refusal.value.field == "scope"


def test_a_step_of_the_standard_counts_its_own_complaints(
    complaint: int, scene: Scene, lead: Actor, at: datetime
) -> None:
    assess_complaint(
        complaint_id=complaint, severity=Severity.MINOR, cause="workmanship", step="擦窗台", at=at, by=lead
    )
    more_complaints(scene, [at - DAY], "workmanship")
    given = {"complaint_id": complaint, "staff_id": lead.id, "what": "复训", "cause": "workmanship", "due_on": TODAY}
    action_id = plan_corrective_action(**given, scope=Scope.STEP, at=at, by=lead)
    finish_corrective_action(action_id=action_id, note="", at=at + timedelta(minutes=1), by=lead)
    found = queries.recurrence_of(action_id, at=at + DAY)
    assert found is not None
    assert (found.complaints_before, found.visits_before) == (0, 1)
    assert queries.corrective_action(action_id).place.step == "擦窗台"


def _another(at: datetime) -> int:
    return caregiver(at=at, name="王桂芳", phone="13700000055")


def test_a_look_that_fails_holds_up_no_other(done: int, scene: Scene, scope: int, at: datetime) -> None:
    since(scene, at, visits=60, complaints=0)
    outcomes = [look_at_action(action_id=done, at=at + 14 * DAY, by=SYSTEM)]
    assert outcomes == [CheckOutcome.HELPED]
    assert check_improvements(company_id=scope, at=at + 14 * DAY) == 0
