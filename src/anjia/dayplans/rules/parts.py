"""A day too large for one computation, cut by area: caregivers who work near one another, and their visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from anjia.dayplans.rules.values import Facts, Given, Giving, Job


@dataclass(frozen=True)
class Part:
    """The caregivers of a part, and the keys of the jobs that they have or could take. Each belongs to one part."""

    caregiver_ids: tuple[int, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True)
class _Group:
    """A caregiver, the middle of her day, and her visits."""

    caregiver_id: int
    latitude: float
    longitude: float
    keys: tuple[int, ...]

    def along(self, turned: bool) -> tuple[float, float]:
        """Her place on the two axes; turned by an eighth, so that another round has other borders."""
        return (
            (self.latitude + self.longitude, self.latitude - self.longitude)
            if turned
            else (self.latitude, self.longitude)
        )


def cut(facts: Facts, most: int, *, turned: bool = False) -> list[Part]:
    """The day in parts of about `most` visits at most, halved again and again across its longer side.

    A visit goes with the caregiver who has it; one that nobody has with the nearest part.
    """
    groups = _groups(facts)
    if not groups:
        return []
    parts = _halved(groups, most, turned)
    named = {group.caregiver_id: number for number, part in enumerate(parts) for group in part}
    visits: dict[int, list[int]] = defaultdict(list)
    for job in facts.jobs:
        number = named.get(job.caregiver_id or 0)
        visits[_nearest(parts, job) if number is None else number].append(job.key)
    return [
        Part(tuple(group.caregiver_id for group in part), tuple(visits[number])) for number, part in enumerate(parts)
    ]


def _groups(facts: Facts) -> list[_Group]:
    mine: dict[int, list[Job]] = defaultdict(list)
    for job in facts.jobs:
        mine[job.caregiver_id or 0].append(job)
    found = []
    for one in facts.people:
        places = [(job.latitude, job.longitude) for job in mine[one.id]] or [(one.latitude, one.longitude)]
        middle = [sum(axis) / len(places) for axis in zip(*places, strict=True)]
        found.append(_Group(one.id, middle[0], middle[1], tuple(job.key for job in mine[one.id])))
    return found


def _halved(groups: list[_Group], most: int, turned: bool) -> list[list[_Group]]:
    count = sum(len(group.keys) for group in groups)
    if count <= most or len(groups) < 2:
        return [groups]
    spread = [
        max(group.along(turned)[axis] for group in groups) - min(group.along(turned)[axis] for group in groups)
        for axis in (0, 1)
    ]
    axis = 0 if spread[0] >= spread[1] else 1
    ordered = sorted(groups, key=lambda group: (group.along(turned)[axis], group.caregiver_id))
    half, seen = 1, 0
    for number, group in enumerate(ordered[:-1]):
        seen += len(group.keys)
        half = number + 1
        if seen * 2 >= count:
            break
    return [*_halved(ordered[:half], most, turned), *_halved(ordered[half:], most, turned)]


def _nearest(parts: Sequence[Sequence[_Group]], job: Job) -> int:
    apart = [
        (min((group.latitude - job.latitude) ** 2 + (group.longitude - job.longitude) ** 2 for group in part), number)
        for number, part in enumerate(parts)
    ]
    return min(apart)[1]


def part_of(facts: Facts, part: Part) -> Facts:
    """The day of a part alone; of two who begin together and are parted, each keeps the agreed start."""
    people, keys = set(part.caregiver_ids), set(part.keys)
    return replace(
        facts,
        people=tuple(one for one in facts.people if one.id in people),
        jobs=tuple(job for job in facts.jobs if job.key in keys),
        blocks=tuple(block for block in facts.blocks if block.caregiver_id in people),
        aside=(),
    )


def rebased(facts: Facts, giving: Giving) -> Facts:
    """The day as if everything were given already: what a further round begins from."""
    return replace(facts, jobs=tuple(_rebased(job, giving.get(job.key)) for job in facts.jobs))


def _rebased(job: Job, given: Given | None) -> Job:
    if given is None:
        return replace(job, caregiver_id=None)
    if given == Given(job.caregiver_id or 0, job.starts):
        return job
    return replace(job, caregiver_id=given.caregiver_id, starts=given.starts, until=given.starts + job.minutes)
