"""A visit has one caregiver; a person may choose another and says why."""

from datetime import datetime, timedelta

import pytest

from anjia.booking.operations import cancel_visit, mark_visit_done
from anjia.booking.testing import plan_visit
from anjia.dispatch import events, handlers, queries
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations import assign_visit, reassign, release_visit
from anjia.dispatch.rules import Ground, Reason
from anjia.dispatch.testing import hold, visit_with
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope

DISPATCHER = Actor("staff", 3, "赵磊")


def names_in(subject: str) -> list[str]:
    return [fact.name for fact in story_of(subject)]


def test_the_best_who_is_free_gets_the_visit_with_reasons(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday)
    visit_id = plan_visit(at=at, starts_at=tuesday)
    assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    found = queries.assignment_of(visit_id)
    assert found is not None
    assert found.caregiver_id == li
    why = queries.why(visit_id)
    assert why is not None
    assert why.score == sum(line.points for line in why.reasons)
    assert any("minutes from her home" in line.sentence for line in why.reasons)
    assert (why.decided_by, why.decision) == ("", "")


def test_who_was_never_rated_counts_as_something_and_surely_reaches_nothing() -> None:
    def said(answers: int) -> str:
        return queries.reason_lines([Reason(Ground.RATING, 70, 5), Reason(Ground.MARKS, answers, 0)])[0].sentence

    assert said(0) == "Counts as 3.5 of 5 stars until somebody rates her"
    assert said(1) == "Her marks surely reach 3.5 of 5 stars"


def test_nobody_free_is_refused(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday)
    with pytest.raises(Refusal, match="Nobody"):
        assign_visit(visit_id=plan_visit(at=at, starts_at=tuesday), at=at, by=SYSTEM)


def test_a_visit_with_a_caregiver_is_not_given_twice(wang: int, li: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    with pytest.raises(Refusal, match="already"):
        assign_visit(visit_id=visit_id, caregiver_id=li, at=at, by=SYSTEM)


def test_a_person_chooses_another_and_the_reason_stays_with_the_visit(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at)
    reassign(visit_id=visit_id, caregiver_id=li, reason="  家里老人点名要她 ", at=at, by=DISPATCHER)
    why = queries.why(visit_id)
    assert why is not None
    assert (why.caregiver_id, why.decided_by, why.decision) == (li, "赵磊", "家里老人点名要她")
    assert [one.state for one in queries.history_of(visit_id)] == ["assigned", "released"]
    changed = story_of(f"visit:{visit_id}")[0].event
    assert isinstance(changed, events.AssignmentChanged)
    assert (changed.caregiver_id, changed.instead_of_id) == (li, wang)
    assert names_in(f"caregiver:{wang}")[0] == "dispatch.AssignmentChanged"
    hold(wang, at=at, starts_at=tuesday)


@pytest.mark.parametrize("reason", ["", "   ", "理" * 201, "\x00"])
def test_a_change_without_a_usable_reason_is_refused(wang: int, li: int, at: datetime, reason: str) -> None:
    visit_id = visit_with(wang, at=at)
    with pytest.raises(Refusal):
        reassign(visit_id=visit_id, caregiver_id=li, reason=reason, at=at, by=DISPATCHER)


def test_who_has_the_visit_already_is_refused(wang: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    with pytest.raises(Refusal, match="already"):
        reassign(visit_id=visit_id, caregiver_id=wang, reason="再派一次", at=at, by=DISPATCHER)


def test_a_change_to_somebody_busy_leaves_everything_as_it_was(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at)
    hold(li, at=at, starts_at=tuesday)
    with pytest.raises(Refusal, match="李敏"):
        reassign(visit_id=visit_id, caregiver_id=li, reason="换人", at=at, by=DISPATCHER)
    found = queries.assignment_of(visit_id)
    assert found is not None
    assert found.caregiver_id == wang


def test_a_visit_nobody_had_is_given_by_a_change_too(wang: int, at: datetime) -> None:
    visit_id = plan_visit(at=at)
    reassign(visit_id=visit_id, caregiver_id=wang, reason="离得近", at=at, by=DISPATCHER)
    assert names_in(f"visit:{visit_id}")[0] == "dispatch.CaregiverAssigned"
    why = queries.why(visit_id)
    assert why is not None
    assert why.decision == "离得近"


@pytest.mark.parametrize("close", ["done", "cancelled", "past"])
def test_a_closed_visit_keeps_its_caregiver(wang: int, li: int, at: datetime, close: str) -> None:
    visit_id = visit_with(wang, at=at)
    if close == "done":
        mark_visit_done(visit_id=visit_id, at=at, by=SYSTEM)
    if close == "cancelled":
        cancel_visit(visit_id=visit_id, reason="不用了", at=at, by=SYSTEM)
    later = at + timedelta(days=3 if close == "past" else 0)
    with pytest.raises(Refusal):
        reassign(visit_id=visit_id, caregiver_id=li, reason="换人", at=later, by=DISPATCHER)


def test_given_back_twice_is_given_back_once(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    for _ in range(2):
        release_visit(visit_id=visit_id, at=at, by=SYSTEM)
    assert names_in(f"visit:{visit_id}").count("dispatch.AssignmentReleased") == 1
    assert queries.assignment_of(visit_id) is None
    day = day_of(tuesday)
    assert queries.visits_without_caregiver(day, day) == [visit_id]
    hold(wang, at=at, starts_at=tuesday)


def test_a_cancelled_visit_heard_twice_frees_the_time_once(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    cancel_visit(visit_id=visit_id, reason="临时出差", at=at, by=SYSTEM)
    event = story_of(f"visit:{visit_id}")[0].event
    for _ in range(2):
        handlers.give_the_time_back(event, at=at)  # type: ignore[arg-type]
    assert names_in(f"visit:{visit_id}").count("dispatch.AssignmentReleased") == 1
    hold(wang, at=at, starts_at=tuesday)


def test_another_companys_visit_is_missing(wang: int, stranger_id: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    with company_scope(stranger_id):
        assert queries.assignment_of(visit_id) is None
        assert queries.why(visit_id) is None
        for reach in (
            lambda: assign_visit(visit_id=visit_id, at=at, by=SYSTEM),
            lambda: reassign(visit_id=visit_id, caregiver_id=wang, reason="x", at=at, by=SYSTEM),
            lambda: queries.candidates_for(visit_id, at=at),
        ):
            with pytest.raises(Missing):
                reach()
        release_visit(visit_id=visit_id, at=at, by=SYSTEM)
    assert Assignment.objects.get(visit_id=visit_id).state == "assigned"


def test_candidates_are_ranked_and_whoever_has_the_visit_is_among_them(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(li, at=at)
    before = visit_with(li, at=at, starts_at=tuesday + timedelta(days=1))
    found = queries.candidates_for(visit_id, at=at)
    assert [(one.name, one.current) for one in found] == [("王芳", False), ("李敏", True)]
    weeks = [next(line for line in one.reasons if "this week" in line.sentence) for one in found]
    assert [line.sentence for line in weeks] == ["0 hours of work this week", "3 hours of work this week"]
    assert queries.assignments_of_visits([visit_id, before]).keys() == {visit_id, before}


def test_who_has_been_in_the_home_is_preferred(wang: int, li: int, at: datetime) -> None:
    visit_with(li, at=at)
    next_week = at + timedelta(days=9)
    visit_id = plan_visit(at=at, starts_at=next_week)
    found = queries.candidates_for(visit_id, at=at + timedelta(days=7))
    assert [one.name for one in found] == ["李敏", "王芳"]
    assert "Has been in this home 1 time" in [line.sentence for line in found[0].reasons]
