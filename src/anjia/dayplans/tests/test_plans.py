"""A day computed, proposed, accepted in whole or in part, and taken back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.dayplans import operations, queries
from anjia.dayplans.models import AcceptedMove, Alternative
from anjia.dayplans.queries import AlternativeSummary
from anjia.dayplans.rules import Lanes, Parameters, Term, to_mend
from anjia.dayplans.testing import PLACES, compute, computed_plan, visit_at
from anjia.dispatch.operations import reassign
from anjia.dispatch.queries import assignments_of_visits
from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Fact
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave

BY = Actor("staff", 1, "周敏")


def crossed(at: datetime, tuesday: datetime, west: int, east: int) -> list[int]:
    """Two pairs of visits at the same hours, each given to whoever lives far from it."""
    return [
        visit_at(
            tuesday + timedelta(hours=2 * turn), at=at, number=10 * turn + side, place=PLACES[side], caregiver_id=who
        )
        for turn in (0, 2)
        for side, who in ((0, east), (5, west))
    ]


def only(plan_id: int) -> AlternativeSummary:
    (found,) = queries.plan_page(plan_id).alternatives
    return found


def who(visit_ids: list[int]) -> list[int | None]:
    given = assignments_of_visits(visit_ids)
    return [given[one].caregiver_id if one in given else None for one in visit_ids]


@pytest.fixture
def plan_of_crossed(at: datetime, tuesday: datetime, west: int, east: int) -> tuple[list[int], int]:
    visits = crossed(at, tuesday, west, east)
    return visits, computed_plan(tuesday, at=at)


@pytest.mark.slow
def test_a_plan_says_who_would_be_moved_and_what_it_saves(
    plan_of_crossed: tuple[list[int], int], west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    page, found = queries.plan_page(plan_id), only(plan_id)
    assert {move.visit_id: (move.from_id, move.to_id) for move in found.moves} == {
        visits[0]: (east, west),
        visits[1]: (west, east),
        visits[2]: (east, west),
        visits[3]: (west, east),
    }
    before = {line.term: line for line in page.lines}
    after = {line.term: line for line in found.lines}
    assert after[Term.TRAVEL].amount < before[Term.TRAVEL].amount
    assert sum(line.fen for line in found.lines) < sum(line.fen for line in page.lines)
    assert who(visits) == [east, west, east, west]  # nothing has changed yet


@pytest.mark.slow
def test_accepting_the_whole_moves_everything_once(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    found = only(plan_id)
    first = operations.accept_moves(alternative_id=found.id, visit_ids=visits, at=at, by=BY)
    again = operations.accept_moves(alternative_id=found.id, visit_ids=visits, at=at, by=BY)
    assert first == again
    assert who(visits) == [west, east, west, east]
    assert AcceptedMove.objects.count() == 4
    assert Fact.objects.filter(name="dayplans.DayPlanAccepted").count() == 1
    assert Fact.objects.filter(name="dispatch.AssignmentChanged").count() == 4


@pytest.mark.slow
def test_a_part_that_clashes_with_the_rest_is_refused_by_name(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    with pytest.raises(Refusal) as refused:
        operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits[:1], at=at, by=BY)
    assert refused.value.sentence == (
        "王芳 cannot take 10:00 陈女士 while she still has 10:00 陈女士. Please choose that change too, or neither."
    )
    assert who(visits) == [east, west, east, west]


@pytest.mark.slow
def test_a_part_that_stands_alone_is_made_and_the_rest_afterwards(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits[:2], at=at, by=BY)
    assert who(visits) == [west, east, east, west]
    operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits, at=at, by=BY)
    assert who(visits) == [west, east, west, east]
    assert len(only(plan_id).acceptances) == 2


@pytest.mark.slow
def test_what_has_changed_since_is_told_and_nothing_is_made(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    other = caregiver("赵静", at=at, number=3)
    reassign(visit_id=visits[0], caregiver_id=other, reason="熟人", at=at, by=BY)
    with pytest.raises(Refusal, match=r"1 thing has changed: 10:00 陈女士 has another caregiver\. Please compute"):
        operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits[:2], at=at, by=BY)
    assert who(visits) == [other, west, east, west]


@pytest.mark.slow
def test_a_visit_in_addition_and_leave_are_changes_too(
    plan_of_crossed: tuple[list[int], int], at: datetime, tuesday: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    visit_at(tuesday - timedelta(hours=2), at=at, number=77, place=PLACES[0], minutes=60, caregiver_id=west)
    record_leave(
        caregiver_id=east, starts_at=tuesday + timedelta(hours=6), ends_at=tuesday + timedelta(hours=8), at=at, by=BY
    )
    with pytest.raises(Refusal, match=r"2 things have changed: .*came in addition; the working time of 李敏"):
        operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits[:2], at=at, by=BY)


@pytest.mark.slow
def test_an_acceptance_is_taken_back_once(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    acceptance_id = operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits, at=at, by=BY)
    assert operations.undo_acceptance(acceptance_id=acceptance_id, at=at, by=BY)
    assert not operations.undo_acceptance(acceptance_id=acceptance_id, at=at, by=BY)
    assert who(visits) == [east, west, east, west]
    assert only(plan_id).acceptances[0].undone


@pytest.mark.slow
@pytest.mark.engine
def test_the_database_keeps_one_move_from_standing_twice(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits[:2], at=at, by=BY)
    made = AcceptedMove.objects.order_by("id")[0]
    again = {"acceptance_id": made.acceptance_id, "move_id": made.move_id, "assignment_id": made.assignment_id}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        AcceptedMove.objects.create(**again)
    assert violated(refused.value) == "accepted_move_once"


@pytest.mark.slow
def test_an_acceptance_stays_when_a_visit_was_changed_since(
    plan_of_crossed: tuple[list[int], int], at: datetime, west: int, east: int
) -> None:
    visits, plan_id = plan_of_crossed
    acceptance_id = operations.accept_moves(alternative_id=only(plan_id).id, visit_ids=visits, at=at, by=BY)
    other = caregiver("赵静", at=at, number=3)
    reassign(visit_id=visits[0], caregiver_id=other, reason="熟人", at=at, by=BY)
    with pytest.raises(Refusal, match="changed since"):
        operations.undo_acceptance(acceptance_id=acceptance_id, at=at, by=BY)
    assert who(visits) == [other, east, west, east]


@pytest.mark.slow
def test_a_pinned_visit_is_not_moved(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visits = crossed(at, tuesday, west, east)
    assert operations.pin_visit(visit_id=visits[0], at=at, by=BY)
    assert not operations.pin_visit(visit_id=visits[0], at=at, by=BY)
    moved = {move.visit_id for move in only(computed_plan(tuesday, at=at)).moves}
    assert visits[0] not in moved
    assert visits[1] not in moved  # she cannot have both
    assert operations.unpin_visit(visit_id=visits[0], at=at, by=BY)
    assert not operations.unpin_visit(visit_id=visits[0], at=at, by=BY)


def test_a_caregiver_whom_a_person_chose_stays(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visit_id = visit_at(tuesday, at=at, place=PLACES[0], caregiver_id=west)
    reassign(visit_id=visit_id, caregiver_id=east, reason="客户要求", at=at, by=BY)
    (job,) = queries.day_facts(day_of(tuesday), at=at).jobs
    assert job.pin == "decided"


@pytest.mark.slow
def test_a_visit_without_anybody_gets_somebody(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visit_id = visit_at(tuesday, at=at, place=PLACES[5])
    (move,) = only(computed_plan(tuesday, at=at)).moves
    assert (move.visit_id, move.from_id, move.to_id, move.why) == (visit_id, None, east, "nobody")


@pytest.mark.slow
def test_a_day_that_is_right_already_has_no_moves(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visit_at(tuesday, at=at, place=PLACES[0], caregiver_id=west)
    found = only(computed_plan(tuesday, at=at))
    assert found.moves == ()


@pytest.mark.slow
def test_a_city_is_computed_in_parts_that_join_once(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visits = [
        visit_at(tuesday + timedelta(hours=hour), at=at, number=hour * 10 + side, place=PLACES[side], minutes=60)
        for hour in (0, 2, 4)
        for side in (0, 5)
    ]
    parameters = Parameters(seconds=1, seed=1, part_visits=20)
    plan_id, new = operations.request_plan(day=day_of(tuesday), parameters=parameters, at=at, by=SYSTEM)
    assert new
    assert operations.request_plan(day=day_of(tuesday), parameters=parameters, at=at, by=SYSTEM) == (plan_id, False)
    part_ids = operations.begin_plan(plan_id=plan_id, at=at)
    assert operations.begin_plan(plan_id=plan_id, at=at) == part_ids
    compute(part_ids, at=at)
    compute(part_ids, at=at)  # a job that runs again changes nothing
    assert Alternative.objects.count() == 1
    assert {move.visit_id for move in only(plan_id).moves} == set(visits)
    assert queries.plan(plan_id).share == 1


def test_a_part_is_one_workers_at_a_time_and_taken_over_when_it_is_silent(
    at: datetime, tuesday: datetime, west: int
) -> None:
    visit_at(tuesday, at=at, place=PLACES[0])
    plan_id, _new = operations.request_plan(day=day_of(tuesday), parameters=Parameters(seconds=5), at=at, by=SYSTEM)
    (part_id,) = operations.begin_plan(plan_id=plan_id, at=at)
    first = operations.take_part(part_id=part_id, at=at)
    assert isinstance(first, operations.Work)
    later = operations.take_part(part_id=part_id, at=at + timedelta(seconds=10))
    assert isinstance(later, datetime)
    assert later > at + timedelta(seconds=10)
    second = operations.take_part(part_id=part_id, at=later)
    assert isinstance(second, operations.Work)
    with pytest.raises(operations.Stopped):
        operations.tell_part(part_id=part_id, run=first.run, share=0.5, best_fen=1, at=later)
    operations.tell_part(part_id=part_id, run=second.run, share=0.5, best_fen=1, at=later)
    assert queries.plan(plan_id).share == 0.5
    assert operations.end_part(part_id=part_id, run=first.run, giving={}, at=later) == []
    assert queries.plan(plan_id).under_way
    operations.end_part(part_id=part_id, run=second.run, giving={}, at=later)
    assert not queries.plan(plan_id).under_way


def test_what_is_called_off_stops_at_its_next_word(at: datetime, tuesday: datetime, west: int) -> None:
    visit_at(tuesday, at=at, place=PLACES[0])
    plan_id, _new = operations.request_plan(day=day_of(tuesday), parameters=Parameters(), at=at, by=BY)
    (part_id,) = operations.begin_plan(plan_id=plan_id, at=at)
    work = operations.take_part(part_id=part_id, at=at)
    assert isinstance(work, operations.Work)
    assert operations.cancel_plan(plan_id=plan_id, at=at, by=BY)
    assert not operations.cancel_plan(plan_id=plan_id, at=at, by=BY)
    with pytest.raises(operations.Stopped):
        operations.tell_part(part_id=part_id, run=work.run, share=0.5, best_fen=1, at=at)
    assert operations.end_part(part_id=part_id, run=work.run, giving={}, at=at) == []
    assert queries.plan(plan_id).state == "cancelled"
    with pytest.raises(Refusal, match="ready"):
        raise_accept(plan_id, at)


def raise_accept(plan_id: int, at: datetime) -> None:
    alternative = Alternative.objects.create(plan_id=plan_id, number=1, lines=[])
    operations.accept_moves(alternative_id=alternative.pk, visit_ids=[], at=at, by=BY)


def test_the_facts_of_a_plan_are_those_of_its_day(at: datetime, tuesday: datetime, west: int, east: int) -> None:
    visits = crossed(at, tuesday, west, east)
    facts = queries.day_facts(day_of(tuesday), at=at)
    assert sorted(job.visit_id for job in facts.jobs) == visits
    assert not to_mend(facts)
    assert not Lanes(facts).faults()


@pytest.mark.parametrize("seconds", [0, 601])
def test_parameters_have_bounds(seconds: int, at: datetime, tuesday: datetime, scope: int) -> None:
    with pytest.raises(Refusal, match="1 to 600 seconds"):
        operations.request_plan(day=day_of(tuesday), parameters=Parameters(seconds=seconds), at=at, by=BY)


@pytest.mark.parametrize("days", [-1, 40])
def test_only_days_ahead_are_planned(days: int, at: datetime, scope: int) -> None:
    with pytest.raises(Refusal, match="31 days ahead"):
        operations.request_plan(day=day_of(at) + timedelta(days=days), parameters=Parameters(), at=at, by=BY)


@pytest.mark.slow
def test_another_companys_plan_is_nothing(
    plan_of_crossed: tuple[list[int], int], stranger_id: int, at: datetime
) -> None:
    visits, plan_id = plan_of_crossed
    found = only(plan_id)
    acceptance_id = operations.accept_moves(alternative_id=found.id, visit_ids=visits, at=at, by=BY)
    with company_scope(stranger_id):
        for act in (
            lambda: queries.plan_page(plan_id),
            lambda: operations.cancel_plan(plan_id=plan_id, at=at, by=BY),
            lambda: operations.accept_moves(alternative_id=found.id, visit_ids=visits, at=at, by=BY),
            lambda: operations.undo_acceptance(acceptance_id=acceptance_id, at=at, by=BY),
            lambda: operations.pin_visit(visit_id=visits[0], at=at, by=BY),
        ):
            with pytest.raises(Missing):
                act()
