"""The seam to the engine: a day's facts become a frozen problem, and the engine's plan becomes a giving again.

Hard things are masks: who may be sent to a visit is named one by one, from trades, refusals, hours, leave, papers, and
from what rest and ways leave beside all that no plan moves. A visit whose start is agreed has a window of one minute.
Two who begin together are two tasks: with an agreed start they need no link, since nobody is at two tasks at once. What
a caregiver costs beside the way is a wish, in fen; her income counts over her whole day. A task brings its minutes, and
a caregiver her pay for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from anjia.dayplans.rules.costs import Prices, unserved_price
from anjia.dayplans.rules.incomes import FAR, NEAR, TIMES_FAR, income_fen
from anjia.dayplans.rules.lanes import Lanes, able, stands
from anjia.dayplans.rules.repairs import to_mend
from anjia.dayplans.rules.resting import BREAK_FROM, BREAK_UNTIL, working_day
from anjia.dayplans.rules.values import Block, Facts, Given, Job, Person
from anjia.dispatch import planning
from anjia.dispatch.planning import Break, Caregiver, Link, Plan, Problem, Route, Stop, Task

SKILL = ""  # every hard thing is in the mask
# The way from home lies before the first visit and counts in the cost; it does not have to fit into working time.
EARLY, LATE = -3 * 24 * 60.0, 4 * 24 * 60.0


class Seam:
    """A day on its way to the engine: as it stands, and what of it no plan moves.

    `told`: the engine prices itself what it costs to depart from the day as it stands, by the aim of a repair.
    `begin` is where it goes on from: a break, which it can only keep, is asked of those who have one then too.
    """

    def __init__(self, facts: Facts, *, told: bool = False, begin: Lanes | None = None) -> None:
        self.facts = facts
        self.standing = Lanes(facts)
        self.begin = begin or self.standing
        pinned = {job.key: Given(job.caregiver_id, job.starts) for job in facts.jobs if job.pin and job.caregiver_id}
        self.fixed = Lanes(facts, pinned, self.standing.ways)
        self.open_keys = frozenset(to_mend(facts))
        income = facts.weights.income_fen / 100
        self.weights = planning.Weights(
            travel=facts.weights.travel_fen,
            overtime=0.0,
            unfairness=income,
            great_unfairness=TIMES_FAR * income,
            fair_share=NEAR,
            unfair_share=FAR,
        )
        self.prices = Prices(facts)
        if told:
            ours = facts.weights
            self.weights = replace(
                self.weights,
                other_caregiver=ours.other_caregiver_fen,
                moved=ours.moved_fen * self.weights.moved_minutes,
                far_moved=ours.moved_fen * self.weights.far_moved_minutes,
            )
            self.prices = Prices(replace(facts, weights=replace(ours, other_caregiver_fen=0)))

    def problem(self, movable: Collection[int] | None = None) -> Problem:
        """The frozen problem. Blocks are tasks with negative ids, each only for its caregiver, as are the jobs that
        are not `movable`, by their keys, where some are named."""
        facts, lanes = self.facts, self.standing
        present = {one.id for one in facts.people}
        tasks = [
            Task(
                -block.id, self._where(block), block.ends - block.starts, block.starts, block.starts, SKILL,
                hard=True, only=frozenset({block.caregiver_id}),
            )
            for block in facts.blocks
            if block.caregiver_id in present
        ]  # fmt: skip
        for job in facts.jobs:
            stays = bool(job.pin) or (movable is not None and job.key not in movable)
            if job.caregiver_id in present or not job.pin:
                tasks.append(self._held(job) if stays and job.caregiver_id is not None else self._task(job))
        minutes = lanes.ways.minutes.astype(np.float64)
        homes = list(lanes.ways.person.values())
        minutes[homes, homes] = 0  # who is at home already has no way there
        people = [self._caregiver(one) for one in facts.people]
        links = list(self._links({task.id for task in tasks}))
        return planning.problem_of(people, tasks, minutes, links=links, weights=self.weights)[0]

    def _where(self, block: Block) -> int:
        """Its place; of another day her own home, from where she sets out."""
        ways = self.standing.ways
        return ways.person[block.caregiver_id] if working_day(block.starts) else ways.block[block.id]

    def _caregiver(self, one: Person) -> Caregiver:
        home, minutes = self.standing.ways.person[one.id], self.facts.weights.break_minutes
        breaks: tuple[Break, ...] = ()
        if minutes and self.standing.rests(one.id) and self.begin.rests(one.id):
            breaks = (Break(BREAK_FROM, BREAK_UNTIL - minutes, minutes),)
        person = Caregiver(one.id, frozenset({SKILL}), home, home, EARLY, LATE, breaks)
        if not self.facts.weights.income_fen or one.share_fen <= 0:
            return person
        return replace(person, earned=income_fen(one, 0), target=float(one.share_fen), pay=one.pay_fen / 60)

    def _held(self, job: Job) -> Task:
        only, row = frozenset({job.caregiver_id or 0}), self.standing.ways.job[job.key]
        lasts, earns = job.until - job.starts, float(job.minutes)
        return Task(job.key, row, lasts, job.starts, job.starts, SKILL, hard=True, only=only, earns=earns)

    def _task(self, job: Job) -> Task:
        earliest, latest, who = self._window(job)
        base = self.prices.fen(job, Given(0, job.starts))
        wishes = {one: price for one in who if (price := self.prices.fen(job, Given(one, job.starts)) - base)}
        return Task(
            job.key,
            self.standing.ways.job[job.key],
            job.minutes,
            earliest,
            latest,
            SKILL,
            hard=True,
            only=frozenset(who),
            wishes=wishes,
            unserved=unserved_price(self.facts, job) - base if job.key in self.open_keys else None,
            earns=float(job.minutes),
        )

    def _window(self, job: Job) -> tuple[int, int, list[int]]:
        """The window in which everybody named can begin; the agreed start alone when a wider one leaves nobody."""
        at_start = self._free(job, job.starts)
        earliest, latest = self.standing.window(job)
        if earliest == latest or self._parted(job):
            return job.starts, job.starts, at_start
        first, last = set(self._free(job, earliest)), set(self._free(job, latest))
        hours = {one.id for one in self.facts.people if one.works(earliest, latest + job.minutes)}
        whole = sorted(first & last & hours)
        has_her = job.caregiver_id is None or job.caregiver_id in whole or job.caregiver_id not in at_start
        return (earliest, latest, whole) if whole and has_her else (job.starts, job.starts, at_start)

    def _free(self, job: Job, starts: int) -> list[int]:
        """Who can be sent beside all that no plan moves; who has the visit at that start stays able to."""
        givens = (Given(one, starts) for one in able(self.facts, job, starts))
        return [one.caregiver_id for one in givens if stands(job, one) or self.fixed.clash(job.key, one) is None]

    def _parted(self, job: Job) -> bool:
        """Whether only one of two who begin together looks for somebody, so that the other says when."""
        mate = self.standing.mate(job)
        return mate is not None and (mate.key in self.open_keys) != (job.key in self.open_keys)

    def _links(self, tasks: Collection[int]) -> Iterator[Link]:
        """Two who begin together where the start may move, or where both or neither are to be found."""
        for job in self.facts.jobs:
            mate = self.standing.mate(job)
            if mate is None or job.seat > mate.seat or job.pin or mate.pin or self._parted(job):
                continue
            earliest, latest = self.standing.window(job)
            if {job.key, mate.key} <= set(tasks) and (earliest < latest or job.key in self.open_keys):
                yield Link(job.key, mate.key)


def plan_of(problem: Problem, lanes: Lanes, *, strict: bool = True) -> Plan | None:
    """The lanes as a plan that the engine can go on from; with `strict` None where it breaks a rule as some pins do."""
    tasks = {task.id for task in problem.tasks}
    held = {-block.id: Given(block.caregiver_id, block.starts) for block in lanes.facts.blocks}
    giving = {key: given for key, given in (held | lanes.giving).items() if key in tasks}
    routes: dict[int, list[Stop]] = defaultdict(list)
    for key, given in sorted(giving.items(), key=lambda pair: pair[1].starts):
        routes[given.caregiver_id].append(Stop(key, float(given.starts)))
    left = tuple(sorted(tasks - giving.keys()))
    plan = Plan(tuple(Route(who, tuple(stops)) for who, stops in sorted(routes.items())), left)
    return None if strict and planning.faults_of(problem, plan) else plan


def giving_of(facts: Facts, plan: Plan) -> dict[int, Given]:
    """Who does what by the plan; what is pinned stays as it is, and two who only change places do not."""
    jobs = {job.key: job for job in facts.jobs}
    found = {key: given for key, given in facts.given().items() if jobs[key].pin}
    for key, caregiver_id in plan.caregiver_of.items():
        if key in jobs and not jobs[key].pin:
            found[key] = Given(caregiver_id, round(plan.begin_of[key]))
    lanes = Lanes(facts, {})
    for job in facts.jobs:
        mate = lanes.mate(job)
        if mate is None or job.seat > mate.seat or job.pin or mate.pin or not {job.key, mate.key} <= found.keys():
            continue
        first, second = found[job.key], found[mate.key]
        if job.caregiver_id == second.caregiver_id or mate.caregiver_id == first.caregiver_id:
            found[job.key], found[mate.key] = second, first
    return found


def settled(facts: Facts, giving: dict[int, Given]) -> dict[int, Given]:
    """The giving less the moves that break a limit which the engine does not count: the sums of a day and a week.

    What was moved goes back to whom it had, or waits for somebody if it had nobody.
    """
    was, left = facts.given(), dict(giving)
    for _turn in facts.jobs:
        lanes = Lanes(facts, left)
        moved = [clash.key for clash in lanes.faults() if left[clash.key] != was.get(clash.key)]
        if not moved:
            break
        mate = lanes.mate(lanes.jobs[moved[0]])
        for key in {moved[0], *({mate.key} if mate and not mate.pin else ())}:
            left.pop(key, None)
            left |= {key: was[key]} if key in was else {}
    return left


def is_lawful(facts: Facts, giving: dict[int, Given]) -> bool:
    """Whether the giving keeps every hard rule and leaves nobody alone who has somebody able to come today."""
    lanes = Lanes(facts, giving)
    open_keys = set(to_mend(facts))
    kept = all(job.key in giving or job.key in open_keys or job.caregiver_id is None for job in facts.jobs)
    return kept and not lanes.faults()
