"""Two who begin together, papers, rest: what a plan proposes of them dispatch accepts; no is a sentence."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from anjia.company.operations import set_company_jurisdiction
from anjia.dayplans import operations, queries
from anjia.dayplans.queries import AlternativeSummary
from anjia.dayplans.rules import Obstacle, Term
from anjia.dayplans.testing import PLACES, computed_plan, visit_at
from anjia.dispatch.operations import assign_visit, reassign
from anjia.dispatch.queries import crews_of_visits, rest_on
from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.jobs import run_due_jobs
from anjia.workforce.operations import record_credential, record_leave
from anjia.workforce.rules import Hours, Paper

pytestmark = pytest.mark.usefixtures("scope")
BY = Actor("staff", 1, "周敏")
ALWAYS = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))


def at_home(name: str, at: datetime, number: int, place: int) -> int:
    return caregiver(name, at=at - timedelta(days=1), number=number, place=PLACES[place], hours=ALWAYS)


def crew(visit_id: int) -> set[int]:
    return {one.caregiver_id for one in crews_of_visits([visit_id]).get(visit_id, ())}


def only(plan_id: int) -> AlternativeSummary:
    (found,) = queries.plan_page(plan_id).alternatives
    return found


def with_paper(caregiver_id: int, until: date, at: datetime) -> None:
    set_company_jurisdiction(jurisdiction="CN-31", at=at, by=BY)
    record_credential(
        caregiver_id=caregiver_id,
        kind=Paper.HEALTH,
        issued_on=day_of(at) - timedelta(days=300),
        valid_until=until,
        at=at,
        by=BY,
    )


@pytest.mark.slow
def test_two_are_found_for_two_and_move_at_once(at: datetime, tuesday: datetime) -> None:
    wang, li, zhao = (at_home(name, at, key, key) for key, name in ((1, "王芳"), (2, "李敏"), (5, "赵静")))
    visit_id = visit_at(tuesday, at=at, number=1, place=PLACES[1], people=2)
    found = only(computed_plan(tuesday, at=at))
    assert [(move.visit_id, move.seat) for move in found.moves] == [(visit_id, 1), (visit_id, 2)]
    assert {move.to_id for move in found.moves} == {wang, li}
    acceptance_id = operations.accept_moves(alternative_id=found.id, visit_ids=[visit_id], at=at, by=BY)
    assert crew(visit_id) == {wang, li}
    assert operations.undo_acceptance(acceptance_id=acceptance_id, at=at, by=BY)
    assert crew(visit_id) == set()
    assert zhao not in crew(visit_id)


def test_where_only_one_of_two_could_come_nobody_is_sent_and_it_is_said(at: datetime, tuesday: datetime) -> None:
    at_home("王芳", at, 1, 1)
    visit_id = visit_at(tuesday, at=at, number=1, place=PLACES[1], people=2)
    page = queries.plan_page(computed_plan(tuesday, at=at))
    assert page.visits == 1
    assert [(one.visit_id, one.fault) for one in page.aside] == [(visit_id, "partner")]


def test_one_of_two_who_is_ill_is_replaced_and_the_other_stays(at: datetime) -> None:
    wang, li, zhao = (at_home(name, at, key, key) for key, name in ((1, "王芳"), (2, "李敏"), (3, "赵静")))
    visit_id = visit_at(at + timedelta(hours=5), at=at - timedelta(days=1), number=1, place=PLACES[1], people=2)
    for one in (wang, li):
        assign_visit(visit_id=visit_id, caregiver_id=one, at=at - timedelta(hours=1), by=SYSTEM)
    record_leave(caregiver_id=li, starts_at=at, ends_at=at + timedelta(hours=12), at=at, by=BY)
    run_due_jobs(at=at)
    assert queries.trouble_of(day_of(at), at=at).orphans == (visit_id,)
    found = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[0]
    assert [(move.seat, move.from_id, move.to_id) for move in found.moves] == [(2, None, zhao)]
    operations.accept_moves(alternative_id=found.id, visit_ids=[visit_id], at=at, by=BY)
    assert crew(visit_id) == {wang, zhao}


@pytest.mark.slow
def test_a_change_of_the_second_place_since_is_told(at: datetime, tuesday: datetime) -> None:
    people = [at_home(name, at, key, key) for key, name in ((1, "王芳"), (2, "李敏"), (3, "赵静"))]
    visit_id = visit_at(tuesday, at=at, number=1, place=PLACES[1], people=2)
    found = only(computed_plan(tuesday, at=at))
    assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    with pytest.raises(Refusal, match="has changed: 10:00 陈女士 has another caregiver"):
        operations.accept_moves(alternative_id=found.id, visit_ids=[visit_id], at=at, by=BY)
    assert len(crew(visit_id) & set(people)) == 2


def test_a_caregiver_whose_paper_has_run_out_keeps_nothing_and_gets_nothing(at: datetime) -> None:
    wang, li = at_home("王芳", at, 1, 1), at_home("李敏", at, 2, 2)
    hers = visit_at(at + timedelta(hours=5), at=at - timedelta(days=1), number=1, place=PLACES[1], caregiver_id=wang)
    with_paper(wang, day_of(at) - timedelta(days=1), at)
    trouble = queries.trouble_of(day_of(at), at=at)
    assert trouble.clashes[hers].obstacle == Obstacle.PAPERS
    assert "paper of 王芳" in queries.clash_words(trouble.clashes[hers])
    found = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[0]
    assert [(move.visit_id, move.to_id, move.why) for move in found.moves] == [(hers, li, "cannot")]
    operations.accept_moves(alternative_id=found.id, visit_ids=[hers], at=at, by=BY)


@pytest.mark.slow
def test_the_law_of_the_place_bounds_the_day(at: datetime, tuesday: datetime) -> None:
    wang = at_home("王芳", at, 1, 1)
    first = visit_at(tuesday, at=at, number=1, place=PLACES[1], minutes=480, caregiver_id=wang)
    long = visit_at(tuesday + timedelta(hours=8, minutes=20), at=at, number=2, place=PLACES[1], minutes=210)
    facts = queries.day_facts(day_of(tuesday), at=at)
    assert facts.rest == rest_on(day_of(tuesday))
    found = only(computed_plan(tuesday, at=at))
    assert (found.moves, found.unserved) == ((), (long,))
    with pytest.raises(Refusal, match="more than 11 hours"):
        reassign(visit_id=long, caregiver_id=wang, reason="试", at=at, by=BY)
    assert crew(first) == {wang}


@pytest.mark.slow
def test_a_break_is_given_up_before_a_family_is_left_alone(at: datetime, tuesday: datetime) -> None:
    wang = at_home("王芳", at, 1, 1)
    visit_at(tuesday + timedelta(hours=1), at=at, number=1, place=PLACES[1], caregiver_id=wang)
    noon = visit_at(tuesday + timedelta(hours=3, minutes=10), at=at, number=2, place=PLACES[1], minutes=60)
    found = only(computed_plan(tuesday, at=at))
    assert [(move.visit_id, move.to_id) for move in found.moves] == [(noon, wang)]
    assert (found.unserved, found.without_break) == ((), (wang,))
    assert {line.term: (line.amount, line.fen) for line in found.lines}[Term.BREAK] == (1, 15_00)
    operations.accept_moves(alternative_id=found.id, visit_ids=[noon], at=at, by=BY)
    assert crew(noon) == {wang}


@pytest.mark.slow
def test_who_keeps_her_break_is_sent_before_who_would_miss_it(at: datetime, tuesday: datetime) -> None:
    wang, li = at_home("王芳", at, 1, 1), at_home("李敏", at, 2, 1)
    visit_at(tuesday + timedelta(hours=1), at=at, number=1, place=PLACES[1], caregiver_id=wang)
    noon = visit_at(tuesday + timedelta(hours=3, minutes=10), at=at, number=2, place=PLACES[1], minutes=60)
    found = only(computed_plan(tuesday, at=at))
    assert [(move.visit_id, move.to_id) for move in found.moves] == [(noon, li)]
    assert found.without_break == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_proposed_dispatch_accepts(seed: int, at: datetime, scope: int) -> None:
    """A generated day with visits of two, somebody ill and an expired paper is mended, planned, and accepted."""
    random = Random(seed)
    people = [at_home(f"家政员{key}", at, key, random.randrange(6)) for key in range(1, 6)]
    visits = [
        visit_at(
            at + timedelta(hours=random.randrange(3, 9), minutes=30 * random.randrange(2)),
            at=at - timedelta(days=1),
            number=key,
            place=PLACES[random.randrange(6)],
            minutes=random.choice([60, 120, 180]),
            people=random.choice([1, 1, 2]),
        )
        for key in range(1, 10)
    ]
    for visit_id in visits:
        try:
            assign_visit(visit_id=visit_id, at=at - timedelta(hours=1), by=SYSTEM)
        except Refusal:
            continue
    record_leave(caregiver_id=people[0], starts_at=at, ends_at=at + timedelta(hours=14), at=at, by=BY)
    with_paper(people[1], day_of(at) - timedelta(days=1), at)
    run_due_jobs(at=at)
    best = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[-1]
    if best.moves:
        chosen = {move.visit_id for move in best.moves}
        operations.accept_moves(alternative_id=best.id, visit_ids=chosen, at=at, by=BY)
    planned = only(computed_plan(at, at=at))
    if planned.moves:
        chosen = {move.visit_id for move in planned.moves}
        operations.accept_moves(alternative_id=planned.id, visit_ids=chosen, at=at, by=BY)
    left = {one.visit_id for one in queries.plan_page(computed_plan(at, at=at)).aside}
    for one in queries.plan_page(computed_plan(at, at=at)).alternatives:
        assert not set(one.unserved) & left
        assert {line.term for line in one.lines} == set(Term)
