"""Rounds of cooling: several beginnings, then the best is warmed again and again, each time less.

One chain alone ends one to eight percent apart from the next on hard instances; what makes the answer robust is
beginning several times and letting all chains continue from the best order any of them found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from anjia.dispatch.planning.chains import Chain

COLD = 0.05
BEGINNING = (300.0, 0.3)  # heat, share of the budget
AGAIN = ((100.0, 0.1), (60.0, 0.1), (40.0, 0.1), (30.0, 0.1), (20.0, 0.1), (10.0, 0.1), (5.0, 0.1))


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

    def met(self, chains: Sequence[Chain]) -> bool:
        """Whether a chain is at the target."""
        return self.target is not None and min(chain.best for chain in chains) <= self.target + 1e-9


def in_rounds(chains: Sequence[Chain], budget: Budget) -> Iterator[float]:
    """Runs all rounds; yields the share of the budget that is spent after each."""
    heat, spent = BEGINNING
    _all(chains, heat, budget, spent)
    yield spent
    for heat, share in AGAIN:
        if budget.met(chains):
            return
        best = min(chains, key=lambda chain: chain.best).found()
        for chain in chains:
            chain.go_to(best)
        _all(chains, heat, budget, share)
        spent += share
        yield spent


def _all(chains: Sequence[Chain], heat: float, budget: Budget, share: float) -> None:
    seconds, steps = budget.part(share)
    with ThreadPoolExecutor(len(chains)) as threads:
        cooling = [threads.submit(chain.cool, heat, COLD, seconds=seconds, steps=steps) for chain in chains]
    for one in cooling:
        one.result()
