"""Solves a problem: parameters, progress, chains on threads that exchange what they found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import isfinite

from anjia.dispatch.planning.chains import Chain, best_plan
from anjia.dispatch.planning.plan import Plan
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.rounds import Budget, in_rounds
from anjia.dispatch.planning.turns import plan_by_routes

MOST_SECONDS = 24 * 3600.0
MOST_CHAINS = 64
MOST_FOR_ORDERS = 1000


@dataclass(frozen=True)
class Parameters:
    """How long and how to search. Stops at the first of: seconds of CPU per chain, steps per chain, the target cost.

    With `steps` alone the same seed gives the same plan on every machine of a kind; with seconds it depends on the
    machine's speed.
    """

    seed: int = 0
    seconds: float | None = 10.0
    steps: int | None = None
    target: float | None = None
    chains: int = 2

    def __post_init__(self) -> None:
        if self.seconds is None and self.steps is None:
            raise ValueError("give seconds or steps, so that the search ends")
        if self.seconds is not None and not (isfinite(self.seconds) and 0 < self.seconds <= MOST_SECONDS):
            raise ValueError(f"seconds must lie between 0 and {MOST_SECONDS:.0f}")
        if self.steps is not None and not 0 < self.steps <= 10**12:
            raise ValueError("steps must lie between 1 and 10^12")
        if not 1 <= self.chains <= MOST_CHAINS:
            raise ValueError(f"chains must lie between 1 and {MOST_CHAINS}")


@dataclass(frozen=True)
class Progress:
    """How far a search is: the share done, and the best cost so far in the objective's unit."""

    share: float
    cost: float


def solve(
    problem: Problem,
    parameters: Parameters | None = None,
    *,
    tell: Callable[[Progress], None] | None = None,
    begin: Plan | None = None,
    among: Collection[int] | None = None,
) -> Plan:
    """The best plan found. Lawful always: what cannot be kept is left out, where it may be.

    `tell` hears of the progress, from the calling thread. With `begin` the search goes on from that plan; with `among`
    it moves only those tasks, by their ids, and those that nobody does. Raises ValueError for parameters out of bounds.
    """
    wanted = parameters or Parameters()
    if not problem.tasks or not problem.caregivers:
        return Plan((), tuple(task.id for task in problem.tasks))
    seeds = [wanted.seed * MOST_CHAINS + number for number in range(wanted.chains)]
    budget = Budget(wanted.seconds, wanted.steps, wanted.target)
    if begin is None and among is None and not for_routes(problem):
        return plan_by_orders(problem, seeds, budget, tell)
    heard = (lambda share, cost: tell(Progress(share, cost))) if tell is not None else None
    return plan_by_routes(problem, seeds, budget, begin=begin, among=among, tell=heard)


def plan_by_orders(
    problem: Problem, seeds: Sequence[int], budget: Budget, tell: Callable[[Progress], None] | None
) -> Plan:
    """The best plan that the search over orders finds."""
    chains = [Chain(problem, seed=seed) for seed in seeds]
    for share in in_rounds(chains, budget):
        if tell is not None:
            tell(Progress(share, min(chain.best for chain in chains)))
    return best_plan(problem, chains)


def for_routes(problem: Problem) -> bool:
    """Whether a day is one for the search over routes: large, of hard windows alone, or with what only it knows."""
    weights = problem.weights
    tied = bool(problem.links) or not all(task.hard for task in problem.tasks)
    return (
        not tied
        or len(problem.tasks) > MOST_FOR_ORDERS
        or weights.waiting > 0
        or bool(weights.tardiness_steps)
        or any(one.breaks or one.most_minutes or one.mode or one.target for one in problem.caregivers)
        or any(task.published for task in problem.tasks)
    )
