"""Judging, handing over, waiting and planning."""

from datetime import datetime, timedelta

import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.promises.events import PromiseBroken
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.handlers import escalate_the_complaint
from anjia.quality.operations import (
    NewStep,
    ask_back,
    assess_complaint,
    contest_resolution,
    end_silent_waits,
    go_on,
    hand_to_team,
    open_complaint,
    plan_settlement,
    reply_to_complaint,
    resolve_complaint,
    set_team,
    take_complaint,
    take_plan_step,
)
from anjia.quality.queries import ComplaintFilter
from anjia.quality.rules import Cause, Severity
from anjia.quality.testing import Scene

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def due(kind: str, complaint_id: int) -> datetime:
    promise = promise_of(kind, f"complaint:{complaint_id}")
    assert promise is not None
    return promise.due_at


def plan(complaint_id: int, by: Actor, at: datetime, *days: float) -> int:
    steps = [NewStep(f"第{day}天上门", at + day * DAY) for day in days]
    return plan_settlement(complaint_id=complaint_id, reason="需要换地板，配件要订货", steps=steps, at=at, by=by)


@pytest.mark.parametrize(("severity", "answered", "settled"), [("minor", 24, 72), ("serious", 8, 48), ("grave", 2, 24)])
def test_each_severity_is_promised_its_own_times(
    scene: Scene, at: datetime, severity: str, answered: int, settled: int
) -> None:
    complaint_id = open_complaint(
        household_id=scene.household_id, text="迟到", severity=Severity(severity), at=at, by=scene.household
    )
    kinds = sorted(states_of(f"complaint:{complaint_id}"))
    assert [due(kind, complaint_id) for kind in kinds] == [at + answered * HOUR, at + settled * HOUR]


def test_graver_is_promised_sooner_and_never_later_than_before(complaint: int, lead: Actor, at: datetime) -> None:
    judged = {"complaint_id": complaint, "cause": "damage.broken", "by": lead}
    assess_complaint(**judged, severity=Severity.GRAVE, text="有人受伤", at=at + 7 * HOUR)
    assert due("answered_grave", complaint) == at + 8 * HOUR
    assert due("settled_grave", complaint) == at + 31 * HOUR
    assert states_of(f"complaint:{complaint}")["answered_serious"] == "released"
    found = queries.complaint(complaint)
    assert (found.severity, found.cause) == ("grave", "damage.broken")


def test_less_grave_leaves_what_was_promised(complaint: int, lead: Actor, at: datetime) -> None:
    for _n in range(2):
        assess_complaint(complaint_id=complaint, severity=Severity.MINOR, cause="pace", at=at + HOUR, by=lead)
    assert states_of(f"complaint:{complaint}") == {"answered_serious": "open", "settled_serious": "open"}
    resolve_complaint(complaint_id=complaint, text="已返工", at=at + 2 * HOUR, by=lead)
    assert set(states_of(f"complaint:{complaint}").values()) == {"kept"}


def test_a_cause_the_tree_has_not_is_refused(complaint: int, lead: Actor, at: datetime) -> None:
    for cause in ("nothing", "damage.own9", "<b>", "damage.broken.more"):
        with pytest.raises(Refusal):
            assess_complaint(complaint_id=complaint, severity=Severity.MINOR, cause=cause, at=at, by=lead)


def test_the_clock_stands_still_while_the_household_is_asked(
    complaint: int, adviser: Actor, scene: Scene, at: datetime
) -> None:
    ask_back(complaint_id=complaint, text="哪一天方便我们上门？", at=at + HOUR, by=adviser)
    assert queries.complaint(complaint).waiting
    assert states_of(f"complaint:{complaint}")["answered_serious"] == "kept"
    assert sweep_promises(at=at + 60 * HOUR) == 0
    reply_to_complaint(complaint_id=complaint, text="周六", at=at + 61 * HOUR, by=scene.household)
    assert not queries.complaint(complaint).waiting
    assert due("settled_serious", complaint) == at + 108 * HOUR
    with pytest.raises(Refusal):
        go_on(complaint_id=complaint, at=at + 62 * HOUR, by=adviser)


def test_one_question_at_a_time_and_none_about_a_settled_complaint(
    complaint: int, adviser: Actor, at: datetime
) -> None:
    asked = {"complaint_id": complaint, "text": "哪一天方便？", "by": adviser}
    ask_back(**asked, at=at)
    with pytest.raises(Refusal):
        ask_back(**asked, at=at + HOUR)
    resolve_complaint(complaint_id=complaint, text="已返工", at=at + HOUR, by=adviser)
    assert not queries.complaint(complaint).waiting
    with pytest.raises(Refusal):
        ask_back(**asked, at=at + 2 * HOUR)


def test_a_silent_household_stops_no_clock_for_more_than_a_week(complaint: int, adviser: Actor, at: datetime) -> None:
    ask_back(complaint_id=complaint, text="哪一天方便？", at=at, by=adviser)
    assert end_silent_waits(at=at + 6 * DAY) == 0
    assert [end_silent_waits(at=at + 7 * DAY) for _n in range(2)] == [1, 0]
    assert due("settled_serious", complaint) == at + 7 * DAY + 48 * HOUR


def test_staff_go_on_when_they_know_it_by_another_way(complaint: int, adviser: Actor, at: datetime) -> None:
    ask_back(complaint_id=complaint, text="哪一天方便？", at=at, by=adviser)
    go_on(complaint_id=complaint, at=at + 5 * HOUR, by=adviser)
    assert due("settled_serious", complaint) == at + 53 * HOUR


def test_what_takes_longer_is_explained_with_steps_that_are_promises(complaint: int, lead: Actor, at: datetime) -> None:
    plan(complaint, lead, at + HOUR, 2, 6)
    found = queries.case_of(complaint)
    assert found.plan is not None
    assert [step.text for step in found.plan.steps] == ["第2天上门", "第6天上门"]
    assert found.complaint.plans == 1
    assert [m.kind for m in found.for_household] == ["plan"]
    states = states_of(f"complaint:{complaint}")
    assert states["answered_serious"] == "kept"
    assert due("settled_serious", complaint) == at + HOUR + 6 * DAY
    first, second = found.plan.steps
    take_plan_step(plan_step_id=first.id, text="已量好尺寸", at=at + DAY, by=lead)
    with pytest.raises(Refusal):
        take_plan_step(plan_step_id=first.id, at=at + DAY, by=lead)
    assert states_of(first.subject) == {"plan_step": "kept"}
    resolve_complaint(complaint_id=complaint, text="换好了", at=at + 3 * DAY, by=lead)
    assert states_of(second.subject) == {"plan_step": "released"}
    with pytest.raises(Refusal):
        take_plan_step(plan_step_id=second.id, at=at + 3 * DAY, by=lead)


def test_a_later_plan_takes_the_place_of_the_first(complaint: int, lead: Actor, at: datetime) -> None:
    plan(complaint, lead, at, 2)
    old = queries.case_of(complaint).plan
    plan(complaint, lead, at + DAY, 3)
    assert old is not None
    assert states_of(old.steps[0].subject) == {"plan_step": "released"}
    with pytest.raises(Refusal):
        take_plan_step(plan_step_id=old.steps[0].id, at=at + DAY, by=lead)
    assert due("settled_serious", complaint) == at + 4 * DAY


@pytest.mark.parametrize("days", [(), (-1,), (15,), tuple(range(1, 14))])
def test_a_plan_that_cannot_be_is_refused(complaint: int, lead: Actor, at: datetime, days: tuple[int, ...]) -> None:
    with pytest.raises(Refusal) as refusal:
        plan(complaint, lead, at, *days)
    assert refusal.value.field == "steps"


def test_no_plan_reaches_further_for_being_made_again(complaint: int, lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal, match=r"(?<!年)12月6日 10:00|6 December 10:00"):
        plan(complaint, lead, at + 10 * DAY, 5)


def test_after_a_contest_a_plan_counts_from_there(complaint: int, lead: Actor, scene: Scene, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="已返工", at=at + HOUR, by=lead)
    contest_resolution(complaint_id=complaint, text="没有", at=at + 10 * DAY, by=scene.household)
    plan(complaint, lead, at + 11 * DAY, 9)


def test_a_step_that_is_missed_moves_the_complaint_up_once(complaint: int, lead: Actor, at: datetime) -> None:
    plan(complaint, lead, at, 1, 5)
    found = queries.case_of(complaint).plan
    assert found is not None
    step = found.steps[0]
    promise = promise_of("plan_step", step.subject)
    assert promise is not None
    event = PromiseBroken(
        promise_id=promise.id,
        kind="plan_step",
        subject=step.subject,
        due_at=step.due_at,
        household_id=None,
        clause_id=1,
    )
    for _n in range(2):
        escalate_the_complaint(event, at=at + 2 * DAY)
    ups = [m for m in queries.case_of(complaint).messages if m.kind == "escalation"]
    assert [m.reason for m in ups] == ["step_missed"]
    assert queries.complaint(complaint).owner_id == lead.id


def test_a_waiting_household_stops_the_steps_of_a_plan_too(
    complaint: int, lead: Actor, scene: Scene, at: datetime
) -> None:
    plan(complaint, lead, at, 1)
    ask_back(complaint_id=complaint, text="周几方便？", at=at + HOUR, by=lead)
    assert sweep_promises(at=at + 3 * DAY) == 0
    reply_to_complaint(complaint_id=complaint, text="周三", at=at + 3 * DAY, by=scene.household)
    found = queries.case_of(complaint).plan
    assert found is not None
    promise = promise_of("plan_step", found.steps[0].subject)
    assert promise is not None
    assert promise.due_at == at + DAY + 3 * DAY - HOUR


def test_a_team_gets_the_complaints_of_its_causes(scene: Scene, lead: Actor, adviser: Actor, at: datetime) -> None:
    team = set_team(name="客户关怀组", staff_ids=[lead.id], causes=["damage", "money.refund"], at=at, by=lead)
    given = {"household_id": scene.household_id, "at": at, "by": scene.household}
    broken = queries.complaint(open_complaint(**given, text="花瓶", cause="damage.broken"))
    late = queries.complaint(open_complaint(**given, text="迟到", cause=Cause.LATENESS))
    assert (broken.team, broken.owner_id) == (f"team:{team}", lead.id)
    assert (late.team, late.owner_id) == ("adviser", adviser.id)
    assert [one.id for one in queries.complaints_page(ComplaintFilter(team=f"team:{team}")).complaints] == [broken.id]


def test_a_complaint_is_handed_to_a_team_with_somebody_in_it(
    complaint: int, adviser: Actor, lead: Actor, at: datetime
) -> None:
    hand_to_team(complaint_id=complaint, team="quality_lead", text="需要品质判断", at=at, by=adviser)
    assert queries.complaint(complaint).owner_id == lead.id
    for team in ("finance", "team:99", "nobody"):
        with pytest.raises(Refusal):
            hand_to_team(complaint_id=complaint, team=team, text="", at=at, by=adviser)
    take_complaint(complaint_id=complaint, at=at, by=adviser)
    take_complaint(complaint_id=complaint, at=at, by=adviser)
    handed = [m for m in queries.case_of(complaint).messages if m.kind == "handover"]
    assert [m.staff_id for m in handed] == [lead.id, adviser.id]
    assert not [m for m in queries.case_of(complaint).for_household if m.kind == "handover"]


@pytest.mark.parametrize("text", ["😀" * 250_000, "", " \x00 "])
def test_a_megabyte_of_smileys_and_nothing_at_all_are_refused(
    complaint: int, adviser: Actor, scene: Scene, at: datetime, text: str
) -> None:
    with pytest.raises(Refusal):
        open_complaint(household_id=scene.household_id, text=text, at=at, by=scene.household)
    with pytest.raises(Refusal):
        ask_back(complaint_id=complaint, text=text, at=at, by=adviser)
    with pytest.raises(Refusal):
        plan_settlement(complaint_id=complaint, reason=text, steps=[NewStep("上门", at + DAY)], at=at, by=adviser)


def test_another_company_sees_no_plan_and_takes_no_step(
    complaint: int, lead: Actor, stranger_id: int, at: datetime
) -> None:
    plan(complaint, lead, at, 2)
    found = queries.case_of(complaint).plan
    assert found is not None
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            take_plan_step(plan_step_id=found.steps[0].id, at=at, by=SYSTEM)
        with pytest.raises(Missing):
            ask_back(complaint_id=complaint, text="哪天？", at=at, by=lead)
