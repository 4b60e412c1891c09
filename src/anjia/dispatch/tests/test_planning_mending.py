"""Mending a day and cutting a city: nothing hard is broken, nothing begun moves, nothing gets worse."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.dispatch.planning import (
    Caregiver,
    Link,
    Parameters,
    Plan,
    Problem,
    Task,
    Weights,
    cost_of,
    faults_of,
    problem_of,
    solve,
)
from anjia.dispatch.planning.parts import Part, joined, put_back
from anjia.dispatch.planning.repairing import Aim, Happened, repaired, standing
from anjia.dispatch.planning.splitting import parts_of, solve_in_parts
from anjia.dispatch.planning.vicinity import around

QUICK = Parameters(seconds=None, steps=60, chains=1)
TOLD = Weights(other_caregiver=15.0, moved=6.0, far_moved=15.0)
SMALL = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def a_day(seed: int, *, tasks: int = 24, people: int = 6, pairs: int = 2) -> Problem:
    """A day in a town of fifty by fifty minutes; the first visits need two."""
    random = np.random.default_rng(seed)
    spots = random.uniform(0, 50, (tasks + people, 2))
    minutes = np.ceil(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)))
    team = [
        Caregiver(k, frozenset({"a", "b"} if k % 3 else {"a"}), tasks + k, tasks + k, 480.0, 1080.0)
        for k in range(people)
    ]
    begins = 15.0 * random.integers(34, 64, tasks)
    visits = [
        Task(k, k, 45.0, begins[k], begins[k] + 120.0, "b" if k % 4 == 0 else "a", hard=True, unserved=10_000.0)
        for k in range(tasks)
    ]
    links = [Link(2 * k + 1, 2 * k + 2) for k in range(pairs)]
    for link in links:
        window = {"earliest": visits[link.first].earliest, "latest": visits[link.first].latest}
        visits[link.second] = Task(link.second, link.first, 45.0, **window, skill="a", hard=True, unserved=10_000.0)
    return problem_of(team, visits, minutes, links=links, weights=TOLD, hard_shifts=True)[0]


def a_plan(problem: Problem) -> Plan:
    plan = solve(problem, QUICK, begin=Plan((), tuple(task.id for task in problem.tasks)))
    assert not faults_of(problem, plan)
    return plan


@SMALL
@given(
    st.integers(0, 10**6), st.integers(480, 1000), st.sets(st.integers(0, 5), max_size=2), st.sampled_from(list(Aim))
)
def test_a_repair_breaks_nothing_and_moves_nothing_that_has_begun(
    seed: int, now: int, absent: set[int], aim: Aim
) -> None:
    problem = a_day(seed)
    published = a_plan(problem)
    happened = Happened(float(now), frozenset(absent))
    left = standing(problem, published, happened)
    assert not faults_of(left.problem, left.plan)
    found = repaired(problem, published, happened, aim, seconds=0.05)
    assert not faults_of(left.problem, found.plan)
    assert not absent & {route.caregiver_id for route in found.plan.routes}
    for one in left.frozen:
        assert found.plan.caregiver_of[one] == published.caregiver_of[one]
        assert found.plan.begin_of[one] == published.begin_of[one]
    assert len(found.plan.unserved) <= len(left.plan.unserved)
    assert all(begins >= now for one, begins in found.plan.begin_of.items() if one not in left.frozen)


def test_nothing_happened_changes_nothing() -> None:
    problem = a_day(3)
    published = a_plan(problem)
    found = repaired(problem, published, Happened(480.0), Aim.LEAST_CHANGE)
    assert found.orphans == frozenset(published.unserved)
    assert not found.moved


@pytest.mark.slow
def test_a_visit_that_lasts_longer_moves_or_hands_over_what_comes_after_it() -> None:
    problem = a_day(5)
    published = a_plan(problem)
    route = max(published.routes, key=lambda one: len(one.stops))
    first = route.stops[0]
    happened = Happened(first.begins + 1, lasting={first.task_id: first.begins + 400.0})
    found = repaired(problem, published, happened, Aim.LEAST_COST)
    left = standing(problem, published, happened)
    assert not faults_of(left.problem, found.plan)
    ends = first.begins + 400.0
    mine = [one for one in found.plan.routes if one.caregiver_id == route.caregiver_id]
    assert all(stop.begins >= ends for one in mine for stop in one.stops if stop.task_id not in left.frozen)
    assert {change.task_id for change in found.changes} & {stop.task_id for stop in route.stops[1:]}
    later = Happened(route.stops[-1].begins + 1, lasting={route.stops[-1].task_id: 1200.0})
    assert not faults_of(standing(problem, published, later).problem, standing(problem, published, later).plan)


@pytest.mark.slow
def test_a_rush_order_finds_its_place_and_says_who_is_moved() -> None:
    problem = a_day(7, pairs=0)
    known = Plan(a_plan(problem).routes, ())
    rush = 23
    routes = tuple(
        type(route)(route.caregiver_id, tuple(stop for stop in route.stops if stop.task_id != rush))
        for route in known.routes
    )
    found = repaired(problem, Plan(routes), Happened(480.0), Aim.ALL_SERVED)
    assert rush in found.orphans
    assert rush in found.plan.caregiver_of
    assert next(change for change in found.changes if change.task_id == rush).before is None


@SMALL
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_parts_hold_everything_once_and_join_to_a_lawful_plan(seed: int, count: int) -> None:
    problem = a_day(seed)
    parts = parts_of(problem, count, seed=seed)
    assert sorted(task.id for part in parts for task in part.problem.tasks) == [task.id for task in problem.tasks]
    assert sorted(one.id for part in parts for one in part.problem.caregivers) == [one.id for one in problem.caregivers]
    assert sum(len(part.problem.links) for part in parts) == len(problem.links)
    plan = joined(part.solved(QUICK) for part in parts)
    assert not faults_of(problem, plan)


@pytest.mark.slow
@SMALL
@given(st.integers(0, 10**6))
def test_an_exchange_across_new_borders_never_makes_it_worse(seed: int) -> None:
    problem = a_day(seed)
    costs = []

    def noted(parts: list[Part], parameters: Parameters) -> list[Plan]:
        plans = [part.solved(parameters) for part in parts]
        costs.append(cost_of(problem, joined(plans)).total)
        return plans

    plan = solve_in_parts(problem, 3, QUICK, rounds=3, run=noted)
    assert not faults_of(problem, plan)
    assert costs[1] <= costs[0] + 1e-6
    assert costs[2] <= costs[1] + 1e-6
    assert cost_of(problem, plan).total <= costs[-1] + 1e-6


def test_what_lies_around_a_task_is_a_part_and_the_rest_stays_as_it_is() -> None:
    problem = a_day(11, tasks=60, people=15, pairs=4)
    whole = a_plan(problem)
    tied = {one for link in problem.links for one in (link.first, link.second)}
    lost = {next(stop.task_id for route in whole.routes for stop in route.stops if stop.task_id not in tied)}
    routes = tuple(
        type(route)(route.caregiver_id, tuple(stop for stop in route.stops if stop.task_id not in lost))
        for route in whole.routes
    )
    plan = Plan(routes, tuple(sorted({*whole.unserved, *lost})))
    part = around(problem, plan, lost, lost, routes=2)
    people = {one.id for one in part.problem.caregivers}
    assert 0 < len(people) < len(problem.caregivers)
    assert lost <= {task.id for task in part.problem.tasks}
    assert sorted(put_back(plan, part, part.begin or plan).caregiver_of.items()) == sorted(plan.caregiver_of.items())
    found = put_back(plan, part, part.solved(QUICK))
    assert not faults_of(problem, found)
    assert lost & set(found.caregiver_of)
    kept = {route.caregiver_id: route for route in found.routes}
    assert all(kept[route.caregiver_id] == route for route in routes if route.caregiver_id not in people)
