"""Setting out, checking in, finishing, and the household's word."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from anjia.booking import queries as booking_queries
from anjia.booking.operations import cancel_visit
from anjia.catalog.operations import NewStep, set_standard
from anjia.dispatch.operations import reassign
from anjia.dispatch.testing import caregiver
from anjia.fieldwork import operations, queries
from anjia.fieldwork.events import VisitCompleted
from anjia.fieldwork.rules import State, When
from anjia.fieldwork.testing import HOME, AssignedVisit, a_photo, arrive, assigned_visit
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope

FAR_OFF = {"latitude": 31.2153, "longitude": 121.4365}


def facts(visit: AssignedVisit) -> list[str]:
    return [fact.name.partition(".")[2] for fact in story_of(f"visit:{visit.visit_id}") if fact.name[:5] == "field"]


def test_setting_out_is_told_once_however_often_it_is_said(visit: AssignedVisit) -> None:
    at = visit.starts_at - timedelta(minutes=30)
    operations.set_out(**visit.whose, at=at, by=visit.by)
    operations.set_out(**visit.whose, at=at + timedelta(minutes=5), by=visit.by)
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.set_out_at) == (State.ON_THE_WAY, at)
    assert facts(visit) == ["CaregiverSetOut"]


def test_check_in_keeps_only_the_distance_and_how_late(visit: AssignedVisit) -> None:
    at = visit.starts_at + timedelta(minutes=12)
    operations.check_in(
        **visit.whose, latitude=31.1962, longitude=121.4365, at=at, by=visit.by, said_at=visit.starts_at
    )
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.check_in_metres, progress.late_minutes) == (State.AT_THE_DOOR, 100, 12)
    assert (progress.checked_in_at, progress.check_in_said_at, progress.far) == (at, visit.starts_at, False)
    assert "121.4" not in str(story_of(f"visit:{visit.visit_id}")[0].event.to_body())


def test_a_check_in_far_from_the_home_needs_a_note(visit: AssignedVisit) -> None:
    with pytest.raises(Refusal, match="about 2220 m from the home") as refusal:
        operations.check_in(**visit.whose, **FAR_OFF, at=visit.starts_at, by=visit.by)
    assert refusal.value.field == "note"
    operations.check_in(**visit.whose, **FAR_OFF, note="新家在隔壁小区", at=visit.starts_at, by=visit.by)
    progress = queries.progress_of(visit.visit_id)
    assert (progress.check_in_metres, progress.far, progress.check_in_note) == (2220, True, "新家在隔壁小区")


@pytest.mark.parametrize("place", [(None, None), (91.0, 0.0), (float("nan"), 121.4)])
def test_a_phone_without_a_place_needs_a_note(visit: AssignedVisit, place: tuple[Any, Any]) -> None:
    where = {"latitude": place[0], "longitude": place[1]}
    with pytest.raises(Refusal, match="does not say where you are"):
        operations.check_in(**visit.whose, **where, at=visit.starts_at, by=visit.by)
    operations.check_in(**visit.whose, **where, note="没有信号", at=visit.starts_at, by=visit.by)
    assert queries.progress_of(visit.visit_id).far


def test_a_home_known_only_by_its_district_asks_for_no_distance(scope: int, at: Any) -> None:
    visit = assigned_visit(at=at, place=None)
    operations.check_in(**visit.whose, latitude=None, longitude=None, at=visit.starts_at, by=visit.by)
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.check_in_metres, progress.far) == (State.AT_THE_DOOR, None, False)


def do_everything(visit: AssignedVisit) -> None:
    at = arrive(visit)
    for position in (1, 2, 3):
        operations.tick_step(**visit.whose, position=position, at=at, by=visit.by)
    for when in When:
        operations.add_photo(**visit.whose, position=1, when=when, upload=a_photo(), at=at, by=visit.by)


def test_a_finished_visit_tells_everything_the_others_need(visit: AssignedVisit) -> None:
    do_everything(visit)
    at = visit.starts_at + timedelta(minutes=175)
    operations.complete_visit(**visit.whose, closing_note="厨房台面多擦了一遍。", at=at, by=visit.by)
    booked = booking_queries.visit(visit.visit_id)
    assert booked.state == "done"
    assert story_of(f"visit:{visit.visit_id}")[0].event == VisitCompleted(
        visit_id=visit.visit_id,
        caregiver_id=visit.caregiver_id,
        household_id=visit.household_id,
        order_id=booked.order_id,
        offering_id=visit.offering_id,
        starts_at=visit.starts_at,
        minutes=180,
        price_fen=15000,
        worked_minutes=175,
    )


def test_finishing_twice_is_finishing_once(visit: AssignedVisit) -> None:
    do_everything(visit)
    for _time in range(2):
        operations.complete_visit(**visit.whose, at=visit.starts_at + timedelta(hours=3), by=visit.by)
    assert facts(visit).count("VisitCompleted") == 1


def test_what_is_missing_is_named_and_may_be_left_out_for_a_reason(visit: AssignedVisit) -> None:
    at = arrive(visit)
    operations.tick_step(**visit.whose, position=1, at=at, by=visit.by)
    with pytest.raises(Refusal, match="“厨房台面擦净”, “卫生间消毒”, “地面拖净”") as refusal:
        operations.complete_visit(**visit.whose, at=at, by=visit.by)
    assert refusal.value.field == "reason"
    assert booking_queries.visit(visit.visit_id).state == "planned"
    operations.complete_visit(**visit.whose, reason="客户说今天不用拖地", at=at, by=visit.by)
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.missing_reason) == (State.DONE, "客户说今天不用拖地")


def test_a_reason_that_was_not_needed_is_not_kept(visit: AssignedVisit) -> None:
    do_everything(visit)
    operations.complete_visit(**visit.whose, reason="没有什么", at=visit.starts_at, by=visit.by)
    assert queries.progress_of(visit.visit_id).missing_reason == ""


def test_work_begins_at_the_door(visit: AssignedVisit) -> None:
    at = visit.starts_at
    with pytest.raises(Refusal, match="check in at the door first"):
        operations.tick_step(**visit.whose, position=1, at=at, by=visit.by)
    with pytest.raises(Refusal, match="check in at the door first"):
        operations.complete_visit(**visit.whose, reason="早点走", at=at, by=visit.by)


def test_a_finished_visit_is_not_changed_any_more(visit: AssignedVisit) -> None:
    do_everything(visit)
    at = visit.starts_at + timedelta(hours=3)
    operations.complete_visit(**visit.whose, at=at, by=visit.by)
    with pytest.raises(Refusal, match="finished and can no longer be changed"):
        operations.untick_step(**visit.whose, position=1, at=at, by=visit.by)


@pytest.mark.parametrize("hours", [-13, 3 + 73])
def test_acts_long_before_or_after_the_visit_are_refused_with_its_time(visit: AssignedVisit, hours: int) -> None:
    with pytest.raises(Refusal, match="24 November 10:00"):
        operations.set_out(**visit.whose, at=visit.starts_at + timedelta(hours=hours), by=visit.by)


def test_a_cancelled_visit_says_do_not_go(visit: AssignedVisit, at: Any) -> None:
    cancel_visit(visit_id=visit.visit_id, reason="出差", at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="cancelled"):
        operations.set_out(**visit.whose, at=visit.starts_at, by=visit.by)


ACTS: list[Callable[..., None]] = [operations.set_out, operations.complete_visit]


@pytest.mark.parametrize("act", ACTS)
def test_another_caregiver_may_not_act_on_the_visit(visit: AssignedVisit, at: Any, act: Callable[..., None]) -> None:
    stranger = caregiver("李敏", at=at, number=2)
    with pytest.raises(Missing):
        act(visit_id=visit.visit_id, caregiver_id=stranger, at=visit.starts_at, by=Actor("caregiver", stranger))


def test_another_company_sees_no_such_visit(visit: AssignedVisit, stranger_id: int) -> None:
    with company_scope(stranger_id), pytest.raises(Missing):
        operations.set_out(**visit.whose, at=visit.starts_at, by=visit.by)
    with company_scope(stranger_id), pytest.raises(Missing):
        queries.progress_of(visit.visit_id)


def test_the_same_tap_delivered_twice_is_had_once(visit: AssignedVisit) -> None:
    at = arrive(visit)
    tap = uuid4()
    for _time in range(2):
        operations.tick_step(**visit.whose, position=2, client_id=tap, at=at, by=visit.by)
    operations.untick_step(**visit.whose, position=2, client_id=uuid4(), at=at, by=visit.by)
    operations.tick_step(**visit.whose, position=2, client_id=tap, at=at, by=visit.by)
    assert queries.progress_of(visit.visit_id).ticked == 0
    assert facts(visit)[:2] == ["StepUnticked", "StepTicked"]


def test_a_refused_tap_can_be_sent_again(visit: AssignedVisit) -> None:
    tap = uuid4()
    with pytest.raises(Refusal):
        operations.tick_step(**visit.whose, position=1, client_id=tap, at=visit.starts_at, by=visit.by)
    at = arrive(visit)
    operations.tick_step(**visit.whose, position=1, client_id=tap, at=at, by=visit.by)
    assert queries.progress_of(visit.visit_id).ticked == 1


def test_a_taps_number_is_good_for_one_act_only(visit: AssignedVisit) -> None:
    tap = uuid4()
    operations.set_out(**visit.whose, client_id=tap, at=visit.starts_at, by=visit.by)
    with pytest.raises(Refusal, match="already sent for something else"):
        operations.complete_visit(**visit.whose, client_id=tap, at=visit.starts_at, by=visit.by)


def test_who_takes_the_visit_over_starts_her_own_way_and_keeps_the_ticks(visit: AssignedVisit, at: Any) -> None:
    began = arrive(visit, late_minutes=20)
    operations.tick_step(**visit.whose, position=1, at=began, by=visit.by)
    other = caregiver("李敏", at=at, number=2)
    reassign(visit_id=visit.visit_id, caregiver_id=other, reason="身体不适", at=began, by=SYSTEM)
    operations.set_out(visit_id=visit.visit_id, caregiver_id=other, at=began, by=Actor("caregiver", other))
    progress = queries.progress_of(visit.visit_id)
    assert (progress.caregiver_id, progress.state, progress.ticked) == (other, State.ON_THE_WAY, 1)
    assert progress.late_minutes == 0


def test_a_later_standard_does_not_change_a_visit_under_way(visit: AssignedVisit) -> None:
    at = arrive(visit)
    set_standard(offering_id=visit.offering_id, steps=[NewStep("全新步骤")], at=at, by=SYSTEM)
    titles = [step.title for step in queries.progress_of(visit.visit_id).steps]
    assert titles == ["厨房台面擦净", "卫生间消毒", "地面拖净"]


def test_the_households_word_reaches_the_caregiver(visit: AssignedVisit) -> None:
    household = Actor("household", visit.household_id, "陈女士")
    note = {"visit_id": visit.visit_id, "household_id": visit.household_id, "at": visit.starts_at, "by": household}
    for _time in range(2):
        operations.leave_note(**note, text="宝宝在睡觉，请先做客厅。")
    assert queries.progress_of(visit.visit_id).household_note == "宝宝在睡觉，请先做客厅。"
    assert facts(visit) == ["HouseholdNoted"]
    with pytest.raises(Missing):
        operations.leave_note(**{**note, "household_id": visit.household_id + 1}, text="不是我家")


def test_a_note_after_the_visit_is_refused_with_the_way_out(visit: AssignedVisit) -> None:
    do_everything(visit)
    operations.complete_visit(**visit.whose, at=visit.starts_at, by=visit.by)
    with pytest.raises(Refusal, match="call the company"):
        operations.leave_note(
            visit_id=visit.visit_id, household_id=visit.household_id, text="谢谢", at=visit.starts_at, by=visit.by
        )


def test_check_in_without_setting_out_is_possible(visit: AssignedVisit) -> None:
    operations.check_in(
        **visit.whose, latitude=HOME.latitude, longitude=HOME.longitude, at=visit.starts_at, by=visit.by
    )
    assert queries.progress_of(visit.visit_id).state is State.AT_THE_DOOR
