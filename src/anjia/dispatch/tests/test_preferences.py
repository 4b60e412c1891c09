"""Whom a household does not want, or who does not want it, is never offered, held, sent or swapped in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch import handlers, queries
from anjia.dispatch.events import CaregiverRefused
from anjia.dispatch.models import PairPreference
from anjia.dispatch.operations import (
    assign_visit,
    confirm_hold,
    favour_caregiver,
    lift_preference,
    reassign,
    refuse_caregiver,
    refuse_household,
)
from anjia.dispatch.rules import Liking, Said, Side, excluded, favoured
from anjia.dispatch.testing import NEAR, hold, visit_with
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of

Refuse = Callable[[int, int, datetime], int]
NOT_HERE = "cannot be sent to this home"


def by_household(household_id: int, caregiver_id: int, at: datetime) -> int:
    return refuse_caregiver(household_id=household_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)


def by_caregiver(household_id: int, caregiver_id: int, at: datetime) -> int:
    return refuse_household(household_id=household_id, caregiver_id=caregiver_id, reason="有大狗", at=at, by=SYSTEM)


def household_of(visit_id: int) -> int:
    return booking.visit(visit_id).household_id


def sent_to(visit_id: int) -> int | None:
    assignment = queries.assignment_of(visit_id)
    return assignment.caregiver_id if assignment else None


@pytest.mark.parametrize("refuse", [by_household, by_caregiver])
def test_who_is_refused_is_never_offered_held_sent_or_swapped_in(
    wang: int, li: int, at: datetime, tuesday: datetime, refuse: Refuse
) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    household_id = household_of(visit_id)
    refuse(household_id, wang, at)
    assert [one.caregiver_id for one in queries.candidates_for(visit_id, at=at)] == [li]
    asked = {"minutes": 120, "place": NEAR, "from_day": day_of(tuesday), "days": 1, "household_id": household_id}
    [day] = queries.free_slots("daily_cleaning", at=at, **asked)  # type: ignore[arg-type]
    assert {start.best_id for start in day.starts} == {li}
    with pytest.raises(Refusal, match=NOT_HERE):
        hold(wang, at=at, starts_at=tuesday, household_id=household_id)
    with pytest.raises(Refusal, match=NOT_HERE):
        assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)
    assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match=NOT_HERE):
        reassign(visit_id=visit_id, caregiver_id=wang, reason="换人", at=at, by=SYSTEM)
    assert sent_to(visit_id) == li
    assert queries.excluded_for(household_id, at=at) == {wang}
    assert queries.excluded_for_many([household_id, household_id + 9], at=at) == {household_id: {wang}}


def test_others_are_not_touched_by_a_refusal(wang: int, at: datetime, tuesday: datetime) -> None:
    refused, other = plan_visit(at=at, starts_at=tuesday), plan_visit(at=at, starts_at=tuesday, phone="13700001111")
    by_household(household_of(refused), wang, at)
    assert [one.caregiver_id for one in queries.candidates_for(other, at=at)] == [wang]


def test_her_visits_there_go_to_the_next_best_or_wait_and_hearing_twice_is_hearing_once(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    household_id = household_of(visit_id)
    held = hold(wang, at=at, starts_at=tuesday + timedelta(days=1), household_id=household_id)
    by_household(household_id, wang, at)
    assert sent_to(visit_id) is None
    assert queries.hold(held).state == "released"
    for _ in range(2):
        handlers.send_somebody_else(_refusal(household_id), at=at)
        assert sent_to(visit_id) == li
    by_household(household_id, li, at)
    handlers.send_somebody_else(_refusal(household_id), at=at)
    assert queries.visits_without_caregiver(day_of(tuesday), day_of(tuesday)) == [visit_id]


def test_who_hears_late_sends_nobody_to_a_visit_that_is_over(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    by_household(household_of(visit_id), wang, at)
    jobs.run_due_jobs(at=tuesday + timedelta(days=1))
    assert sent_to(visit_id) is None


def _refusal(household_id: int) -> CaregiverRefused:
    events = [fact.event for fact in story_of(f"household:{household_id}", limit=20)]
    return next(event for event in events if isinstance(event, CaregiverRefused))


def test_not_this_time_binds_one_visit_alone(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    household_id = household_of(visit_id)
    refuse_caregiver(household_id=household_id, caregiver_id=wang, visit_id=visit_id, at=at, by=SYSTEM)
    assert queries.candidates_for(visit_id, at=at) == []
    assert queries.excluded_for(household_id, at=at) == frozenset()
    held = hold(wang, at=at, starts_at=tuesday, minutes=180, household_id=household_id)
    with pytest.raises(Refusal, match=NOT_HERE):
        confirm_hold(hold_id=held, visit_id=visit_id, at=at, by=SYSTEM)


def test_for_some_hours_ends_by_itself(wang: int, at: datetime, tuesday: datetime) -> None:
    household_id = household_of(plan_visit(at=at, starts_at=tuesday))
    until = at + timedelta(hours=2)
    refuse_caregiver(household_id=household_id, caregiver_id=wang, until_at=until, at=at, by=SYSTEM)
    assert queries.excluded_for(household_id, at=at) == {wang}
    assert queries.excluded_for(household_id, at=until) == frozenset()
    assert queries.preferences_of_household(household_id, at=until) == []


def test_a_word_is_said_once_changed_and_taken_back(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    household_id = household_of(visit_id)
    first = by_household(household_id, wang, at)
    assert by_household(household_id, wang, at) == first
    for _ in range(2):
        favour_caregiver(household_id=household_id, caregiver_id=wang, at=at, by=SYSTEM)
    [said] = queries.preferences_of_household(household_id, at=at)
    assert (said.liking, said.refuses) == ("favoured", False)
    second = by_household(household_id, wang, at)
    for _ in range(2):
        lift_preference(preference_id=second, at=at, by=SYSTEM)
    assert queries.preferences_of_caregiver(wang, at=at) == []
    names = [fact.name for fact in story_of(f"household:{household_id}")]
    assert names.count("dispatch.CaregiverRefused") == 2
    assert names.count("dispatch.PairPreferenceLifted") == 1
    assert [one.caregiver_id for one in queries.candidates_for(visit_id, at=at)] == [wang]


def test_a_caregivers_refusal_needs_a_reason_and_leaves_her_visits(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    household_id = household_of(visit_id)
    with pytest.raises(Refusal):
        refuse_household(household_id=household_id, caregiver_id=wang, reason=" ", at=at, by=SYSTEM)
    by_caregiver(household_id, wang, at)
    assert sent_to(visit_id) == wang
    assert queries.preferences_of_household(household_id, at=at)[0].reason == "有大狗"


@pytest.mark.parametrize("strange", ["household_id", "caregiver_id", "visit_id"])
def test_nothing_is_said_of_what_is_not_there(wang: int, at: datetime, tuesday: datetime, strange: str) -> None:
    household_id = household_of(plan_visit(at=at, starts_at=tuesday))
    asked = {"household_id": household_id, "caregiver_id": wang} | {strange: 99_999}
    with pytest.raises(Missing):
        refuse_caregiver(**asked, at=at, by=SYSTEM)
    with pytest.raises(Missing):
        lift_preference(preference_id=99_999, at=at, by=SYSTEM)


def test_a_new_face_has_not_met_the_household(wang: int, li: int, at: datetime) -> None:
    household_id = household_of(visit_with(wang, at=at))
    assert queries.has_met(household_id, wang)
    assert not queries.has_met(household_id, li)


def test_the_database_keeps_one_open_word_of_a_side(wang: int, at: datetime, tuesday: datetime) -> None:
    by_household(household_of(plan_visit(at=at, starts_at=tuesday)), wang, at)
    row = PairPreference.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("said", "visit_id", "out"),
    [
        (Said(1, "household", "refused"), None, {1}),
        (Said(1, "caregiver", "refused"), None, {1}),
        (Said(1, "household", "favoured"), None, set()),
        (Said(1, "household", "refused", visit_id=5), None, set()),
        (Said(1, "household", "refused", visit_id=5), 5, {1}),
        (Said(1, "household", "refused", visit_id=5), 6, set()),
    ],
)
def test_who_is_out(said: Said, visit_id: int | None, out: set[int], at: datetime) -> None:
    assert excluded([said], at=at, visit_id=visit_id) == out


def test_gladly_is_told_by_side() -> None:
    words = [Said(1, Side.HOUSEHOLD, Liking.FAVOURED), Said(2, Side.CAREGIVER, Liking.FAVOURED)]
    assert favoured(words, Side.HOUSEHOLD) == {1}
