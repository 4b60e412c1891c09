"""A day mended after it has begun: somebody is ill, a visit runs over, a rush order comes. As little as possible moves.

What has begun stays as it is; the rest was told to households and caregivers and costs something to change. First the
orphans are put where there is room, then their neighbours in way and time may move as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from anjia.dispatch.planning.lawful import lawful
from anjia.dispatch.planning.parts import Part, put_back
from anjia.dispatch.planning.plan import Plan, Route, Stop
from anjia.dispatch.planning.problem import Caregiver, Problem, Published, Task, pinned
from anjia.dispatch.planning.rounds import Budget
from anjia.dispatch.planning.turns import chains_of, cheaper, in_turns
from anjia.dispatch.planning.vicinity import around, neighbours
from anjia.dispatch.planning.weights import Weights

# For each orphan at least, at most, and for all together: tasks that may move, routes of those able.
NEIGHBOURS, ROUTES = (12, 32, 1200), (10, 24, 720)
QUICK_STEPS, QUICK_HEAT = 400, 1.0
KEPT_RATHER = 1.5
SECONDS = 0.5


class Aim(StrEnum):
    """What a repair looks for first."""

    LEAST_CHANGE = "least_change"
    LEAST_COST = "least_cost"
    ALL_SERVED = "all_served"


@dataclass(frozen=True)
class Happened:
    """What is no longer as planned at a `minute`: who is absent, and until when a task under way will last."""

    minute: float
    absent: frozenset[int] = frozenset()
    lasting: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Change:
    """One task that somebody must be told of: (caregiver, start) before and after; None: nobody."""

    task_id: int
    before: tuple[int, float] | None
    after: tuple[int, float] | None

    @property
    def moved_minutes(self) -> float:
        """By how much it begins later (or earlier, below nothing); 0 when nobody did or does it."""
        return 0.0 if self.before is None or self.after is None else self.after[1] - self.before[1]


@dataclass(frozen=True)
class Repair:
    """A mended plan, what changes by it, and the tasks that had lost their caregiver (or never had one)."""

    plan: Plan
    changes: tuple[Change, ...]
    orphans: frozenset[int]

    @property
    def moved(self) -> tuple[Change, ...]:
        """Changes of tasks that were no orphans: what the repair disturbs."""
        return tuple(change for change in self.changes if change.task_id not in self.orphans)


@dataclass(frozen=True)
class Standing:
    """What is left of the day: the problem from now on, and the plan for it as far as it can be kept."""

    problem: Problem
    plan: Plan
    frozen: frozenset[int]

    @property
    def orphans(self) -> frozenset[int]:
        """The tasks that nobody does now."""
        return frozenset(self.plan.unserved)


def standing(problem: Problem, published: Plan, happened: Happened) -> Standing:
    """The day as it stands: over what is over, pinned what has begun, as published what can still be kept.

    `problem` holds rush orders as further tasks that the plan does not know.
    """
    frozen, over = _begun(problem, published, happened)
    tasks = tuple(_task(task, published, happened, frozen) for task in problem.tasks if task.id not in over)
    place = {task.id: task.place for task in problem.tasks}
    busy = {published.caregiver_of[one] for one in frozen}
    people = tuple(
        _kept_back(problem, one, published, happened, place)
        if one.id in busy
        else replace(one, from_minute=max(one.from_minute, happened.minute))
        for one in problem.caregivers
        if one.id not in happened.absent and (one.id in busy or happened.minute < one.until_minute)
    )
    # Of two who began together one may be ill now: the other goes on, and a second pair of hands comes when it can.
    free = {task.id for task in tasks} - frozen
    links = tuple(link for link in problem.links if {link.first, link.second} <= free)
    left = replace(problem, caregivers=people, tasks=tasks, links=links)
    return Standing(left, _kept(left, published), frozen)


def _kept_back(
    problem: Problem, person: Caregiver, published: Plan, happened: Happened, place: Mapping[int, int]
) -> Caregiver:
    """Her shift reaches until she is home from what keeps her longer."""
    ways = problem.minutes_of(person)
    home = (
        until + float(ways[place[one], person.end])
        for one, until in happened.lasting.items()
        if published.caregiver_of.get(one) == person.id and one in place
    )
    return replace(person, until_minute=max(person.until_minute, *home, person.until_minute))


def _begun(problem: Problem, published: Plan, happened: Happened) -> tuple[frozenset[int], frozenset[int]]:
    """(under way or done by somebody who is here, done by somebody who is absent by now)."""
    minutes = {task.id: task.minutes for task in problem.tasks}
    begun = {one for one, begins in published.begin_of.items() if begins <= happened.minute and one in minutes}
    gone = {one for one in begun if published.caregiver_of[one] in happened.absent}
    over = {one for one in gone if published.begin_of[one] + minutes[one] <= happened.minute}
    return frozenset(begun - gone), frozenset(over)


def _task(task: Task, published: Plan, happened: Happened, frozen: Collection[int]) -> Task:
    begins = published.begin_of.get(task.id)
    if begins is not None and task.id in frozen:
        lasts = max(task.minutes, happened.lasting.get(task.id, 0.0) - begins)
        held = pinned(task, caregiver_id=published.caregiver_of[task.id], begins=begins)
        return replace(held, minutes=lasts, published=None)
    told = None if begins is None else Published(published.caregiver_of[task.id], begins)
    late = max(task.latest, happened.minute) if not task.hard else task.latest
    return replace(task, earliest=max(task.earliest, happened.minute), latest=late, published=task.published or told)


def _kept(problem: Problem, published: Plan) -> Plan:
    """The published routes with the starts that they can still keep; what no longer fits has nobody."""
    tasks = {task.id: task for task in problem.tasks}
    stops = {route.caregiver_id: [stop for stop in route.stops if stop.task_id in tasks] for route in published.routes}
    plan = Plan(tuple(_route(problem, one, stops[one.id], tasks) for one in problem.caregivers if one.id in stops))
    # Two who no longer can begin together both look for a new start.
    torn = {
        one
        for link in problem.links
        if link.first in plan.begin_of and link.second in plan.begin_of
        if not link.least <= plan.begin_of[link.second] - plan.begin_of[link.first] <= link.most
        for one in (link.first, link.second)
    }
    routes = (replace(r, stops=tuple(stop for stop in r.stops if stop.task_id not in torn)) for r in plan.routes)
    left = tuple(one for one in tasks if one in torn or one not in plan.caregiver_of)
    return lawful(problem, Plan(tuple(route for route in routes if route.stops), left))


def _route(problem: Problem, person: Caregiver, stops: list[Stop], tasks: Mapping[int, Task]) -> Route:
    ways, kept = problem.minutes_of(person), []
    free, place = person.from_minute, person.start
    for stop in stops:
        task = tasks[stop.task_id]
        begins = max(stop.begins, task.earliest, free + float(ways[place, task.place]))
        late = task.hard and begins > task.latest
        if late or (problem.hard_shifts and begins + task.minutes + ways[task.place, person.end] > person.until_minute):
            continue
        kept.append(Stop(task.id, begins))
        free, place = begins + task.minutes, task.place
    return Route(person.id, tuple(kept))


def repaired(
    problem: Problem, published: Plan, happened: Happened, aim: Aim, *, seconds: float = SECONDS, seed: int = 0
) -> Repair:
    """The day mended with one aim: within so many CPU seconds, lawful, and never worse than leaving orphans alone."""
    now = standing(problem, published, happened)
    each = max(1, len(now.orphans))
    most, routes = (max(few, min(many, all_ // each)) for few, many, all_ in (NEIGHBOURS, ROUTES))
    near = neighbours(now.problem, now.orphans, frozen=now.frozen, most=most)
    if not near:
        return Repair(now.plan, changes(now.problem, published, now.plan), now.orphans)
    part = around(now.problem, now.plan, now.orphans, near, routes=routes)
    tasks = tuple(_kept_rather(task, now.orphans) for task in part.problem.tasks)
    weighed = replace(part.problem, tasks=tasks, weights=_weights(now.problem, aim))
    found = _mended(Part(weighed, part.begin), now.orphans, near, aim, Budget(seconds, None, None), seed)
    plan = put_back(now.plan, part, found)
    return Repair(plan, changes(now.problem, published, plan), now.orphans)


def _mended(part: Part, orphans: Collection[int], near: Collection[int], aim: Aim, budget: Budget, seed: int) -> Plan:
    """First the orphans where there is room; then, unless that is enough, their neighbours move as well."""
    begin = part.begin or Plan((), tuple(orphans))
    [chain] = chains_of(part.problem, [seed], begin=begin, among=near)
    chain.only(orphans)
    chain.cool(QUICK_HEAT, QUICK_HEAT, seconds=None, steps=QUICK_STEPS)
    if aim is not Aim.LEAST_CHANGE or chain.alone:
        chain.only(near)
        for _share in in_turns([chain], budget, begun=True, mending=True):
            continue
    return cheaper(part.problem, begin, chain.plan())


def _kept_rather(task: Task, orphans: Collection[int]) -> Task:
    """To leave out what was told costs more than to leave an orphan alone, so that none takes another's place."""
    if task.id in orphans or task.unserved is None:
        return task
    return replace(task, unserved=KEPT_RATHER * task.unserved)


def _weights(problem: Problem, aim: Aim) -> Weights:
    """Departing from what was told costs less the less the aim minds it."""
    share = {Aim.LEAST_CHANGE: 1.0, Aim.LEAST_COST: 0.5, Aim.ALL_SERVED: 0.1}[aim]
    own = problem.weights
    return replace(
        own,
        other_caregiver=own.other_caregiver * share,
        moved=own.moved * share,
        far_moved=own.far_moved * share,
    )


def changes(problem: Problem, published: Plan, plan: Plan) -> tuple[Change, ...]:
    """What differs for the tasks of the problem, in their order; a start by less than a minute is the same."""
    found = []
    for task in problem.tasks:
        before, after = _given(published, task.id), _given(plan, task.id)
        same = before is not None and after is not None and before[0] == after[0] and abs(before[1] - after[1]) < 1
        if not same and before != after:
            found.append(Change(task.id, before, after))
    return tuple(found)


def _given(plan: Plan, task_id: int) -> tuple[int, float] | None:
    who = plan.caregiver_of.get(task_id)
    return None if who is None else (who, plan.begin_of[task_id])
