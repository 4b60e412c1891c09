"""Time is kept once, with the ways around it, until somebody decides or the minutes run out."""

from datetime import datetime, timedelta

import pytest

from anjia.booking.testing import plan_visit
from anjia.dispatch import events, queries, tasks
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations import confirm_hold, release_expired_holds, release_hold
from anjia.dispatch.testing import NEAR, caregiver, hold
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave, set_trades

FAR = Place(31.26, 121.52)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def test_a_hold_is_told_and_keeps_the_time(wang: int, at: datetime, tuesday: datetime) -> None:
    hold_id = hold(wang, at=at, starts_at=tuesday)
    found = queries.hold(hold_id)
    assert (found.caregiver_id, found.starts_at, found.is_hold) == (wang, tuesday, True)
    assert found.expires_at == at + timedelta(minutes=10)
    fact = story_of(f"caregiver:{wang}")[0].event
    assert fact == events.SlotHeld(
        hold_id=hold_id,
        caregiver_id=wang,
        household_id=None,
        starts_at=tuesday,
        minutes=120,
        expires_at=at + timedelta(minutes=10),
    )


def test_time_just_taken_is_refused_with_her_next_free_start(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday)
    with pytest.raises(Refusal) as refused:
        hold(wang, at=at, starts_at=tuesday + hours(1))
    assert "王芳" in refused.value.sentence
    assert "12:30" in refused.value.sentence
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("shift", "free"),
    [(-2.5, True), (-2, False), (2, False), (2.05, False), (2.1, True)],
    ids=["before", "no time for the way there", "right after", "too soon after", "after the way"],
)
def test_the_way_beside_a_visit_must_fit(wang: int, at: datetime, tuesday: datetime, shift: float, free: bool) -> None:
    hold(wang, at=at, starts_at=tuesday + hours(1))
    if free:
        hold(wang, at=at, starts_at=tuesday + hours(1 + shift))
    else:
        with pytest.raises(Refusal):
            hold(wang, at=at, starts_at=tuesday + hours(1 + shift))


def test_a_visit_between_two_changes_the_way_to_the_later_one(wang: int, at: datetime, tuesday: datetime) -> None:
    early = hold(wang, at=at, starts_at=tuesday - hours(2), minutes=60)
    late = hold(wang, at=at, starts_at=tuesday + hours(5), minutes=60)
    assert queries.hold(late).way_minutes == 5
    between = hold(wang, at=at, starts_at=tuesday + hours(1), minutes=60, place=FAR)
    assert queries.hold(early).way_minutes == 0
    assert queries.hold(between).way_minutes == queries.hold(late).way_minutes > 50
    release_hold(hold_id=between, at=at, by=SYSTEM)
    assert queries.hold(late).way_minutes == 5


def test_outside_her_hours_is_refused(wang: int, at: datetime, tuesday: datetime) -> None:
    with pytest.raises(Refusal, match="25 November 08:00"):
        hold(wang, at=at, starts_at=tuesday + hours(7))


def test_during_leave_is_refused(wang: int, at: datetime, tuesday: datetime) -> None:
    record_leave(caregiver_id=wang, starts_at=tuesday, ends_at=tuesday + hours(3), at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="13:00"):
        hold(wang, at=at, starts_at=tuesday)


def test_a_start_in_the_past_is_refused(wang: int, at: datetime, tuesday: datetime) -> None:
    with pytest.raises(Refusal):
        hold(wang, at=tuesday, starts_at=tuesday)


def test_who_does_not_do_the_work_is_refused_and_who_is_unknown_is_missing(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    set_trades(caregiver_id=wang, trades={}, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="王芳"):
        hold(wang, at=at, starts_at=tuesday)
    with pytest.raises(Missing):
        hold(wang + 1000, at=at, starts_at=tuesday)


@pytest.mark.parametrize("minutes", [0, 14, 24 * 60 + 1, -5])
def test_an_impossible_length_is_refused(wang: int, at: datetime, tuesday: datetime, minutes: int) -> None:
    with pytest.raises(Refusal):
        hold(wang, at=at, starts_at=tuesday, minutes=minutes)


def test_without_a_name_the_best_is_held_and_then_the_next(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    chosen = [queries.hold(hold(None, at=at, starts_at=tuesday)).caregiver_id for _ in range(2)]
    assert chosen == [wang, li]
    with pytest.raises(Refusal):
        hold(None, at=at, starts_at=tuesday)


def test_run_out_time_is_free_for_the_next_and_told(wang: int, at: datetime, tuesday: datetime) -> None:
    first = hold(wang, at=at, starts_at=tuesday)
    later = at + timedelta(minutes=10)
    second = hold(wang, at=later, starts_at=tuesday)
    assert queries.hold(first).state == "released"
    assert queries.hold(second).is_hold
    told = [fact.event for fact in story_of(f"hold:{first}") if fact.name == "dispatch.HoldReleased"]
    assert [fact.ran_out for fact in told] == [True]


def test_a_hold_given_back_twice_is_given_back_once(wang: int, at: datetime, tuesday: datetime) -> None:
    hold_id = hold(wang, at=at, starts_at=tuesday)
    release_hold(hold_id=hold_id, at=at, by=SYSTEM)
    release_hold(hold_id=hold_id, at=at, by=SYSTEM)
    assert len(story_of(f"hold:{hold_id}")) == 2
    hold(wang, at=at, starts_at=tuesday)


def test_the_sweep_releases_what_ran_out_in_every_company(
    wang: int, stranger_id: int, at: datetime, tuesday: datetime
) -> None:
    mine = hold(wang, at=at, starts_at=tuesday)
    lasting = hold(wang, at=at, starts_at=tuesday + hours(3), hold_minutes=60)
    with company_scope(stranger_id):
        theirs = hold(caregiver("张静", at=at, number=9), at=at, starts_at=tuesday)
    assert release_expired_holds(at=at + timedelta(minutes=10)) == 2
    assert release_expired_holds(at=at + timedelta(minutes=10)) == 0
    states = dict(Assignment.everywhere.values_list("id", "state"))
    assert states == {mine: "released", lasting: "held", theirs: "released"}


def test_the_timed_task_sweeps_by_the_clock(wang: int, at: datetime, tuesday: datetime) -> None:
    hold_id = hold(wang, at=at, starts_at=tuesday)
    with clock.clock_at(at + timedelta(minutes=11)):
        tasks.sweep_holds.call()
    assert queries.hold(hold_id).state == "released"


def test_another_company_cannot_see_or_touch_a_hold(
    wang: int, stranger_id: int, at: datetime, tuesday: datetime
) -> None:
    hold_id = hold(wang, at=at, starts_at=tuesday)
    with company_scope(stranger_id):
        for reach in (
            lambda: queries.hold(hold_id),
            lambda: release_hold(hold_id=hold_id, at=at, by=SYSTEM),
            lambda: confirm_hold(hold_id=hold_id, visit_id=1, at=at, by=SYSTEM),
            lambda: hold(wang, at=at, starts_at=tuesday + hours(4)),
        ):
            with pytest.raises(Missing):
                reach()


def test_a_confirmed_hold_is_the_visits_and_twice_is_once(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday, minutes=120)
    hold_id = hold(wang, at=at, starts_at=tuesday)
    assert confirm_hold(hold_id=hold_id, visit_id=visit_id, at=at, by=SYSTEM) == hold_id
    assert confirm_hold(hold_id=hold_id, visit_id=visit_id, at=at, by=SYSTEM) == hold_id
    found = queries.assignment_of(visit_id)
    assert found is not None
    assert (found.caregiver_id, found.state, found.expires_at) == (wang, "assigned", None)
    assert next(fact.name for fact in story_of(f"visit:{visit_id}")) == "dispatch.CaregiverAssigned"
    with pytest.raises(Refusal):
        release_hold(hold_id=hold_id, at=at, by=SYSTEM)


def test_a_run_out_hold_counts_while_nobody_else_took_the_time(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday, minutes=120)
    hold_id = hold(wang, at=at, starts_at=tuesday)
    later = at + timedelta(minutes=30)
    confirm_hold(hold_id=hold_id, visit_id=visit_id, at=later, by=SYSTEM)
    assert release_expired_holds(at=later) == 0


def test_a_released_hold_cannot_be_confirmed(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday, minutes=120)
    hold_id = hold(wang, at=at, starts_at=tuesday)
    release_hold(hold_id=hold_id, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        confirm_hold(hold_id=hold_id, visit_id=visit_id, at=at, by=SYSTEM)


def test_a_hold_of_another_time_cannot_be_confirmed(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday, minutes=180)
    hold_id = hold(wang, at=at, starts_at=tuesday)
    with pytest.raises(Refusal):
        confirm_hold(hold_id=hold_id, visit_id=visit_id, at=at, by=SYSTEM)


def test_a_visit_takes_one_hold_only(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday, minutes=120)
    confirm_hold(hold_id=hold(wang, at=at, starts_at=tuesday), visit_id=visit_id, at=at, by=SYSTEM)
    second = hold(li, at=at, starts_at=tuesday)
    with pytest.raises(Refusal):
        confirm_hold(hold_id=second, visit_id=visit_id, at=at, by=SYSTEM)
    assert queries.hold(second).is_hold


def test_a_place_that_is_next_door_costs_the_minutes_at_the_door(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday)
    after = hold(wang, at=at, starts_at=tuesday + timedelta(minutes=125), place=NEAR)
    assert queries.hold(after).way_minutes == 5
