"""The model of day plans: what is forbidden, what is priced, and what cannot be planned at all."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjia.dispatch.planning import (
    UNREACHABLE,
    WALK,
    Break,
    Caregiver,
    Fault,
    Mode,
    Plan,
    Problem,
    Published,
    Route,
    Stop,
    Task,
    TermName,
    Weights,
    cost_of,
    faults_of,
    minutes_between,
    pinned,
    problem_of,
    read_table,
    rests_of,
)
from anjia.dispatch.planning.lawful import lawful
from anjia.kernel.places import Place, travel_minutes

LINE = np.abs(np.subtract.outer(np.arange(5.0), np.arange(5.0))) * 10  # five places, ten minutes from each to the next
MEI = Caregiver(1, frozenset("a"), 0, 0, 480, 1080)
MORNING = Task(10, 1, 60, 500, 560, "a", hard=True, unserved=1000.0)
NOON = Task(11, 2, 60, 600, 800, "a", hard=True, unserved=1000.0)
BOTH = Plan((Route(1, (Stop(10, 500), Stop(11, 600))),))


def day(person: Caregiver = MEI, *tasks: Task, weights: Weights | None = None) -> Problem:
    return problem_of([person], tasks or (MORNING, NOON), LINE, weights=weights, hard_shifts=True)[0]


def at(morning: float, noon: float) -> Plan:
    return Plan((Route(1, (Stop(10, morning), Stop(11, noon))),))


@pytest.mark.parametrize(
    ("rest", "begins"),
    [
        (Break(480, 490, 10), 480),  # before leaving at 490
        (Break(560, 600, 30), 560),  # behind the first visit
        (Break(570, 570, 30), 570),  # on arrival, before the second begins
        (Break(565, 569, 30), None),  # neither: the way would be cut in two
        (Break(700, 720, 30), 700),  # at home
        (Break(610, 640, 30), None),  # in the middle of a visit
    ],
)
def test_a_break_is_taken_where_she_is(rest: Break, begins: float | None) -> None:
    person = replace(MEI, breaks=(rest,))
    problem = day(person)
    tasks = {task.id: task for task in problem.tasks}
    found = rests_of(problem, person, BOTH.routes[0], tasks)
    assert found == (None if begins is None else (begins,))
    assert ("no time for a break" in " ".join(faults_of(problem, BOTH))) == (begins is None)


def test_breaks_are_taken_one_after_another() -> None:
    person = replace(MEI, breaks=(Break(560, 600, 15), Break(560, 600, 15)))
    problem = day(person)
    tasks = {task.id: task for task in problem.tasks}
    assert rests_of(problem, person, BOTH.routes[0], tasks) == (560, 575)
    crowded = replace(person, breaks=(Break(560, 565, 20), Break(560, 600, 15)))
    assert rests_of(problem, crowded, BOTH.routes[0], tasks) is None


def test_the_most_minutes_count_from_leaving_until_being_back() -> None:
    assert faults_of(day(replace(MEI, most_minutes=190)), BOTH) == []  # 490 to 680
    assert "works longer than" in " ".join(faults_of(day(replace(MEI, most_minutes=189)), BOTH))


def test_waiting_is_what_is_left_and_is_paid() -> None:
    weights = Weights(travel=2, waiting=3)
    assert cost_of(day(weights=weights), BOTH).waiting == 30
    assert cost_of(day(weights=weights), BOTH).total == 2 * 40 + 3 * 30
    rested = replace(MEI, breaks=(Break(560, 600, 30),))
    assert cost_of(day(rested, weights=weights), BOTH).waiting == 0


def test_lateness_grows_dearer() -> None:
    weights = Weights(tardiness=0, tardiness_steps=((10, 100), (30, 400)))
    assert [weights.lateness(minutes) for minutes in (-5, 10, 20, 40)] == [0, 0, 1000, 100 * 30 + 400 * 10]


def test_income_off_its_target_is_priced_both_ways() -> None:
    weights = Weights(travel=0, unfairness=0.1, great_unfairness=0.3)
    person = replace(MEI, earned=50_000, target=100_000)
    task = replace(MORNING, earns=20_000)
    done = Plan((Route(1, (Stop(10, 500),)),))
    assert cost_of(day(person, task, weights=weights), done).unfairness == pytest.approx(0.1 * 10_000 + 0.3 * 15_000)
    dear = replace(person, pay=2.0)
    assert cost_of(day(dear, task, weights=weights), done).unfairness == pytest.approx(0.1 * 5_000)
    assert weights.unevenness(130_000, 100_000) == weights.unevenness(70_000, 100_000)
    assert weights.unevenness(104_000, 100_000) == weights.unevenness(1e9, None) == 0


def test_departing_from_what_was_published_costs() -> None:
    weights = Weights(travel=0, other_caregiver=2500, moved=1000, far_moved=2500)
    task = replace(NOON, published=Published(7, 600, factor=2))
    problem = day(MEI, task, weights=weights)
    for begins, price in ((600, 5000), (615, 5000), (616, 7000), (661, 10_000)):
        plan = Plan((Route(1, (Stop(11, begins),)),))
        assert cost_of(problem, plan).of(TermName.DISRUPTION).price == price
    assert cost_of(problem, Plan((), (11,))).disruption == 0


def test_what_is_pinned_stays() -> None:
    task = pinned(NOON, caregiver_id=1, begins=650)
    problem = day(MEI, MORNING, task)
    assert faults_of(problem, at(500, 650)) == []
    assert faults_of(problem, at(500, 651)) == ["task 11 begins after its window"]
    aside = problem_of([replace(MEI, id=2)], [task], LINE)[1]
    assert [one.fault for one in aside] == [Fault.NOBODY_ABLE]


def test_each_caregiver_goes_by_her_own_mode() -> None:
    walker = replace(MEI, mode="walk")
    problem, _ = problem_of([walker], [MORNING, NOON], LINE, modes={"walk": LINE * 3}, hard_shifts=True)
    assert cost_of(problem, BOTH).travel == 120
    assert "begins before it can" in " ".join(faults_of(problem, at(500, 589)))
    with pytest.raises(ValueError, match="walk"):
        problem_of([walker], [MORNING], LINE)


def test_where_no_way_leads_nobody_is_sent() -> None:
    island = LINE.copy()
    island[0, 2] = UNREACHABLE
    problem, aside = problem_of([MEI], [MORNING, NOON], island)
    assert [(one.task_id, one.fault) for one in aside] == [(11, Fault.NO_SHIFT)]
    inland = LINE.copy()
    inland[1, 2] = UNREACHABLE
    problem, aside = problem_of([MEI], [MORNING, NOON], inland)
    assert aside == []
    assert "no way leads to task 11" in faults_of(problem, BOTH)


def test_what_breaks_a_rule_is_taken_out() -> None:
    for person in (replace(MEI, most_minutes=150), replace(MEI, breaks=(Break(610, 640, 30),))):
        plan = lawful(day(person), BOTH)
        assert len(plan.unserved) == 1
        assert faults_of(day(person), plan) == []


def test_bad_prices_are_set_aside() -> None:
    bad = [replace(MORNING, earns=float("nan")), replace(NOON, wishes={1: float("inf")})]
    assert {one.fault for one in problem_of([MEI], bad, LINE)[1]} == {Fault.BAD_PRICE}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Break(60, 50, 10),
        lambda: Break(0, 50, 0),
        lambda: replace(MEI, most_minutes=0),
        lambda: replace(MEI, earned=float("nan")),
        lambda: replace(MEI, pay=-1.0),
        lambda: Published(1, float("inf")),
        lambda: Weights(travel=-1),
        lambda: Weights(moved=5, far_moved=4),
        lambda: Weights(tardiness_steps=((10, float("nan")),)),
        lambda: Mode("x", detour=0.5),
        lambda: Mode("x", metres_per_minute=0),
        lambda: Mode("x", at_the_door_minutes=-1),
    ],
)
def test_nonsense_is_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


degrees = st.tuples(st.floats(30, 32.5), st.floats(120, 122.5))


@given(st.lists(degrees, min_size=2, max_size=12))
def test_ways_from_coordinates_are_the_kernel_s(points: list[tuple[float, float]]) -> None:
    places = [Place(*point) for point in points]
    expected = [[travel_minutes(a, b) for b in places] for a in places]
    assert minutes_between(places).tolist() == expected
    assert (minutes_between(places, WALK) >= minutes_between(places)).all()


def test_a_routing_server_s_table_is_read() -> None:
    table = {"code": "Ok", "durations": [[0, 90.0], [None, 0]], "destinations": []}
    assert read_table(json.dumps(table), at_the_door_minutes=5).tolist() == [[5, 6.5], [UNREACHABLE, 5]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"code": "Ok"}',
        '{"code": "NoTable", "message": "too many"}',
        '{"code": "Ok", "durations": []}',
        '{"code": "Ok", "durations": [[0, 1]]}',
        '{"code": "Ok", "durations": [["1"]]}',
        '{"code": "Ok", "durations": [[true]]}',
        '{"code": "Ok", "durations": [[-1]]}',
        '{"code": "Ok", "durations": [[NaN]]}',
    ],
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_table(text)
