"""How a computation may run: its parameters, its states, and when it counts as dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS = 1, 600, 20
MOST_SEED = 1_000_000
# The engine speaks up after each of its rounds, the longest of which takes a third of its time.
QUIET = timedelta(seconds=30)
MOST_DAYS_AHEAD = 31
# More visits than this are cut into parts.
USUAL_PART, LEAST_PART, MOST_PART = 1_500, 20, 5_000
ROUNDS = 2


class Kind(StrEnum):
    """Whether a whole day is planned, or what is left of today is mended."""

    PLAN = "plan"
    REPAIR = "repair"


class State(StrEnum):
    """Where a computation stands. The last three are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


UNFINISHED = (State.WAITING, State.RUNNING)


@dataclass(frozen=True)
class Parameters:
    """Seconds of the processor for each part, the seed of its dice, and how many visits a part has at most."""

    seconds: int = USUAL_SECONDS
    seed: int = 1
    part_visits: int = USUAL_PART

    def are_possible(self) -> bool:
        """Whether all lie within their bounds."""
        times = LEAST_SECONDS <= self.seconds <= MOST_SECONDS and 0 <= self.seed <= MOST_SEED
        return times and LEAST_PART <= self.part_visits <= MOST_PART


def silent_until(at: datetime, seconds: int) -> datetime:
    """Until when a computation that spoke at `at` may be silent before another worker takes it over."""
    return at + QUIET + timedelta(seconds=seconds * 3)
