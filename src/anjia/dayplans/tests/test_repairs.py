"""Today mended: somebody falls ill, a visit runs over, an order comes late; and what cannot be planned is said."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.dayplans import operations, queries
from anjia.dayplans.models import AcceptedMove
from anjia.dayplans.rules import Fault, Given, Mended, Pin, Style, Term, lines_of, to_mend
from anjia.dayplans.rules.deepening import deepened
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.values import BEFORE, Facts, Job, Person, is_place
from anjia.dayplans.testing import PLACES, visit_at
from anjia.dispatch.queries import assignments_of_visits
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.operations import check_in, set_out
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.jobs import run_due_jobs
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours

BY = Actor("staff", 1, "周敏")
ALWAYS = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver("王芳", at=at - timedelta(days=1), number=1, place=PLACES[0], hours=ALWAYS)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at - timedelta(days=1), number=2, place=PLACES[1], hours=ALWAYS)


def today(at: datetime, hours: float, number: int, caregiver_id: int | None = None, **more: int) -> int:
    place = PLACES[more.pop("place", 0)]
    return visit_at(
        at + timedelta(hours=hours),
        at=at - timedelta(days=1),
        number=number,
        place=place,
        caregiver_id=caregiver_id,
        **more,
    )


def fall_ill(caregiver_id: int, at: datetime) -> None:
    record_leave(caregiver_id=caregiver_id, starts_at=at, ends_at=at + timedelta(hours=12), at=at, by=BY)
    run_due_jobs(at=at)


def who(visit_id: int) -> int | None:
    found = assignments_of_visits([visit_id]).get(visit_id)
    return found.caregiver_id if found else None


@pytest.mark.slow
def test_visits_of_somebody_who_is_ill_are_placed_elsewhere(at: datetime, wang: int, li: int) -> None:
    first, second = today(at, 3, 1, wang), today(at, 6, 2, wang)
    own = today(at, 8.5, 3, li)
    fall_ill(wang, at)
    assert queries.trouble_of(day_of(at), at=at).orphans == (first, second)
    page = queries.plan_page(operations.propose_repair(at=at, by=BY))
    found = page.alternatives[0]
    assert [(move.visit_id, move.from_id, move.to_id) for move in found.moves] == [
        (first, None, li),
        (second, None, li),
    ]
    assert found.unserved == ()
    operations.accept_moves(alternative_id=found.id, visit_ids=[first], at=at, by=BY)
    operations.accept_moves(alternative_id=found.id, visit_ids=[first, second], at=at, by=BY)
    assert [who(one) for one in (first, second, own)] == [li, li, li]
    with pytest.raises(Refusal, match="has somebody who can keep it"):
        operations.propose_repair(at=at, by=BY)


@pytest.mark.slow
def test_what_was_taken_back_is_made_anew_and_once(at: datetime, wang: int, li: int) -> None:
    visit = today(at, 3, 1)
    (found, *_rest) = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives
    chosen: dict[str, Any] = {"alternative_id": found.id, "visit_ids": [visit], "at": at, "by": BY}
    made = []
    for _time in range(3):
        made.append(operations.accept_moves(**chosen))
        assert operations.accept_moves(**chosen) == made[-1]
        assert who(visit) is not None
        (shown, *_rest) = queries.plan_page(found.plan_id).alternatives
        assert shown.accepted == {visit: made[-1]}
        assert operations.undo_acceptance(acceptance_id=made[-1], at=at, by=BY)
        assert who(visit) is None
    assert len(set(made)) == 3
    assert list(AcceptedMove.objects.order_by("id").values_list("made_before", flat=True)) == [0, 1, 2]


@pytest.mark.slow
def test_one_visit_makes_room_for_another(at: datetime, wang: int, li: int) -> None:
    # 李敏 alone is free early, but 14:00 is hers too; 赵静 works in the afternoon alone.
    afternoon = tuple(Hours(day, 13 * 60, 22 * 60) for day in range(7))
    zhao = caregiver("赵静", at=at - timedelta(days=1), number=3, place=PLACES[0], hours=afternoon)
    orphan, hers = today(at, 2.5, 1, minutes=120), today(at, 4, 2, li)
    fall_ill(wang, at)
    page = queries.plan_page(operations.propose_repair(at=at, by=BY))
    least, most = page.alternatives[0], page.alternatives[-1]
    assert (least.style, least.moves, least.unserved) == ("least_change", (), (orphan,))
    assert {(move.visit_id, move.to_id, move.why) for move in most.moves} == {
        (orphan, li, "nobody"),
        (hers, zhao, "room"),
    }
    with pytest.raises(Refusal, match="李敏 cannot take 12:30 陈女士 while she still has 14:00 陈女士"):
        operations.accept_moves(alternative_id=most.id, visit_ids=[orphan], at=at, by=BY)


def test_a_visit_that_runs_over_frees_the_next_one(at: datetime, wang: int, li: int) -> None:
    running, following = today(at, 0.5, 1, wang), today(at, 3.5, 2, wang, place=1)
    begun = at + timedelta(hours=1, minutes=50)
    own = {"visit_id": running, "caregiver_id": wang, "by": Actor("caregiver", wang, "王芳")}
    set_out(**own, at=at)
    check_in(**own, latitude=PLACES[0].latitude, longitude=PLACES[0].longitude, at=begun)
    facts = queries.day_facts(day_of(at), at=begun)
    job = next(one for one in facts.jobs if one.visit_id == running)
    assert (job.pin, job.until - job.starts) == (Pin.BEGUN, 200)
    # It begins within two hours, and yet it is hers no longer: who cannot come cannot be kept to it.
    assert to_mend(facts) == [following]
    found = queries.plan_page(operations.propose_repair(at=begun, by=BY)).alternatives[0]
    assert [(move.visit_id, move.from_id, move.to_id, move.why) for move in found.moves] == [
        (following, wang, li, "cannot")
    ]


def test_a_rush_order_is_placed_only_with_whoever_can_be_there(at: datetime, wang: int) -> None:
    caregiver("李敏", at=at - timedelta(days=1), number=2, place=PLACES[5], hours=ALWAYS)
    rush = today(at, 0.25, 1)
    found = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[0]
    assert [(move.visit_id, move.to_id) for move in found.moves] == [(rush, wang)]


@pytest.mark.slow
def test_a_worker_looks_further_once_and_what_is_shown_stays(at: datetime, wang: int, li: int) -> None:
    first = today(at, 3, 1, wang)
    own = today(at, 8.5, 3, li)
    fall_ill(wang, at)
    plan_id = operations.propose_repair(at=at, by=BY)
    shown = queries.plan_page(plan_id).alternatives
    assert queries.plan(plan_id).deepening
    facts = operations.facts_to_deepen(plan_id)
    assert facts is not None
    assert deepened(facts) == []  # one visit and one who is free: nothing is better
    other = Mended(Style.LEAST_COST, Lanes(facts, {own: Given(li, facts.given()[own].starts)}), (first,))
    assert operations.deepen_repair(plan_id=plan_id, found=[other], at=at) == 1
    assert operations.deepen_repair(plan_id=plan_id, found=[other], at=at) == 0
    assert operations.facts_to_deepen(plan_id) is None
    assert queries.plan_page(plan_id).alternatives[: len(shown)] == shown
    assert not queries.plan(plan_id).deepening
    operations.accept_moves(alternative_id=shown[0].id, visit_ids=[first], at=at, by=BY)
    with pytest.raises(Missing):
        operations.facts_to_deepen(plan_id + 1000)


def test_what_cannot_be_planned_is_said_and_the_rest_is_planned(at: datetime, wang: int, li: int) -> None:
    late = visit_at(at - timedelta(hours=1), at=at - timedelta(days=1), number=4, place=PLACES[0])
    nobody = visit_at(at + timedelta(hours=13), at=at - timedelta(days=1), number=5, place=PLACES[0])
    fine = today(at, 4, 6)
    facts = queries.day_facts(day_of(at), at=at)
    assert {one.visit_id: one.fault for one in facts.aside} == {late: Fault.LATE, nobody: Fault.NO_HOURS}
    found = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[0]
    assert [move.visit_id for move in found.moves] == [fine]


def test_a_visit_over_midnight_is_planned_with_whoever_works_the_night(at: datetime, scope: int) -> None:
    nights = tuple(Hours(day, 20 * 60, 32 * 60) for day in range(7))
    caregiver("王芳", at=at - timedelta(days=1), number=1, place=PLACES[0], hours=ALWAYS)
    night = caregiver("李敏", at=at - timedelta(days=1), number=2, place=PLACES[0], hours=nights)
    visit_id = today(at, 12.5, 1, minutes=300)
    found = queries.plan_page(operations.propose_repair(at=at, by=BY)).alternatives[0]
    assert [(move.visit_id, move.to_id) for move in found.moves] == [(visit_id, night)]


def test_a_caregiver_without_hours_takes_part_in_nothing(at: datetime, scope: int) -> None:
    caregiver("王芳", at=at - timedelta(days=1), number=1, place=PLACES[0], hours=())
    visit_id = today(at, 4, 1)
    facts = queries.day_facts(day_of(at), at=at)
    assert [(one.visit_id, one.fault) for one in facts.aside] == [(visit_id, Fault.NO_HOURS)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (31.2, 121.4, True),
        (0.0, 0.0, False),
        (None, 121.4, False),
        (float("nan"), 121.4, False),
        (91.0, 121.4, False),
        (31.2, -181.0, False),
    ],
)
def test_what_is_a_place(latitude: float | None, longitude: float | None, expected: bool) -> None:
    assert is_place(latitude, longitude) is expected


def a_job(**more: object) -> Job:
    values: dict[str, object] = {
        "visit_id": 1,
        "household_id": 1,
        "trade": "nanny",
        "latitude": 31.2,
        "longitude": 121.4,
        "starts": 600,
        "minutes": 60,
        "earliest": 600,
        "latest": 600,
        "until": 660,
        "price_fen": 100_00,
    }
    return Job(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("job", "given", "term", "amount", "fen"),
    [
        ({}, None, Term.UNSERVED, 1, 400_00),
        ({}, Given(1, 600), Term.NEW_FACE, 1, 20_00),
        ({"known": ((1, 3),)}, Given(1, 600), Term.NEW_FACE, 0, 0),
        ({"caregiver_id": 2}, Given(1, 600), Term.OTHER_CAREGIVER, 1, 25_00),
        ({"caregiver_id": 1}, Given(1, 600), Term.OTHER_CAREGIVER, 0, 0),
        ({"liked": frozenset({2})}, Given(1, 600), Term.WISH, 1, 20_00),
        ({"liked": frozenset({1})}, Given(1, 600), Term.WISH, 0, 0),
        ({}, Given(1, 615), Term.MOVED, 15, 6_00),
        ({}, Given(1, 600), Term.TRAVEL, 10, 6_00),
        ({}, Given(1, 600), Term.FAIRNESS, 1, 3_00),
    ],
)
def test_each_term_has_its_price(
    job: dict[str, object], given: Given | None, term: Term, amount: int, fen: int
) -> None:
    people = (
        Person(1, 31.2, 121.4, ((480, 1080),), frozenset({"nanny"}), worked=1200),
        Person(2, 31.2, 121.4, ((480, 1080),), frozenset({"nanny"}), worked=0),
    )
    lanes = Lanes(Facts(people, (a_job(**job),), now_minute=BEFORE), {1: given} if given else {})
    lines = {line.term: line for line in lines_of(lanes)}
    assert (lines[term].amount, lines[term].fen) == (amount, fen)
