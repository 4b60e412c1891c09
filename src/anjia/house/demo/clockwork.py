"""The demo's time: acts wait in order, each happens at its instant, and what follows from it is delivered then."""

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from anjia.kernel import clock, jobs
from anjia.quality.operations import ask_due_questions

PAUSE = timedelta(minutes=15)
Act = Callable[[datetime], object]


class Clockwork:
    """Acts in the order of their instants. Background jobs run in between, at the instant that it is then."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Act]] = []
        self._ticket = itertools.count()
        self._delivered_at = datetime.min.replace(tzinfo=UTC)

    def plan(self, at: datetime, act: Act) -> None:
        """Has the act happen at the instant; acts of one instant keep the order in which they were planned."""
        heapq.heappush(self._waiting, (at, next(self._ticket), act))

    def live_until(self, until: datetime) -> None:
        """Lives through everything that is planned up to the instant."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _ticket, act = heapq.heappop(self._waiting)
            with clock.clock_at(at):
                act(at)
                self._deliver(at)

    def _deliver(self, at: datetime) -> None:
        """Runs what is due, every quarter of an hour: a look at the queue after each act would cost more."""
        if at - self._delivered_at >= PAUSE:
            jobs.run_due_jobs(at=at)
            ask_due_questions(at=at)
            self._delivered_at = at
