"""The search over routes in turns: chains cool together and go on from the best that any of them found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import sqrt

import numpy as np

from anjia.dispatch.planning.checker import cost_of, faults_of
from anjia.dispatch.planning.layout import Layout
from anjia.dispatch.planning.numbering import by_neighbourhood
from anjia.dispatch.planning.plan import Plan
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.rounds import Budget
from anjia.dispatch.planning.routes import RouteChain
from anjia.dispatch.planning.sharing import can_share, collect, deal

TURNS = 10
HOT, COLD = 3.0, 0.12  # of the price of a usual way
AGAIN = 0.5  # share of the heat where a plan is there already
MENDING = 0.1, 0.005  # of the price of a usual way, first and last, where most of a plan stays
ENOUGH_STEPS = 1500  # per task, for which the whole heat pays; where there are fewer, it is begun less hot
CALLED = 0.3  # share of a turn for those whom nobody does; less each time when it was in vain
CALLING = 0.1  # of a usual way: how hot
REACH = 15.0  # usual ways by which a plan may be dearer meanwhile
MOST_CALLED = 400  # where so many have nobody, they do not need to be called


def chains_of(
    problem: Problem, seeds: Sequence[int], *, begin: Plan | None = None, among: Collection[int] | None = None
) -> list[RouteChain]:
    """Chains that share one layout and begin alike; with `among`, only these tasks and those of nobody are moved."""
    done = begin.caregiver_of if begin is not None else {}
    moving = None if among is None else {one.id for one in problem.tasks if one.id in among or one.id not in done}
    layout = Layout(by_neighbourhood(problem), moving=moving)
    chains = [RouteChain(layout, seed=seed, begin=begin) for seed in seeds]
    if among is not None:
        for chain in chains:
            chain.only(among)
    return chains


def in_turns(
    chains: Sequence[RouteChain], budget: Budget, *, begun: bool = False, mending: bool = False
) -> Iterator[float]:
    """Runs all turns; yields the share of the budget that is spent after each. `begun`: a plan is there already;
    `mending`: most of it stays."""
    way = usual_way(chains[0].layout) or 1.0
    dearer = 1.0 + usual_income(chains[0].layout.problem) / way
    shared = can_share(chains)
    call = Call(CALLING * way, REACH * way, since=0 if begun else TURNS // 5)
    for turn in range(TURNS):
        if budget.met(chains):
            return
        best = min(chains, key=lambda chain: chain.best).found()
        base = chains[0].standing() if shared else best
        dealt = deal(chains, base, turn) if shared else []
        if turn and not shared:
            for chain in chains:
                if chain.best > base.cost:
                    chain.go_to(base)
        share = call.share(chains, turn)
        if share:
            seconds, steps = budget.part(share / TURNS)
            beside(chains, lambda chain: chain.call(call.heat, call.reach, seconds=seconds, steps=steps))  # noqa: B023
        seconds, steps = budget.part((1 - share) / TURNS)
        hot, cold = MENDING if mending else (dearer * hottest(chains, budget, shared=shared, begun=begun), COLD)
        heat, cooler = (way * hot * (cold / hot) ** (part / TURNS) for part in (turn, turn + 1))
        beside(chains, lambda chain: chain.cool(heat, cooler, seconds=seconds, steps=steps))  # noqa: B023
        if shared:
            collect(chains, dealt, base, best, last=turn == TURNS - 1)
        yield (turn + 1) / TURNS


def hottest(chains: Sequence[RouteChain], budget: Budget, *, shared: bool, begun: bool) -> float:
    """How hot to begin, by how many steps there are for each task, as far as is known how fast they are made."""
    each = budget.steps_of(chains[0]) * (len(chains) if shared else 1) / max(1, len(chains[0].layout.problem.tasks))
    return max(COLD, (AGAIN if begun else 1.0) * HOT * sqrt(min(1.0, each / ENOUGH_STEPS)))


def beside(chains: Sequence[RouteChain], work: Callable[[RouteChain], None]) -> None:
    """Does the same with all chains, each on its own thread."""
    with ThreadPoolExecutor(len(chains)) as threads:
        for one in [threads.submit(work, chain) for chain in chains]:
            one.result()


@dataclass
class Call:
    """How much of each turn those whom nobody does are called: half as much after each time in vain."""

    heat: float
    reach: float
    since: int
    part: float = CALLED
    alone: int = MOST_CALLED + 1

    def share(self, chains: Sequence[RouteChain], turn: int) -> float:
        """The share of this turn."""
        alone = min(chain.alone for chain in chains)
        if turn < self.since or not 0 < alone <= MOST_CALLED:
            return 0.0
        if alone >= self.alone:
            self.part /= 2
        self.alone = alone
        return self.part


def usual_way(layout: Layout) -> float:
    """What a way between neighbours costs."""
    place = np.array([task.place for task in layout.problem.tasks])
    beside = layout.near[:, :4]
    rows, columns = np.nonzero(beside >= 0)
    ways = layout.ways[0, place[rows], place[beside[rows, columns]]]
    return float(ways.mean()) * layout.problem.weights.travel if len(ways) else 0.0


def usual_income(problem: Problem) -> float:
    """What a task's part of an income that is off its target costs; 0 where incomes are not weighed."""
    weighed = any(person.target for person in problem.caregivers)
    return problem.weights.unfairness * float(np.mean([task.earns for task in problem.tasks])) if weighed else 0.0


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
    for share in in_turns(chains, budget, begun=begin is not None, mending=among is not None):
        if tell is not None:
            tell(share, min(chain.best for chain in chains))
    plan = min(chains, key=lambda chain: chain.best).plan()
    return plan if begin is None else cheaper(problem, begin, plan)


def cheaper(problem: Problem, begin: Plan, plan: Plan) -> Plan:
    """The plan found, or the one it began from where that is lawful and costs less."""
    if faults_of(problem, begin) or cost_of(problem, begin).total >= cost_of(problem, plan).total:
        return plan
    return begin
