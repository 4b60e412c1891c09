"""The frozen problem that a plan answers. Times are minutes of the plan's day, money is the objective's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.weights import Weights

FOREVER = 1e9
UNREACHABLE = 1e6  # minutes that stand for: no way leads there
LONGEST_MINUTES = 7 * 24 * 60.0
Minutes = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Break:
    """A rest of so many minutes that begins within its window, taken where the caregiver is: neither during a visit
    nor on the way. Before she leaves and after she is back she rests as well."""

    earliest: float
    latest: float
    minutes: float

    def __post_init__(self) -> None:
        if not (isfinite(self.earliest) and isfinite(self.latest) and self.earliest <= self.latest):
            raise ValueError("a break's window must be finite, its end not before its beginning")
        if not 0 < self.minutes <= LONGEST_MINUTES:
            raise ValueError("a break must last some minutes")


@dataclass(frozen=True)
class Caregiver:
    """Who can be sent. `start` and `end` are rows of the minutes matrix; the shift is in minutes of the plan's day.

    Nobody leaves `start` before `from_minute`. Being back at `end` after `until_minute` is forbidden where the shift
    is hard, else it costs `Weights.overtime` per minute. From leaving until being back, breaks counted in, there are
    never more than `most_minutes`; she leaves no sooner than her first task asks. Breaks are taken in their order.
    `mode` names the matrix of her ways, None the problem's own. `earned` fen so far in the weeks that `target` fen,
    this day's part included, are meant for; without a target her income is not weighed. What a task earns is `pay`
    times as much where she does it.
    """

    id: int
    skills: frozenset[str]
    start: int
    end: int
    from_minute: float = 0.0
    until_minute: float = FOREVER
    breaks: tuple[Break, ...] = ()
    most_minutes: float | None = None
    mode: str | None = None
    earned: float = 0.0
    target: float | None = None
    pay: float = 1.0

    def __post_init__(self) -> None:
        if self.most_minutes is not None and not self.most_minutes > 0:
            raise ValueError("the most working minutes must be more than none")
        if not (isfinite(self.earned) and isfinite(self.target or 0.0) and isfinite(self.pay) and self.pay >= 0):
            raise ValueError("income, its target and the pay must be finite, the pay not negative")


@dataclass(frozen=True)
class Published:
    """What was told to the household: who comes from when. Departing from it costs `factor` times the prices of
    `Weights` (2 on the day itself, say)."""

    caregiver_id: int
    begins: float
    factor: float = 1.0

    def __post_init__(self) -> None:
        if not (isfinite(self.begins) and isfinite(self.factor) and self.factor >= 0):
            raise ValueError("a published start must be finite, its factor not negative")


@dataclass(frozen=True)
class Task:
    """One caregiver's part of a visit.

    It begins at or after `earliest`. Beginning after `latest` is forbidden when `hard`, else tardy. `only` (a visit
    that is pinned, or a wish that binds) and `never` (a refusal, a taboo) name caregivers by id. `wishes` gives the
    price, in the objective's unit, of sending a caregiver (continuity, preferences; negative: a gain); what is not
    named costs nothing. `unserved` is the price of leaving the task out; None: it may not be left out. `earns` is what
    it brings whoever does it, in fen, at her `pay` times as much.
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
    earns: float = 0.0
    published: Published | None = None


def pinned(task: Task, *, caregiver_id: int | None = None, begins: float | None = None) -> Task:
    """The task nailed to a caregiver, to a start, or to both."""
    only = task.only if caregiver_id is None else frozenset({caregiver_id})
    if begins is None:
        return replace(task, only=only)
    return replace(task, only=only, earliest=begins, latest=begins, hard=True)


@dataclass(frozen=True)
class Link:
    """Two tasks by their ids that two different caregivers do: the second begins least to most minutes after the
    first. 0 and 0: a visit for two that begins together."""

    first: int
    second: int
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True)
class Problem:
    """A day to be planned; make one by `problem_of`. `minutes[a, b]` is the way from place a to place b, `modes` the
    same for caregivers who travel otherwise, by the name of their mode."""

    caregivers: tuple[Caregiver, ...]
    tasks: tuple[Task, ...]
    minutes: Minutes
    links: tuple[Link, ...] = ()
    weights: Weights = field(default_factory=Weights)
    hard_shifts: bool = False
    modes: Mapping[str, Minutes] = field(default_factory=lambda: MappingProxyType({}))

    def may(self, task: Task, caregiver: Caregiver) -> bool:
        """Whether a caregiver may be sent at all: skill, refusals and pins."""
        return (
            task.skill in caregiver.skills
            and caregiver.id not in task.never
            and (task.only is None or caregiver.id in task.only)
        )

    def minutes_of(self, caregiver: Caregiver) -> Minutes:
        """The ways of a caregiver, by her mode."""
        return self.minutes if caregiver.mode is None else self.modes[caregiver.mode]
