"""Rounds by the calendar, what is seen, and how a deviation is put right."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.booking.queries import visit as booked
from anjia.fieldwork.testing import AssignedVisit, a_photo
from anjia.inspections import queries
from anjia.inspections.models import Inspection
from anjia.inspections.operations import (
    FindingSeen,
    drop_inspection,
    end_round,
    hold_inspection,
    look_again,
    plan_due_rounds,
    remedy_deviation,
    set_round,
)
from anjia.inspections.rules import DeviationState, Result, Severity, Target
from anjia.inspections.testing import hold, seen, visit_ahead
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.promises.testing import states_of
from anjia.quality.queries import corrective_action

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_round(visit: AssignedVisit, at: datetime, **changed: Any) -> int:
    values: dict[str, Any] = {
        "target": Target.CAREGIVER,
        "target_id": visit.caregiver_id,
        "every_weeks": 2,
        "starts_on": day_of(at) + timedelta(days=4),
        "at": at,
        "by": SYSTEM,
    }
    return set_round(**{**values, **changed})


def test_a_round_is_planned_a_week_ahead_each_time_once(visit: AssignedVisit, at: datetime) -> None:
    a_round(visit, at)
    assert plan_due_rounds(at=at + HOUR) == 0
    (first,) = queries.planned()
    assert (first.kind, first.caregiver_id, first.due_on) == ("round", visit.caregiver_id, day_of(at + 4 * DAY))
    assert plan_due_rounds(at=at + 12 * DAY) == 1
    assert plan_due_rounds(at=at + 13 * DAY) == 0
    assert Inspection.objects.count() == 2


def test_after_a_long_standstill_only_the_next_round_is_planned(visit: AssignedVisit, at: datetime) -> None:
    a_round(visit, at)
    assert plan_due_rounds(at=at + 100 * DAY) == 1


def test_an_ended_round_brings_nothing_more(visit: AssignedVisit, at: datetime) -> None:
    round_id = a_round(visit, at)
    end_round(round_id=round_id, at=at, by=SYSTEM)
    assert plan_due_rounds(at=at + 14 * DAY) == 0
    assert queries.rounds(at=at) == []
    with pytest.raises(Refusal):
        end_round(round_id=round_id, at=at, by=SYSTEM)
    a_round(visit, at, every_weeks=4)


@pytest.mark.parametrize("changed", [{"every_weeks": 0}, {"every_weeks": 105}, {"starts_on": -1}, {"starts_on": 400}])
def test_a_rhythm_that_is_none_is_refused(visit: AssignedVisit, at: datetime, changed: dict[str, int]) -> None:
    if "starts_on" in changed:
        changed = {"starts_on": day_of(at) + timedelta(days=changed["starts_on"])}  # type: ignore[dict-item]
    with pytest.raises(Refusal):
        a_round(visit, at, **changed)


def test_a_second_rhythm_and_a_foreign_target_are_refused(visit: AssignedVisit, stranger_id: int, at: datetime) -> None:
    a_round(visit, at)
    with pytest.raises(Refusal):
        a_round(visit, at)
    for target in Target:
        with company_scope(stranger_id), pytest.raises(Missing):
            a_round(visit, at, target=target)


def test_an_inspection_keeps_its_promise_and_says_what_was_seen(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime
) -> None:
    hold(check, visit, ["", "minor", "-"], at=at + 7 * HOUR, by=lead)
    record = queries.record_of(check)
    assert record is not None
    assert (record.seen, record.deviations, record.at_home) == (2, 1, True)
    assert states_of(f"inspection:{check}") == {"inspection": "kept"}
    assert queries.planned() == []
    told = [fact.name for fact in story_of(f"caregiver:{visit.caregiver_id}")]
    assert {"inspections.InspectionHeld", "inspections.DeviationFound"} <= set(told)


def test_a_deviation_opens_its_steps_remedy_at_once(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime
) -> None:
    hold(check, visit, ["", "minor", ""], at=at + 7 * HOUR, by=lead)
    (found,) = queries.deviations()
    assert (found.title, found.remedy, found.state) == ("卫生间消毒", "换布重新消毒", DeviationState.OPEN)
    assert states_of(f"finding:{found.id}") == {"deviation_remedied": "open"}
    assert found.action_id is None


def test_a_serious_one_calls_for_work_on_its_cause(check: int, visit: AssignedVisit, lead: Actor, at: datetime) -> None:
    hold(check, visit, ["serious", "", ""], at=at + 7 * HOUR, by=lead)
    (found,) = queries.deviations()
    assert found.action_id is not None
    action = corrective_action(found.action_id)
    assert (action.staff_id, action.what, action.due_on) == (lead.id, "重新除油，过清水两遍", day_of(at) + 14 * DAY)


def test_it_is_closed_only_when_somebody_else_has_looked_again(
    check: int, visit: AssignedVisit, lead: Actor, other: Actor, at: datetime
) -> None:
    hold(check, visit, ["", "minor", ""], at=at + 7 * HOUR, by=lead)
    (found,) = queries.deviations()
    with pytest.raises(Refusal):
        look_again(finding_id=found.id, right=True, note="", at=at + 8 * HOUR, by=other)
    remedy_deviation(finding_id=found.id, text="已换布重做", at=at + 8 * HOUR, by=visit.by, photo=a_photo())
    assert states_of(f"finding:{found.id}") == {"deviation_remedied": "kept"}
    with pytest.raises(Refusal):
        remedy_deviation(finding_id=found.id, text="又做了", at=at + 8 * HOUR, by=visit.by)
    look_again(finding_id=found.id, right=False, note="还有水渍", at=at + 9 * HOUR, by=lead)
    assert queries.finding(found.id).open
    assert states_of(f"finding:{found.id}") == {"deviation_remedied": "open"}
    remedy_deviation(finding_id=found.id, text="再做一遍", at=at + 10 * HOUR, by=lead)
    with pytest.raises(Refusal, match="复查"):
        look_again(finding_id=found.id, right=True, note="", at=at + 11 * HOUR, by=lead)
    look_again(finding_id=found.id, right=True, note="", at=at + 11 * HOUR, by=other)
    assert queries.finding(found.id).state is DeviationState.VERIFIED


def test_another_caregiver_cannot_put_it_right(check: int, visit: AssignedVisit, lead: Actor, at: datetime) -> None:
    hold(check, visit, ["minor", "", ""], at=at + 7 * HOUR, by=lead)
    (found,) = queries.deviations()
    with pytest.raises(Missing):
        remedy_deviation(finding_id=found.id, text="好了", at=at + 8 * HOUR, by=Actor("caregiver", 999))
    with pytest.raises(Missing):
        remedy_deviation(finding_id=found.id + 99, text="好了", at=at + 8 * HOUR, by=lead)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"findings": seen("-", "-", "-")}, "findings"),
        ({"findings": []}, "findings"),
        ({"findings": [FindingSeen(9, Result.OK)]}, ""),
        ({"findings": [FindingSeen(1, Result.OK), FindingSeen(1, Result.OK)]}, ""),
        ({"findings": [FindingSeen(1, Result.DEVIATION)]}, "findings"),
        ({"findings": [FindingSeen(1, Result.OK, Severity.GRAVE)]}, "findings"),
        ({"note": "长" * 1001}, None),
        ({"at": -7}, "visit"),
    ],
)
def test_what_is_no_record_is_refused(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime, changed: dict[str, Any], field: str | None
) -> None:
    values: dict[str, Any] = {
        "inspection_id": check,
        "visit_id": visit.visit_id,
        "findings": seen("", "", ""),
        "at_home": True,
        "agreed": True,
        "note": "",
        "at": at + 7 * HOUR,
        "by": lead,
    }
    changed = {**changed, "at": at + 7 * HOUR + changed.get("at", 0) * HOUR}
    with pytest.raises(Refusal) as refusal:
        hold_inspection(**{**values, **changed})
    assert field is None or refusal.value.field == field
    assert queries.inspection(check).state == "planned"


def test_a_second_record_and_one_of_a_dropped_inspection_are_refused(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime
) -> None:
    hold(check, visit, ["", "", ""], at=at + 7 * HOUR, by=lead)
    with pytest.raises(Refusal):
        hold(check, visit, ["", "", ""], at=at + 8 * HOUR, by=lead)
    with pytest.raises(Refusal):
        drop_inspection(inspection_id=check, reason="没空", at=at, by=lead)


def test_a_spot_check_is_about_its_own_visit_and_a_round_about_its_caregiver(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime
) -> None:
    elsewhere = visit_ahead(at=at, phone="13912345670", number=2)
    with pytest.raises(Refusal) as refusal:
        hold(check, elsewhere, ["", "", ""], at=at + 7 * HOUR, by=lead)
    assert refusal.value.field == "visit"
    a_round(visit, at)
    round_check = next(one for one in queries.planned() if one.kind == "round")
    assert booked(visit.visit_id).offering_id == visit.offering_id
    hold(round_check.id, visit, ["", "", ""], at=at + 7 * HOUR, by=lead, at_home=False)
    assert queries.findings_of_visit(visit.visit_id) == []
    assert len(queries.findings_of_visit(visit.visit_id, at_home=False)) == 3


def test_a_missed_inspection_breaks_its_promise(check: int, at: datetime) -> None:
    sweep_promises(at=at + 3 * DAY)
    assert states_of(f"inspection:{check}") == {"inspection": "broken"}
    assert [fact.name for fact in latest_facts(names=["promises.PromiseBroken"])]


def test_figures_count_and_weigh(check: int, visit: AssignedVisit, lead: Actor, at: datetime) -> None:
    hold(check, visit, ["minor", "", ""], at=at + 7 * HOUR, by=lead)
    rounds, spots = queries.figures_since(at - DAY, until=at + 5 * DAY)
    assert (rounds.due, rounds.share) == (0, None)
    assert (spots.due, spots.held, spots.deviating, spots.held_percent) == (1, 1, 1, 100)
    assert spots.share is not None and spots.estimate is not None
    assert spots.share.value == spots.estimate.value == 1.0


def test_lists_cost_the_same_however_long(
    check: int, visit: AssignedVisit, lead: Actor, at: datetime, django_assert_num_queries: Any
) -> None:
    hold(check, visit, ["minor", "serious", "grave"], at=at + 7 * HOUR, by=lead)
    with django_assert_num_queries(3):
        assert len(queries.deviations()) == 3
    with django_assert_num_queries(2):
        queries.figures_since(at - DAY, until=at + DAY)
