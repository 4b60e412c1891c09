"""The frozen problem that a plan answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

FOREVER = 1e9
LONGEST_MINUTES = 7 * 24 * 60.0
Minutes = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Caregiver:
    """Who can be sent. `start` and `end` are rows of the minutes matrix; the shift is in minutes of the plan's day.

    Nobody leaves `start` before `from_minute`. Being back at `end` after `until_minute` is forbidden where the shift
    is hard, else it costs `Weights.overtime` per minute.
    """

    id: int
    skills: frozenset[str]
    start: int
    end: int
    from_minute: float = 0.0
    until_minute: float = FOREVER


@dataclass(frozen=True)
class Task:
    """One caregiver's part of a visit.

    It begins at or after `earliest`. Beginning after `latest` is forbidden when `hard`, else tardy. `only` (a visit
    that is pinned, or a wish that binds) and `never` (a refusal, a taboo) name caregivers by id. `wishes` gives the
    price, in the objective's unit, of sending a caregiver; what is not named costs nothing. `unserved` is the price of
    leaving the task out; None: it may not be left out.
    """

    id: int
    place: int
    minutes: float
    earliest: float
    latest: float
    skill: str
    hard: bool = False
    only: frozenset[int] | None = None
    never: frozenset[int] = frozenset()
    wishes: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    unserved: float | None = None


@dataclass(frozen=True)
class Link:
    """Two tasks by their ids that two different caregivers do: the second begins least to most minutes after the
    first. 0 and 0: a visit for two that begins together."""

    first: int
    second: int
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True)
class Weights:
    """What a minute costs, in the objective's unit (fen for a company; a third each in the literature)."""

    travel: float = 1.0
    tardiness: float = 1.0
    worst_tardiness: float = 0.0
    overtime: float = 1.0


@dataclass(frozen=True)
class Problem:
    """A day to be planned; make one by `problem_of`. `minutes[a, b]` is the way from place a to place b."""

    caregivers: tuple[Caregiver, ...]
    tasks: tuple[Task, ...]
    minutes: Minutes
    links: tuple[Link, ...] = ()
    weights: Weights = Weights()
    hard_shifts: bool = False

    def may(self, task: Task, caregiver: Caregiver) -> bool:
        """Whether a caregiver may be sent at all: skill, refusals and pins."""
        return (
            task.skill in caregiver.skills
            and caregiver.id not in task.never
            and (task.only is None or caregiver.id in task.only)
        )


class Fault(StrEnum):
    """Why a task cannot be part of a plan."""

    NO_PLACE = "no_place"
    BAD_MINUTES = "bad_minutes"
    IMPOSSIBLE_WINDOW = "impossible_window"
    NOBODY_ABLE = "nobody_able"
    NO_SHIFT = "no_shift"
    PARTNER = "partner"
    BAD_LINK = "bad_link"


@dataclass(frozen=True)
class SetAside:
    """A task left out of the problem before planning, and why."""

    task_id: int
    fault: Fault


def problem_of(
    caregivers: Iterable[Caregiver],
    tasks: Iterable[Task],
    minutes: npt.ArrayLike,
    *,
    links: Iterable[Link] = (),
    weights: Weights | None = None,
    hard_shifts: bool = False,
) -> tuple[Problem, list[SetAside]]:
    """A problem of all that can be planned, and what cannot be, each with its reason.

    A task without a place, with impossible minutes or an impossible window, that nobody may do or whose partner is
    set aside, is set aside; caregivers without hours are left out. Raises ValueError for a matrix that is none.
    """
    matrix = _matrix(minutes)
    present = tuple(person for person in caregivers if _has_hours(person, len(matrix)))
    draft = Problem(present, tuple(tasks), matrix, tuple(links), weights or Weights(), hard_shifts)
    aside = {task.id: fault for task in draft.tasks if (fault := _fault(draft, task)) is not None}
    aside |= _broken_links(draft, aside)
    kept = tuple(task for task in draft.tasks if task.id not in aside)
    known = {task.id for task in kept}
    tied = tuple(link for link in draft.links if {link.first, link.second} <= known)
    return replace(draft, tasks=kept, links=tied), [SetAside(*pair) for pair in aside.items()]


def _matrix(minutes: npt.ArrayLike) -> Minutes:
    matrix = np.ascontiguousarray(minutes, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("the minutes between places must be a square matrix")
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise ValueError("the minutes between places must be finite and not negative")
    return matrix


def _has_hours(person: Caregiver, places: int) -> bool:
    inside = 0 <= person.start < places and 0 <= person.end < places
    return inside and isfinite(person.from_minute) and person.from_minute < person.until_minute


def _fault(problem: Problem, task: Task) -> Fault | None:
    if not 0 <= task.place < len(problem.minutes):
        return Fault.NO_PLACE
    if not (isfinite(task.minutes) and 0 <= task.minutes <= LONGEST_MINUTES):
        return Fault.BAD_MINUTES
    if not (isfinite(task.earliest) and task.earliest <= task.latest):
        return Fault.IMPOSSIBLE_WINDOW
    able = [person for person in problem.caregivers if problem.may(task, person)]
    if not able:
        return Fault.NOBODY_ABLE
    return None if any(_reaches(problem, task, person) for person in able) else Fault.NO_SHIFT


def _reaches(problem: Problem, task: Task, person: Caregiver) -> bool:
    begins = max(task.earliest, person.from_minute + problem.minutes[person.start, task.place])
    back = begins + task.minutes + problem.minutes[task.place, person.end]
    return bool((not task.hard or begins <= task.latest) and (not problem.hard_shifts or back <= person.until_minute))


def _broken_links(problem: Problem, aside: Mapping[int, Fault]) -> dict[int, Fault]:
    tasks = {task.id: task for task in problem.tasks}
    found: dict[int, Fault] = {}
    tied: set[int] = set()
    for link in problem.links:
        pair = [one for one in (link.first, link.second) if one in tasks]
        if not _is_link(link, tied):
            found |= dict.fromkeys(pair, Fault.BAD_LINK)
        elif any(one in aside for one in (link.first, link.second)) or len(pair) < 2:
            found |= {one: Fault.PARTNER for one in pair if one not in aside}
        elif not _two_can(problem, tasks[link.first], tasks[link.second]):
            found |= dict.fromkeys(pair, Fault.NOBODY_ABLE)
        tied |= {link.first, link.second}
    return found


def _is_link(link: Link, tied: set[int]) -> bool:
    lasting = isfinite(link.least) and isfinite(link.most) and 0 <= link.least <= link.most
    return lasting and link.first != link.second and not {link.first, link.second} & tied


def _two_can(problem: Problem, first: Task, second: Task) -> bool:
    able: Sequence[set[int]] = [
        {person.id for person in problem.caregivers if problem.may(task, person)} for task in (first, second)
    ]
    return len(able[0] | able[1]) > 1
