"""One chain of the search over orders: its state, its cooling, its plan."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anjia.dispatch.planning.checker import cost_of, faults_of
from anjia.dispatch.planning.greedy import first_order
from anjia.dispatch.planning.kernels.annealing import anneal
from anjia.dispatch.planning.kernels.search import BEGINS, BEST, COST, HEAD, NEXT
from anjia.dispatch.planning.lawful import lawful
from anjia.dispatch.planning.plan import Plan, Route, Stop
from anjia.dispatch.planning.problem import Problem
from anjia.dispatch.planning.tables import Floats, Ints, search_of

MEASURED = 20_000  # steps
CHUNKS = 16  # a cooling is cut so, to keep to its seconds


@dataclass(frozen=True)
class Found:
    """An order that a chain found."""

    ints: Ints
    floats: Floats
    cost: float


class Chain:
    """A search of its own, with its own seed."""

    def __init__(self, problem: Problem, *, seed: int) -> None:
        self.problem = problem
        self.search = search_of(problem)
        self.random = np.random.default_rng(seed)
        self.chance = self.random.integers(1, 2**62, 1).astype(np.uint64)
        self.rate = 500_000.0  # steps per CPU second, measured as it goes
        first_order(self.search, self.random)
        self.search.sums[BEST] = np.inf
        weights = problem.weights
        self.unit = 3 * max(weights.travel, weights.tardiness) or 1.0  # heat is per three minutes, as in the literature
        self.best_ints, self.best_floats = self.search.ints.copy(), self.search.floats.copy()
        self.walk(1.0, 1.0, 0)  # compiled here, so that the seconds are spent on searching
        self.search.sums[BEST] = self.search.sums[COST]
        self.first = self.found()
        self.best_ints, self.best_floats = self.search.ints.copy(), self.search.floats.copy()

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return len(self.problem.tasks)

    @property
    def best(self) -> float:
        """The cost of the best order found."""
        return float(self.search.sums[BEST])

    def found(self) -> Found:
        """The best order found, apart from the search."""
        return Found(self.best_ints.copy(), self.best_floats.copy(), self.best)

    def go_to(self, found: Found) -> None:
        """Continues from an order that this or another chain found."""
        self.search.ints[:], self.search.floats[:] = found.ints, found.floats
        if found.cost < self.best:
            self.best_ints[:], self.best_floats[:] = found.ints, found.floats
            self.search.sums[BEST] = found.cost

    def begin_anew(self) -> None:
        """Continues from another first order."""
        first_order(self.search, self.random)

    def walk(self, hot: float, cold: float, steps: int) -> None:
        """Cools from hot to cold over so many steps."""
        hot, cold = hot * self.unit, cold * self.unit
        anneal(self.search, self.chance, hot, cold, steps, self.best_ints, self.best_floats)

    def measure(self, heat: float) -> None:
        """Walks a little, to know how many steps a CPU second holds."""
        at = time.thread_time()
        self.walk(heat, heat, MEASURED)
        self.rate = MEASURED / max(1e-6, time.thread_time() - at)

    def cool(
        self, hot: float, cold: float, *, seconds: float | None, steps: int | None, target: float | None = None
    ) -> None:
        """Cools once over the steps or the CPU seconds of this thread, whichever is less; ends early at the target."""
        begun, done = time.thread_time(), 0.0
        while done < 1.0 and not (target is not None and self.best <= target + 1e-9):
            share = 1 / CHUNKS if seconds is not None or target is not None else 1.0
            count = self._count(share, seconds, steps)
            at = time.thread_time()
            until = min(1.0, done + share)
            self.walk(hot * (cold / hot) ** done, hot * (cold / hot) ** until, count)
            now = time.thread_time()
            self.rate = count / max(1e-6, now - at)
            done = until if seconds is None else max(until, (now - begun) / seconds)

    def _count(self, share: float, seconds: float | None, steps: int | None) -> int:
        wanted = [self.rate * seconds * share] if seconds is not None else []
        if steps is not None:
            wanted.append(steps * share)
        return max(200, round(min(wanted)))

    def plans(self) -> list[Plan]:
        """The best order and the first one as plans, with whatever breaks a hard rule left out."""
        return [self._plan(order) for order in (self.found(), self.first)]

    def _plan(self, order: Found) -> Plan:
        self.search.ints[:], self.search.floats[:] = order.ints, order.floats
        self.walk(1.0, 1.0, 0)
        problem, ints = self.problem, self.search.ints
        routes, unserved = [], []
        for who in range(len(problem.caregivers) + 1):
            stops = []
            task = int(ints[who, HEAD])
            while task >= 0:
                stops.append(Stop(problem.tasks[task].id, float(self.search.floats[task, BEGINS])))
                task = int(ints[task, NEXT])
            if who == len(problem.caregivers):
                unserved = [stop.task_id for stop in stops]
            elif stops:
                routes.append(Route(problem.caregivers[who].id, tuple(stops)))
        return lawful(problem, Plan(tuple(routes), tuple(unserved)))


def best_plan(problem: Problem, chains: Sequence[Chain]) -> Plan:
    """The best of all by the checker. What had to be left out can make the best order dearer than the first."""
    plans = [plan for chain in chains for plan in chain.plans()]
    return min(plans, key=lambda plan: (len(faults_of(problem, plan)), cost_of(problem, plan).total))
