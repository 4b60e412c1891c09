"""The minutes between all places of a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anjia.dayplans.rules.values import Block, Facts, Job, Person
from anjia.dispatch.rules import travel_minutes


@dataclass(frozen=True, eq=False)
class Ways:
    """`minutes[a, b]` from row a to row b; where each person, job (by its key) and block stands."""

    minutes: NDArray[np.int64]
    person: dict[int, int]
    job: dict[int, int]
    block: dict[int, int]


def ways_of(facts: Facts) -> Ways:
    """The matrix of the day, by the same rule that dispatch books with."""
    points: list[Person | Job | Block] = [*facts.people, *facts.jobs, *facts.blocks]
    latitude = np.array([one.latitude for one in points], dtype=np.float64)
    longitude = np.array([one.longitude for one in points], dtype=np.float64)
    minutes = travel_minutes(latitude[:, None], longitude[:, None], latitude[None, :], longitude[None, :])
    people, jobs = len(facts.people), len(facts.jobs)
    return Ways(
        minutes,
        {one.id: row for row, one in enumerate(facts.people)},
        {one.key: people + row for row, one in enumerate(facts.jobs)},
        {one.id: people + jobs + row for row, one in enumerate(facts.blocks)},
    )
