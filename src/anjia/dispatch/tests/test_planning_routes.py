"""The search over routes: lawful whatever a day asks for, exact on tiny days, never worse than where it began."""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest

from anjia.dispatch.planning import (
    Break,
    Caregiver,
    Link,
    Parameters,
    Plan,
    Problem,
    Published,
    Route,
    Stop,
    Task,
    Weights,
    cost_of,
    faults_of,
    problem_of,
    sharing,
    solve,
)
from anjia.dispatch.planning.kernels import day as field
from anjia.dispatch.planning.layout import Layout
from anjia.dispatch.planning.rounds import Budget
from anjia.dispatch.planning.routes import RouteChain
from anjia.dispatch.planning.solving import for_routes
from anjia.dispatch.planning.turns import chains_of, plan_by_routes

QUICK = Parameters(seconds=None, steps=3000, chains=1)
FEN = Weights(
    travel=60, tardiness=0, tardiness_steps=((10, 100), (30, 400)), overtime=90, waiting=30, unfairness=0.1,
    great_unfairness=0.3, other_caregiver=2500, moved=1000, far_moved=2500,
)  # fmt: skip


def hard_day(seed: int, tasks: int = 5, people: int = 2, weights: Weights | None = None) -> Problem:
    random = np.random.default_rng(seed)
    points = random.integers(0, 40, (tasks + people, 2))
    minutes = np.abs(points[:, None] - points[None]).sum(-1).astype(float)
    team = [Caregiver(k, frozenset("ab"[: 1 + k % 2]), tasks + k, tasks + k, 0, 480) for k in range(people)]
    begins = random.integers(0, 300, tasks)
    work = [
        Task(
            100 + i,
            i,
            float(random.integers(10, 60)),
            float(begins[i]),
            float(begins[i] + random.integers(20, 120)),
            "ab"[i % 2],
            hard=True,
            unserved=5000.0,
        )
        for i in range(tasks)
    ]
    return problem_of(team, work, minutes, weights=weights, hard_shifts=True)[0]


def rich_day(seed: int, tasks: int = 40, people: int = 8) -> Problem:
    """A day that asks for everything at once."""
    random = np.random.default_rng(seed)
    plain = hard_day(seed, tasks, people, FEN)
    team = [
        replace(
            one,
            breaks=(Break(100, 200, 30), Break(300, 400, 15))[: one.id % 3],
            most_minutes=(None, 400.0)[one.id % 2],
            mode=(None, "walk")[one.id % 5 == 0],
            earned=float(random.integers(0, 20_000)),
            target=10_000.0,
            pay=1.0 + 0.25 * (one.id % 3),
        )
        for one in plain.caregivers
    ]
    work = [
        replace(
            task,
            hard=bool(random.random() < 0.7),
            never=frozenset({int(random.integers(people))}),
            wishes={int(random.integers(people)): float(random.integers(-500, 4000))},
            earns=float(random.integers(2000, 9000)),
            published=Published(int(random.integers(people)), task.earliest + 10) if random.random() < 0.3 else None,
        )
        for task in plain.tasks
    ]
    ids = [task.id for task in work]
    links = [Link(ids[0], ids[2]), Link(ids[5], ids[7]), Link(ids[10], ids[12], 20, 60), Link(ids[21], ids[23], 45, 45)]
    problem, _ = problem_of(
        team, work, plain.minutes, links=links, weights=FEN, hard_shifts=seed % 2 == 0,
        modes={"walk": plain.minutes * 2.5},
    )  # fmt: skip
    return problem


def best_of_all(problem: Problem) -> float:
    """The cost of the best plan, by trying every one."""
    people = [None, *problem.caregivers]
    costs = []
    for given in product(range(len(people)), repeat=len(problem.tasks)):
        shares = [
            [task for task, who in zip(problem.tasks, given, strict=True) if who == k] for k in range(len(people))
        ]
        for orders in product(*(permutations(share) for share in shares[1:])):
            routes = tuple(early(problem, people[k + 1], order) for k, order in enumerate(orders) if order)
            plan = Plan(routes, tuple(task.id for task in shares[0]))
            if not faults_of(problem, plan):
                costs.append(cost_of(problem, plan).total)
    return min(costs)


def early(problem: Problem, person: Caregiver, order: tuple[Task, ...]) -> Route:
    free, place, stops = person.from_minute, person.start, []
    for task in order:
        begins = max(task.earliest, free + problem.minutes[place, task.place])
        stops.append(Stop(task.id, float(begins)))
        free, place = begins + task.minutes, task.place
    return Route(person.id, tuple(stops))


@pytest.mark.parametrize("seed", range(4))
def test_tiny_days_are_planned_as_well_as_by_trying_everything(seed: int) -> None:
    problem = hard_day(seed)
    assert for_routes(problem)
    plan = solve(problem, QUICK)
    assert faults_of(problem, plan) == []
    assert cost_of(problem, plan).total == pytest.approx(best_of_all(problem))


@pytest.mark.parametrize("seed", range(6))
def test_a_day_that_asks_for_everything_is_lawful_and_no_worse_than_greedy(seed: int) -> None:
    problem = rich_day(seed)
    greedy = RouteChain(Layout(problem), seed=seed).plan()
    plan = solve(problem, replace(QUICK, seed=seed))
    assert faults_of(problem, greedy) == []
    assert faults_of(problem, plan) == []
    assert cost_of(problem, plan).total <= cost_of(problem, greedy).total + 1e-6
    assert len(plan.unserved) < 20


def test_the_search_counts_as_the_checker_does() -> None:
    problem = hard_day(3, tasks=30, people=6, weights=replace(FEN, waiting=0))
    chain = RouteChain(Layout(problem), seed=1)
    chain.cool(100.0, 1.0, seconds=None, steps=2000)
    assert chain.best == pytest.approx(cost_of(problem, chain.plan()).total, rel=1e-5)


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = rich_day(5)
    assert solve(problem, QUICK) == solve(problem, QUICK)


def test_it_goes_on_from_a_plan_and_never_makes_it_worse() -> None:
    problem = rich_day(2)
    plan = solve(problem, QUICK)
    begun = RouteChain(Layout(problem), seed=3, begin=plan)
    assert begun.best <= cost_of(problem, plan).total * 1.1
    again = solve(problem, replace(QUICK, steps=10, seed=9), begin=plan)
    assert cost_of(problem, again).total <= cost_of(problem, plan).total + 1e-6


def test_only_what_may_move_is_moved() -> None:
    problem = hard_day(8, tasks=30, people=6)
    plan = solve(problem, replace(QUICK, steps=200))
    some = {task.id for task in problem.tasks[:10]}
    again = solve(problem, QUICK, begin=plan, among=some)
    assert faults_of(problem, again) == []
    for one, who in plan.caregiver_of.items():
        assert one in some or again.caregiver_of[one] == who


def test_links_are_kept_exactly_while_their_routes_change() -> None:
    free = hard_day(4, tasks=60, people=12)
    ids = [task.id for task in free.tasks]
    links = [Link(ids[k], ids[k + 2]) for k in range(0, 40, 4)]
    tasks = [replace(task, earliest=free.tasks[k - k % 4 + k % 2].earliest, latest=free.tasks[k - k % 4 + k % 2].latest)
             for k, task in enumerate(free.tasks)]  # fmt: skip
    problem, _ = problem_of(free.caregivers, tasks, free.minutes, links=links, hard_shifts=True)
    plan = plan_by_routes(problem, [1, 2], Budget(None, 3000, None))
    assert faults_of(problem, plan) == []
    assert sum(link.first in plan.begin_of for link in links) >= 8


def test_what_is_undone_leaves_nothing_behind() -> None:
    problem = rich_day(7)
    chain = RouteChain(Layout(problem), seed=1)
    before = chain.day.num[field.TOTAL]
    chain.cool(1e-9, 1e-9, seconds=None, steps=500)
    kept = chain.found()
    chain.go_to(kept)
    assert chain.day.num[field.TOTAL] == pytest.approx(kept.cost)
    assert kept.cost <= before


def test_wishes_breaks_and_hours_shape_a_route() -> None:
    problem = hard_day(6, tasks=12, people=3)
    free = solve(problem, QUICK)
    costly = [replace(task, wishes={0: 4000.0}) for task in problem.tasks]
    spared = solve(replace(problem, tasks=tuple(costly)), QUICK)
    done = [sum(who == 0 for who in plan.caregiver_of.values()) for plan in (free, spared)]
    assert done[1] <= done[0]
    short = tuple(replace(one, most_minutes=120.0) for one in problem.caregivers)
    assert len(solve(replace(problem, caregivers=short), QUICK).unserved) >= len(free.unserved)


def test_a_plan_costs_what_its_routes_did_when_they_were_found() -> None:
    problem = rich_day(3)
    chain = RouteChain(Layout(problem), seed=192)
    chain.cool(500.0, 5.0, seconds=None, steps=2000)
    assert cost_of(problem, chain.plan()).total <= chain.best * 1.03


def test_who_has_nobody_is_called_into_the_place_of_who_finds_another() -> None:
    minutes = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0))) * 20
    both, one = Caregiver(1, frozenset("ab"), 0, 0, 480, 720), Caregiver(2, frozenset("a"), 3, 3, 480, 720)
    rare = Task(10, 1, 120, 540, 560, "b", hard=True, unserved=5000.0)
    usual = Task(11, 1, 120, 540, 560, "a", hard=True, unserved=5000.0)
    problem, _ = problem_of([both, one], [rare, usual], minutes, hard_shifts=True)
    begin = Plan((Route(1, (Stop(11, 540.0),)),), (10,))
    chain = RouteChain(Layout(problem), seed=1, begin=begin)
    assert chain.alone == 1
    chain.call(1.0, 100.0, seconds=None, steps=200)
    assert chain.alone == 0
    assert chain.plan().caregiver_of == {10: 1, 11: 2}


def test_chains_that_share_a_day_keep_what_each_of_them_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "LEAST", 10)
    problem = hard_day(9, tasks=40, people=8)
    chains = chains_of(problem, [1, 2])
    assert sharing.can_share(chains)
    base = chains[0].found()
    dealt = sharing.deal(chains, base, 0)
    assert not (dealt[0] & dealt[1]).any()
    assert (dealt[0] | dealt[1]).all()
    for chain in chains:
        chain.cool(5.0, 0.1, seconds=None, steps=500)
    gained = sum(base.cost - chain.best for chain in chains)
    assert min(base.cost - chain.best for chain in chains) > 0
    sharing.collect(chains, dealt, base, base, last=True)
    assert chains[0].best == pytest.approx(base.cost - gained)
    plan = chains[0].plan()
    assert faults_of(problem, plan) == []
    assert cost_of(problem, plan).total == pytest.approx(chains[0].best, rel=1e-5)
    told: list[float] = []
    plan_by_routes(problem, [1, 2], Budget(None, 3000, None), tell=lambda _share, cost: told.append(cost))
    assert told == sorted(told, reverse=True)
    both = [plan_by_routes(problem, [1, 2], Budget(None, 600, None)) for _time in range(2)]
    assert both[0] == both[1]
