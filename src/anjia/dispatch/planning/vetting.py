"""Makes a problem of all that can be planned, and says of the rest why it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.abilities import Flags, Reach, able_of
from anjia.dispatch.planning.problem import LONGEST_MINUTES, Caregiver, Link, Minutes, Problem, Task
from anjia.dispatch.planning.weights import Weights


class Fault(StrEnum):
    """Why a task cannot be part of a plan."""

    NO_PLACE = "no_place"
    BAD_MINUTES = "bad_minutes"
    BAD_PRICE = "bad_price"
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
    modes: Mapping[str, npt.ArrayLike] | None = None,
) -> tuple[Problem, list[SetAside]]:
    """A problem of all that can be planned, and what cannot be, each with its reason.

    A task without a place, with impossible minutes, prices or window, that nobody may do or can get to, or whose
    partner is set aside, is set aside; caregivers without hours are left out. Ways of `UNREACHABLE` minutes lead
    nowhere. Raises ValueError for a matrix that is none, or a mode without one.
    """
    matrix = _matrix(minutes)
    others = {mode: _matrix(given, len(matrix)) for mode, given in (modes or {}).items()}
    present = tuple(person for person in caregivers if _has_hours(person, len(matrix)))
    if missing := {person.mode for person in present} - {None, *others}:
        raise ValueError(f"there are no minutes for the modes {sorted(map(str, missing))}")
    draft = Problem(present, tuple(tasks), matrix, tuple(links), weights or Weights(), hard_shifts, others)
    able, reach = able_of(draft), Reach(draft)
    aside = {
        task.id: fault
        for task, row in zip(draft.tasks, able, strict=True)
        if (fault := _fault(task, row, reach, len(matrix))) is not None
    }
    aside |= _broken_links(draft, aside, able)
    kept = tuple(task for task in draft.tasks if task.id not in aside)
    known = {task.id for task in kept}
    tied = tuple(link for link in draft.links if {link.first, link.second} <= known)
    return replace(draft, tasks=kept, links=tied), [SetAside(*pair) for pair in aside.items()]


def _matrix(minutes: npt.ArrayLike, places: int | None = None) -> Minutes:
    """Square, finite, not negative. 32 bits stay 32 bits: a city's matrix is large."""
    given = np.asarray(minutes)
    matrix: Minutes = np.ascontiguousarray(given, dtype=np.float32 if given.dtype == np.float32 else np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("the minutes between places must be a square matrix")
    if places is not None and len(matrix) != places:
        raise ValueError("the minutes of every mode must be between the same places")
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise ValueError("the minutes between places must be finite and not negative")
    return matrix


def _has_hours(person: Caregiver, places: int) -> bool:
    inside = 0 <= person.start < places and 0 <= person.end < places
    return inside and isfinite(person.from_minute) and person.from_minute < person.until_minute


def _fault(task: Task, able: Flags, reach: Reach, places: int) -> Fault | None:
    prices = [task.earns, task.unserved or 0.0, *task.wishes.values()]
    if not 0 <= task.place < places:
        return Fault.NO_PLACE
    if not (isfinite(task.minutes) and 0 <= task.minutes <= LONGEST_MINUTES):
        return Fault.BAD_MINUTES
    if not (isfinite(task.earliest) and task.earliest <= task.latest):
        return Fault.IMPOSSIBLE_WINDOW
    if not all(isfinite(price) for price in prices):
        return Fault.BAD_PRICE
    if not able.any():
        return Fault.NOBODY_ABLE
    return None if (able & reach.to(task)).any() else Fault.NO_SHIFT


def _broken_links(problem: Problem, aside: Mapping[int, Fault], able: Flags) -> dict[int, Fault]:
    row = {task.id: number for number, task in enumerate(problem.tasks)}
    found: dict[int, Fault] = {}
    tied: set[int] = set()
    for link in problem.links:
        pair = [one for one in (link.first, link.second) if one in row]
        if not _is_link(link, tied):
            found |= dict.fromkeys(pair, Fault.BAD_LINK)
        elif any(one in aside for one in (link.first, link.second)) or len(pair) < 2:
            found |= {one: Fault.PARTNER for one in pair if one not in aside}
        elif np.count_nonzero(able[row[link.first]] | able[row[link.second]]) < 2:
            found |= dict.fromkeys(pair, Fault.NOBODY_ABLE)
        tied |= {link.first, link.second}
    return found


def _is_link(link: Link, tied: set[int]) -> bool:
    lasting = isfinite(link.least) and isfinite(link.most) and 0 <= link.least <= link.most
    return lasting and link.first != link.second and not {link.first, link.second} & tied
