"""Day plans for whatever a day may hold: lawful, never dearer than the first order, as good as trying everything."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.dispatch.planning import (
    Caregiver,
    Link,
    Plan,
    Problem,
    Route,
    SetAside,
    Stop,
    Task,
    Weights,
    cost_of,
    faults_of,
    problem_of,
)
from anjia.dispatch.planning.chains import Chain, best_plan
from anjia.dispatch.planning.rounds import Budget
from anjia.dispatch.planning.solving import plan_by_orders

STEPS = 3000
FEW = settings(max_examples=25, deadline=None)
WHOLE = Weights(travel=1, tardiness=1, worst_tardiness=1, overtime=2)
SMALL = st.integers(0, 40)


def planned(problem: Problem, steps: int = STEPS) -> Plan:
    """What the search over orders finds, whichever search `solve` would choose."""
    if not problem.tasks or not problem.caregivers:
        return Plan((), tuple(task.id for task in problem.tasks))
    return plan_by_orders(problem, [0], Budget(None, steps, None), None)


@st.composite
def days(draw: st.DrawFn, most_tasks: int = 12, most_people: int = 4) -> Problem:
    """A day with hard and soft windows, wishes, prices of leaving out, visits for two and gaps, all at will."""
    count, people = draw(st.integers(1, most_tasks)), draw(st.integers(1, most_people))
    points = np.array(draw(st.lists(st.tuples(SMALL, SMALL), min_size=count + people, max_size=count + people)))
    minutes = np.abs(points[:, None] - points[None]).sum(-1)
    team = [
        Caregiver(who, frozenset(draw(st.sampled_from(["a", "b", "ab"]))), count + who, count + who,
                  draw(st.sampled_from([0, 60])), draw(st.sampled_from([240, 480, 1e9])))
        for who in range(people)
    ]  # fmt: skip
    left_out = draw(st.booleans())
    tasks = [draw(tasks_at(row, left_out)) for row in range(count)]
    links = []
    for first in range(0, count - 1, 3):
        least = draw(st.sampled_from([0, 0, 10]))
        links += draw(st.sampled_from([[], [Link(100 + first, 101 + first, least, least + draw(SMALL))],
                                       [Link(100 + first, 101 + first)]]))  # fmt: skip
    hard = left_out and draw(st.booleans())
    return problem_of(team, tasks, minutes, links=links, weights=WHOLE, hard_shifts=hard)[0]


@st.composite
def tasks_at(draw: st.DrawFn, row: int, left_out: bool) -> Task:
    """A task at a place; a window is hard only where the task may be left out."""
    earliest = draw(st.integers(0, 300))
    return Task(
        id=100 + row,
        place=row,
        minutes=draw(st.integers(0, 60)),
        earliest=earliest,
        latest=earliest + draw(st.integers(0, 60)),
        skill=draw(st.sampled_from("ab")),
        hard=left_out and draw(st.booleans()),
        never=frozenset(draw(st.sampled_from([(), (), (0,)]))),
        wishes=draw(st.sampled_from([{}, {0: 15.0}, {1: -15.0}])),
        unserved=draw(st.sampled_from([150.0, 800.0, 50_000.0])) if left_out else None,
    )


@pytest.mark.slow
@FEW
@given(days())
def test_a_plan_is_lawful_and_never_dearer_than_the_first_order(problem: Problem) -> None:
    plan = planned(problem)
    assert faults_of(problem, plan) == []
    if problem.tasks and problem.caregivers:
        first = best_plan(problem, [Chain(problem, seed=0)])
        assert faults_of(problem, first) == []
        assert cost_of(problem, plan).total <= cost_of(problem, first).total + 1e-6


@FEW
@given(days(most_tasks=4, most_people=2))
def test_a_tiny_day_is_solved_as_well_as_by_trying_everything(problem: Problem) -> None:
    prices = (cost_of(problem, plan).total for plan in every_plan(problem) if not faults_of(problem, plan))
    plan = planned(problem, 20 * STEPS)
    assert faults_of(problem, plan) == []
    assert cost_of(problem, plan).total <= min(prices, default=inf) + 1e-3


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Who does what or whether nobody does, in every order, each as early as can be."""
    people = problem.caregivers
    for shares in product(range(len(people) + 1), repeat=len(problem.tasks)):
        given_to = [
            [task for task, who in zip(problem.tasks, shares, strict=True) if who == k] for k in range(len(people))
        ]
        out = tuple(task.id for task, who in zip(problem.tasks, shares, strict=True) if who == len(people))
        for orders in product(*(permutations(share) for share in given_to)):
            if (begins := starts(problem, orders)) is not None:
                stops = (tuple(Stop(task.id, begins[task.id]) for task in order) for order in orders)
                routes = (Route(person.id, stop) for person, stop in zip(people, stops, strict=True) if stop)
                yield Plan(tuple(routes), out)


def starts(problem: Problem, orders: Sequence[Sequence[Task]]) -> dict[int, float] | None:
    """The least starts that keep windows' beginnings, ways and gaps, by raising them until nothing is broken."""
    begins = {task.id: task.earliest for order in orders for task in order}
    for _round in range(60):
        before = dict(begins)
        for person, order in zip(problem.caregivers, orders, strict=True):
            free, place = person.from_minute, person.start
            for task in order:
                begins[task.id] = max(begins[task.id], free + float(problem.minutes[place, task.place]))
                free, place = begins[task.id] + task.minutes, task.place
        for link in problem.links:
            if link.first in begins and link.second in begins:
                begins[link.second] = max(begins[link.second], begins[link.first] + link.least)
                begins[link.first] = max(begins[link.first], begins[link.second] - link.most)
        if before == begins:
            return begins
    return None


ODD = st.sampled_from([-5.0, 0.0, 30.0, 1e6, 1439.0, 1500.0, inf, -inf, float("nan")])


@FEW
@given(st.lists(st.tuples(st.integers(-3, 5), ODD, ODD, ODD, st.sampled_from("abc"), st.booleans()), max_size=8), ODD)
def test_whatever_is_asked_for_the_rest_is_planned(asked: list[tuple[int, float, float, float, str, bool]],
                                                   until: float) -> None:  # fmt: skip
    minutes = np.full((4, 4), 20.0)
    team = [Caregiver(1, frozenset("ab"), 0, 0), Caregiver(2, frozenset("b"), 3, 3, 0.0, until)]
    tasks = [
        Task(row, place, length, earliest, latest, skill, hard=hard, unserved=100.0)
        for row, (place, length, earliest, latest, skill, hard) in enumerate(asked)
    ]
    problem, aside = problem_of(team, tasks, minutes, weights=WHOLE)
    assert all(isinstance(one, SetAside) and one.fault for one in aside)
    assert {task.id for task in problem.tasks} | {one.task_id for one in aside} == {task.id for task in tasks}
    assert faults_of(problem, planned(problem, 300)) == []


def test_a_visit_that_crosses_midnight_is_planned() -> None:
    team = [Caregiver(1, frozenset("a"), 0, 0, 1200, 1800)]
    problem, aside = problem_of(team, [Task(7, 1, 180, 1380, 1410, "a", hard=True)], [[0, 30], [30, 0]])
    assert aside == []
    plan = planned(problem)
    assert faults_of(problem, plan) == []
    assert plan.begin_of == {7: 1380.0}


def test_a_gap_is_kept_where_everybody_is_at_one_place_at_once() -> None:
    minutes = np.zeros((3, 3))
    minutes[2, :2] = minutes[:2, 2] = 2.0
    team = [Caregiver(who, frozenset("a"), 0, 0) for who in range(2)]
    tasks = [Task(row, 2 if row == 7 else 0, 0, 0, 0, "a") for row in range(10)]
    problem, _ = problem_of(team, tasks, minutes, links=[Link(3, 4), Link(6, 7, 0, 1)], weights=WHOLE)
    assert faults_of(problem, best_plan(problem, [Chain(problem, seed=0)])) == []
    assert faults_of(problem, planned(problem)) == []
