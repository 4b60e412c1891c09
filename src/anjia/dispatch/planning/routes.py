"""One chain of the search over routes: its state, its cooling, its plan."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from anjia.dispatch.planning.checker import cost_of
from anjia.dispatch.planning.grid import Table, down, up
from anjia.dispatch.planning.kernels import day as field
from anjia.dispatch.planning.kernels.following import follow_plan
from anjia.dispatch.planning.kernels.reference import table_of
from anjia.dispatch.planning.kernels.ruins import anneal_routes
from anjia.dispatch.planning.lawful import lawful
from anjia.dispatch.planning.layout import Layout
from anjia.dispatch.planning.listing import listed
from anjia.dispatch.planning.plan import Plan, Route, Stop

CHUNK_SECONDS = 0.25


@dataclass(frozen=True)
class Lists:
    """The routes that a chain found, as lists of nodes, and their cost."""

    lists: Table
    cost: float


class RouteChain:
    """A search of its own, with its own seed, from nothing or from a plan."""

    def __init__(self, layout: Layout, *, seed: int, begin: Plan | None = None) -> None:
        self.layout = layout
        self.day = layout.day()
        self.table = table_of(self.day)
        self.chance = np.random.default_rng(seed).integers(1, 2**62, 1).astype(np.uint64)
        self.rate = 2000.0  # changes per CPU second, measured as it goes
        self.lists = np.full((len(self.day.node) + len(self.day.route), 3), -1, np.int32)
        if begin is not None:
            follow_plan(self.table, *listed(layout.problem, self.day, begin))
        self._again()

    def _again(self) -> None:
        anneal_routes(self.table, self.chance, 1.0, 1.0, 0, self.lists, 0.0)

    def _as_they_are(self) -> None:
        """Computes the routes anew and lays in nothing: what that costs is known only for one task at a time."""
        loose = self.day.node[:, field.LOOSE].copy()
        self.day.node[:, field.LOOSE] = 0
        self._again()
        self.day.node[:, field.LOOSE] = loose

    @property
    def best(self) -> float:
        """The cost of the best routes found."""
        return float(self.day.num[field.BEST])

    def found(self) -> Lists:
        """The best routes found, apart from the search."""
        return Lists(self.lists.copy(), self.best)

    def standing(self) -> Lists:
        """The routes as they are now, apart from the search."""
        day = self.day
        lists = np.full_like(self.lists, -1)
        lists[: len(day.node)] = day.node[:, [field.NEXT, field.BACK, field.WHO]]
        lists[len(day.node) :, :2] = day.route[:, [field.FIRST, field.LAST]]
        return Lists(lists, float(day.num[field.TOTAL]))

    def begin_from(self, routes: Lists) -> None:
        """Continues from routes as the best so far, whatever was found before."""
        self.day.num[field.BEST] = np.inf
        self.go_to(routes)

    def go_to(self, found: Lists) -> None:
        """Continues from routes that this or another chain found."""
        nodes = len(self.day.node)
        self.day.node[:, [field.NEXT, field.BACK, field.WHO]] = found.lists[:nodes]
        self.day.route[:, [field.FIRST, field.LAST]] = found.lists[nodes:, :2]
        self.day.route[:, field.COUNT] = np.bincount(
            found.lists[:nodes, 2][found.lists[:nodes, 2] >= 0], minlength=len(self.day.route)
        )
        kept = self.found()
        self._as_they_are()
        if kept.cost < self.best:
            self.lists[:] = kept.lists
            self.day.num[field.BEST] = kept.cost

    @property
    def alone(self) -> int:
        """How many tasks nobody does in the best routes found."""
        tasks = len(self.layout.problem.tasks)
        return int(np.count_nonzero(self.lists[:tasks, 2] < 0))

    def only(self, tasks: Collection[int]) -> None:
        """From here on moves only these tasks, by their ids, and those that nobody does."""
        given = [task.id in tasks for task in self.layout.problem.tasks]
        self.move(np.array(given, np.bool_) | (self.day.node[: len(given), field.WHO] < 0))

    def move(self, tasks: Table, routes: Table | None = None) -> None:
        """From here on moves only the tasks of these flags, between the routes of these flags (None: all)."""
        rows = np.flatnonzero(tasks)
        self.day.node[: len(tasks), field.LOOSE] = tasks
        self.day.lists[field.MOVES, : len(rows)] = rows
        self.day.size[field.MOVING] = len(rows)
        self.day.route[:, field.OPEN] = True if routes is None else routes

    def call(self, heat: float, reach: float, *, seconds: float | None, steps: int | None) -> None:
        """Looks for places for those whom nobody does, over plans dearer than the best by up to `reach`, and goes on
        from the best."""
        self.cool(heat, heat, seconds=seconds, steps=steps, reach=reach)
        self.go_to(self.found())

    def cool(self, hot: float, cold: float, *, seconds: float | None, steps: int | None, reach: float = 0.0) -> None:
        """Cools once over the steps or the CPU seconds of this thread, whichever is less; see `call` for `reach`."""
        begun, done, left = time.thread_time(), 0.0, steps
        while done < 1.0:
            if seconds is None:
                count = left or 1
                until = 1.0
            else:
                part = min(CHUNK_SECONDS, seconds / 8)
                count = max(1, min(round(self.rate * part), left or 10**12))
                until = min(1.0, done + part / seconds)
            at = time.thread_time()
            heat, cooler = (hot * (cold / hot) ** share for share in (done, until))
            made = anneal_routes(self.table, self.chance, heat, cooler, count, self.lists, reach)
            now = time.thread_time()
            if made < count:
                return
            self.rate = count / max(1e-6, now - at)
            done = until if seconds is None else max(until, (now - begun) / seconds)
            if left is not None:
                left -= count
                done = 1.0 if left <= 0 else done

    def plan(self) -> Plan:
        """The best routes as a plan: settled, unless that costs more."""
        problem = self.layout.problem
        self.go_to(self.found())
        plans = [lawful(problem, self._plan())]
        self._settle()
        if not self.day.size[field.FAILED]:
            plans.insert(0, lawful(problem, self._plan()))
        return min(plans, key=lambda plan: cost_of(problem, plan).total)

    def _settle(self) -> None:
        """Begins as published where there is room; leaves home late where waiting counts."""
        day, tasks = self.day, len(self.layout.problem.tasks)
        told = up(day.price[:, field.TOLD])
        times = day.time[:tasks]
        known = day.price[:, field.TOLD] > -field.BIG
        raised = np.maximum(times[:, field.EARLIEST], np.minimum(told, times[:, field.LATE]))
        day.time[:tasks, field.EARLIEST] = np.where(known, raised, times[:, field.EARLIEST])
        self._as_they_are()
        if day.size[field.SPANS]:
            for who in range(len(day.route)):
                day.shift[who, field.SINCE] = max(day.shift[who, field.SINCE], self._leaving(who))
            self._as_they_are()

    def _leaving(self, who: int) -> float:
        last = int(self.day.route[who, field.LAST])
        while last >= len(self.layout.problem.tasks):
            last = int(self.day.node[last, field.BACK])
        if last < 0:
            return -field.BIG
        gone = float(self.day.time[last, field.GONE] + self.day.time[last, field.ONWARD])
        home, until = self.day.shift[who, [field.HOME, field.UNTIL]]
        return float(down(min(self.day.time[last, field.LEAVE], until - gone, home - gone)))

    def _plan(self) -> Plan:
        problem, day = self.layout.problem, self.day
        routes, tasks = [], len(problem.tasks)
        for who, person in enumerate(problem.caregivers):
            stops, node = [], int(day.route[who, field.FIRST])
            while node >= 0:
                if node < tasks:
                    stops.append(Stop(problem.tasks[node].id, float(day.time[node, field.BEGINS])))
                node = int(day.node[node, field.NEXT])
            if stops:
                routes.append(Route(person.id, tuple(stops)))
        out = [problem.tasks[row].id for row in np.flatnonzero(day.node[:tasks, field.WHO] < 0)]
        return Plan(tuple(routes), tuple(out))
