"""The search over routes in turns: chains cool together and go on from the best that any of them found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from anjia.dispatch.planning.checker import cost_of, faults_of
from anjia.dispatch.planning.layout import Layout
from anjia.dispatch.planning.plan import Plan
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.rounds import Budget
from anjia.dispatch.planning.routes import RouteChain

TURNS = 10
HOT, WARM, COLD = 0.5, 0.1, 0.005  # of the price of a usual way; warm: a plan is there already


def chains_of(
    problem: Problem, seeds: Sequence[int], *, begin: Plan | None = None, among: Collection[int] | None = None
) -> list[RouteChain]:
    """Chains that share one layout; with `among`, only these tasks are moved."""
    layout = Layout(problem)
    chains = [RouteChain(layout, seed=seed, begin=begin) for seed in seeds]
    if among is not None:
        for chain in chains:
            chain.only(among)
    return chains


def in_turns(chains: Sequence[RouteChain], budget: Budget, *, warm: bool) -> Iterator[float]:
    """Runs all turns; yields the share of the budget that is spent after each."""
    usual = usual_price(chains[0].layout)
    hot, cold = (WARM if warm else HOT) * usual, COLD * usual
    for turn in range(TURNS):
        if budget.met(chains):  # type: ignore[arg-type]
            return
        if turn:
            best = min(chains, key=lambda chain: chain.best).found()
            for chain in chains:
                if chain.best > best.cost:
                    chain.go_to(best)
        seconds, steps = budget.part(1 / TURNS)
        heat, cooler = (hot * (cold / hot) ** (part / TURNS) for part in (turn, turn + 1))
        with ThreadPoolExecutor(len(chains)) as threads:
            cooling = [threads.submit(one.cool, heat, cooler, seconds=seconds, steps=steps) for one in chains]
        for one in cooling:
            one.result()
        yield (turn + 1) / TURNS


def usual_price(layout: Layout) -> float:
    """What a way between neighbours costs; 1 where ways cost nothing."""
    place = np.array([task.place for task in layout.problem.tasks])
    beside = layout.near[:, :4]
    rows, columns = np.nonzero(beside >= 0)
    ways = layout.ways[0, place[rows], place[beside[rows, columns]]]
    mean = float(ways.mean()) if len(ways) else 0.0
    return max(mean * layout.problem.weights.travel, 1e-3) if layout.problem.weights.travel else 1.0


def plan_by_routes(
    problem: Problem,
    seeds: Sequence[int],
    budget: Budget,
    *,
    begin: Plan | None = None,
    among: Collection[int] | None = None,
    tell: Callable[[float, float], None] | None = None,
) -> Plan:
    """The best plan found; never worse than the one it began from, where that is lawful."""
    chains = chains_of(problem, seeds, begin=begin, among=among)
    for share in in_turns(chains, budget, warm=begin is not None):
        if tell is not None:
            tell(share, min(chain.best for chain in chains))
    plan = min(chains, key=lambda chain: chain.best).plan()
    if begin is None or faults_of(problem, begin) or cost_of(problem, begin).total >= cost_of(problem, plan).total:
        return plan
    return begin
