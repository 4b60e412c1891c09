"""Day plans: lawful always, never worse than the first order, equal to brute force where that can tell."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest

from anjia.dispatch.planning import (
    Caregiver,
    Link,
    Parameters,
    Plan,
    Problem,
    Progress,
    Route,
    Stop,
    Task,
    Weights,
    cost_of,
    faults_of,
    problem_of,
    solve,
)
from anjia.dispatch.planning.hhcrsp import read_instance
from anjia.dispatch.planning.vetting import Fault

QUICK = Parameters(seconds=None, steps=4000, chains=1)
WHOLE = Weights(travel=1, tardiness=1, worst_tardiness=1, overtime=2)


def day(seed: int, tasks: int = 4, people: int = 2, **more: object) -> Problem:
    """A small random day on a square of 40 minutes."""
    random = np.random.default_rng(seed)
    points = random.integers(0, 40, (tasks + people, 2))
    minutes = np.abs(points[:, None] - points[None]).sum(-1)
    team = [Caregiver(k, frozenset("ab"[: 1 + k % 2]), tasks + k, tasks + k, 0, 600) for k in range(people)]
    windows = random.integers(0, 300, tasks)
    work = [
        Task(100 + i, i, float(random.integers(10, 60)), float(windows[i]), float(windows[i] + 40), "a", **more)  # type: ignore[arg-type]
        for i in range(tasks)
    ]
    return problem_of(team, work, minutes, weights=WHOLE)[0]


def every_plan(problem: Problem) -> Iterator[Plan]:
    """All plans without links: who does what, in every order, each as early as can be."""
    people = problem.caregivers
    for given in product(range(len(people)), repeat=len(problem.tasks)):
        shares = [
            [task for task, who in zip(problem.tasks, given, strict=True) if who == k] for k in range(len(people))
        ]
        if all(problem.may(task, people[k]) for k, share in enumerate(shares) for task in share):
            for orders in product(*(permutations(share) for share in shares)):
                routes = [early(problem, people[k], order) for k, order in enumerate(orders) if order]
                yield Plan(tuple(routes))


def early(problem: Problem, person: Caregiver, order: Sequence[Task]) -> Route:
    """The tasks one after another, each as early as it can be."""
    free, place, stops = person.from_minute, person.start, []
    for task in order:
        begins = max(task.earliest, free + problem.minutes[place, task.place])
        stops.append(Stop(task.id, float(begins)))
        free, place = begins + task.minutes, task.place
    return Route(person.id, tuple(stops))


@pytest.mark.parametrize("seed", range(6))
def test_tiny_days_are_solved_as_well_as_by_trying_everything(seed: int) -> None:
    problem = day(seed)
    best = min(cost_of(problem, plan).total for plan in every_plan(problem))
    plan = solve(problem, QUICK)
    assert faults_of(problem, plan) == []
    assert cost_of(problem, plan).total == pytest.approx(best)


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = day(9, tasks=12, people=4)
    assert solve(problem, QUICK) == solve(problem, QUICK)


@pytest.mark.parametrize(("least", "most"), [(0.0, 0.0), (20.0, 45.0), (90.0, 90.0)])
def test_linked_tasks_keep_their_gap_and_have_two_caregivers(least: float, most: float) -> None:
    free = day(3, tasks=8, people=4)
    links = [Link(100, 101, least, most), Link(104, 103, least, most)]
    problem, aside = problem_of(free.caregivers, free.tasks, free.minutes, links=links, weights=WHOLE)
    assert aside == []
    plan = solve(problem, QUICK)
    assert faults_of(problem, plan) == []
    assert plan.begin_of[101] - plan.begin_of[100] == pytest.approx(least, abs=most - least + 1e-6)


def test_what_cannot_be_kept_is_left_out_and_priced() -> None:
    problem = day(5, tasks=10, people=1, hard=True, unserved=500.0)
    plan = solve(problem, QUICK)
    assert faults_of(problem, plan) == []
    assert plan.unserved
    assert cost_of(problem, plan).unserved == 500.0 * len(plan.unserved)


def test_a_refused_caregiver_is_never_sent_and_a_pinned_one_always() -> None:
    free = day(7, tasks=6, people=4)
    tasks = [replace(task, never=frozenset({0})) for task in free.tasks[:-1]]
    tasks.append(replace(free.tasks[-1], only=frozenset({2})))
    problem, _ = problem_of(free.caregivers, tasks, free.minutes, weights=WHOLE)
    plan = solve(problem, QUICK)
    assert faults_of(problem, plan) == []
    assert 0 not in plan.caregiver_of.values()
    assert plan.caregiver_of[105] == 2


def test_a_wish_that_costs_enough_is_heard() -> None:
    free = day(11, tasks=6, people=2)
    tasks = [replace(task, wishes={0: 1000.0}) for task in free.tasks]
    problem, _ = problem_of(free.caregivers, tasks, free.minutes, weights=WHOLE)
    assert set(solve(problem, QUICK).caregiver_of.values()) == {1}


def test_bad_tasks_are_set_aside_with_their_reason_and_the_rest_is_planned() -> None:
    good = day(1, tasks=6)
    minutes = good.minutes
    bad = {
        Fault.NO_PLACE: Task(1, 99, 30, 0, 60, "a"),
        Fault.BAD_MINUTES: Task(2, 0, -5, 0, 60, "a"),
        Fault.IMPOSSIBLE_WINDOW: Task(3, 0, 30, 60, 0, "a"),
        Fault.NOBODY_ABLE: Task(4, 0, 30, 0, 60, "cooking"),
    }
    endless = Task(5, 0, 1e6, 0, 60, "a")
    nameless = Caregiver(9, frozenset("a"), 0, 0, 500, 500)
    problem, aside = problem_of([*good.caregivers, nameless], [*good.tasks, *bad.values(), endless], minutes)
    assert {one.fault: one.task_id for one in aside if one.task_id < 5} == {f: task.id for f, task in bad.items()}
    assert Fault.BAD_MINUTES in {one.fault for one in aside if one.task_id == 5}
    assert 9 not in {person.id for person in problem.caregivers}
    assert faults_of(problem, solve(problem, QUICK)) == []


def test_a_link_to_nowhere_sets_its_other_task_aside() -> None:
    good = day(1, tasks=4)
    problem, aside = problem_of(good.caregivers, good.tasks, good.minutes, links=[Link(100, 777), Link(101, 101)])
    assert {one.task_id: one.fault for one in aside} == {100: Fault.PARTNER, 101: Fault.BAD_LINK}
    assert {task.id for task in problem.tasks} == {102, 103}


@pytest.mark.parametrize(
    "bounds", [{"seconds": None}, {"seconds": -1.0}, {"seconds": float("nan")}, {"steps": 0}, {"chains": 0}]
)
def test_parameters_out_of_bounds_are_refused(bounds: dict[str, float | None]) -> None:
    with pytest.raises(ValueError):
        Parameters(**bounds)  # type: ignore[arg-type]


def test_progress_is_told_and_a_target_ends_the_search() -> None:
    heard: list[Progress] = []
    solve(day(2), replace(QUICK, target=1e9), tell=heard.append)
    assert len(heard) == 1
    solve(day(2), QUICK, tell=heard.append)
    assert heard[-1].share == pytest.approx(1.0)


def test_a_day_without_tasks_or_people_is_an_empty_plan() -> None:
    problem = day(1)
    assert solve(replace(problem, tasks=())) == Plan(())
    assert solve(replace(problem, caregivers=())).unserved == (100, 101, 102, 103)


def test_the_checker_names_every_broken_rule() -> None:
    problem = day(4, hard=True)
    first, other = problem.tasks[0], problem.tasks[1]
    plan = Plan((Route(0, (Stop(first.id, -50.0), Stop(other.id, 9e3))), Route(0, ()), Route(77, ())))
    faults = " ".join(faults_of(replace(problem, links=(Link(first.id, other.id, 0, 5),), hard_shifts=True), plan))
    for part in ("0 times", "before it can", "after its window", "after the shift", "two routes".replace("two", "2"),
                 "not of this problem", "one caregiver does both", "its gap"):  # fmt: skip
        assert part in faults


def test_what_is_no_instance_is_refused() -> None:
    for text in ("{}", "[]", '{"services": [], "patients": [{}], "caregivers": []}', '{"services": 3}'):
        with pytest.raises(ValueError):
            read_instance(text)


def test_an_extended_instance_has_departing_points_shifts_and_taboos() -> None:
    visit = {"time_window": [60, 120], "required_caregivers": [{"service": "s", "duration": 30}]}
    found = {
        "services": [{"id": "s"}],
        "caregivers": [
            {"id": "c0", "abilities": ["s"], "distance_matrix_index": 1, "working_shift": [30, 200]},
            {"id": "c1", "abilities": ["s"], "distance_matrix_index": 0, "working_shift": [0, 50]},
        ],
        "patients": [
            visit | {"distance_matrix_index": 2},
            visit | {"distance_matrix_index": 3, "incompatible_caregivers": ["c0"]},
        ],
        "distances": [[0, 9, 9, 9], [9, 0, 20, 9], [9, 20, 0, 9], [9, 9, 9, 0]],
    }
    problem = read_instance(json.dumps(found))
    first, second = problem.caregivers
    assert (first.start, first.end, first.from_minute, first.until_minute) == (1, 1, 30.0, 200.0)
    assert second.start == 0
    assert [task.place for task in problem.tasks] == [2, 3]
    assert problem.tasks[1].never == frozenset({0})
    plan = solve(problem, QUICK)
    assert cost_of(problem, plan).overtime == 60 + 30 + 9 - 50
    assert cost_of(problem, plan).total == pytest.approx((20 * 2 + 9 * 2 + 49) / 3)
