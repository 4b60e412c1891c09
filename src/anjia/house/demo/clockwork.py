"""The demo's time: acts wait in order, each happens at its instant, and what follows from it is delivered then."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

from anjia.kernel import clock, jobs

Act = Callable[[datetime], object]


class Clockwork:
    """Acts in the order of their instants. Background jobs run after each act, at its instant."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Act]] = []
        self._ticket = itertools.count()

    def plan(self, at: datetime, act: Act) -> None:
        """Has the act happen at the instant; acts of one instant keep the order in which they were planned."""
        heapq.heappush(self._waiting, (at, next(self._ticket), act))

    def live_until(self, until: datetime) -> None:
        """Lives through everything that is planned up to the instant."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _ticket, act = heapq.heappop(self._waiting)
            with clock.clock_at(at):
                act(at)
                jobs.run_due_jobs(at=at)
