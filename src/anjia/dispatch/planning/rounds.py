"""Rounds of cooling: some beginnings, then the best is warmed again and again, each time less.

Where much of the cost is the worst tardiness, one cooling ends up to four percent apart from the next; what makes the
answer robust is to begin hot and several times, and to let all chains continue from the best plan any of them found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from anjia.dispatch.planning.chains import Chain

HOT, COLD = 60.0, 0.15
BEGINNINGS = 0.6  # share of the budget that is spent on beginnings
ENOUGH_STEPS = 100_000  # steps per task that a beginning is worth; more are spent on another one
MOST_BEGINNINGS = 3
AGAIN = ((6.0, 0.1), (4.0, 0.1), (3.0, 0.1), (2.0, 0.1))  # heat, share of the budget


class Cooling(Protocol):
    """A chain of either search, as far as a budget asks."""

    rate: float

    @property
    def best(self) -> float: ...


@dataclass(frozen=True)
class Budget:
    """What each chain may spend in all, and the cost at which it is enough."""

    seconds: float | None
    steps: int | None
    target: float | None

    def part(self, share: float) -> tuple[float | None, int | None]:
        """A share of the seconds and of the steps."""
        seconds = self.seconds * share if self.seconds is not None else None
        return seconds, max(1, round(self.steps * share)) if self.steps is not None else None

    def met(self, chains: Sequence[Cooling]) -> bool:
        """Whether a chain is at the target."""
        return self.target is not None and min(chain.best for chain in chains) <= self.target + 1e-9

    def steps_of(self, chain: Cooling) -> float:
        """The steps that a chain will make."""
        by_time = chain.rate * self.seconds if self.seconds is not None else float("inf")
        return min(by_time, self.steps if self.steps is not None else float("inf"))


def in_rounds(chains: Sequence[Chain], budget: Budget) -> Iterator[float]:
    """Runs all rounds; yields the share of the budget that is spent after each."""
    if budget.seconds is not None:
        for chain in chains:
            chain.measure(HOT)
    steps = BEGINNINGS * budget.steps_of(chains[0])
    count = int(min(MOST_BEGINNINGS, max(1, steps / (ENOUGH_STEPS * chains[0].tasks))))
    spent = 0.0
    for turn in range(count):
        if turn:
            for chain in chains:
                chain.begin_anew()
        spent += _all(chains, HOT, budget, BEGINNINGS / count)
        yield spent
        if budget.met(chains):
            return
    for heat, share in AGAIN:
        best = min(chains, key=lambda chain: chain.best).found()
        for chain in chains:
            chain.go_to(best)
        spent += _all(chains, heat, budget, share)
        yield spent
        if budget.met(chains):
            return


def _all(chains: Sequence[Chain], heat: float, budget: Budget, share: float) -> float:
    seconds, steps = budget.part(share)
    with ThreadPoolExecutor(len(chains)) as threads:
        cooling = [
            threads.submit(chain.cool, heat, COLD, seconds=seconds, steps=steps, target=budget.target)
            for chain in chains
        ]
    for one in cooling:
        one.result()
    return share
