"""A plan: who goes where, in which order, from when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Stop:
    """A task of a route and the minute at which it begins."""

    task_id: int
    begins: float


@dataclass(frozen=True)
class Route:
    """The day of one caregiver, in order."""

    caregiver_id: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Plan:
    """Routes of the caregivers who are sent, and the ids of the tasks that nobody does."""

    routes: tuple[Route, ...]
    unserved: tuple[int, ...] = ()

    @cached_property
    def caregiver_of(self) -> dict[int, int]:
        """The caregiver of each task that is done."""
        return {stop.task_id: route.caregiver_id for route in self.routes for stop in route.stops}

    @cached_property
    def begin_of(self) -> dict[int, float]:
        """The minute at which each task begins."""
        return {stop.task_id: stop.begins for route in self.routes for stop in route.stops}
