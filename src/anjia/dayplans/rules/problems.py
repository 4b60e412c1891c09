"""The seam to the engine: a day's facts become a frozen problem, and the engine's plan becomes a giving again.

Hard things are masks: who may be sent to a visit is named one by one, from trades, refusals, hours, leave. A visit
whose start is agreed has a window of one minute. What a caregiver costs beside the way is a wish, in fen.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from anjia.dayplans.rules.costs import Prices, unserved_price
from anjia.dayplans.rules.lanes import Lanes, able
from anjia.dayplans.rules.repairs import to_mend
from anjia.dayplans.rules.values import Facts, Given, Job
from anjia.dispatch import planning
from anjia.dispatch.planning import Caregiver, Plan, Problem, Route, Stop, Task

SKILL = ""  # every hard thing is in the mask
# The way from home lies before the first visit and counts in the cost; it does not have to fit into working time.
EARLY, LATE = -3 * 24 * 60.0, 4 * 24 * 60.0


def problem_of(facts: Facts) -> Problem:
    """The frozen problem of the day. Blocks are tasks with negative ids, each only for its caregiver."""
    lanes = Lanes(facts)
    people = tuple(
        Caregiver(one.id, frozenset({SKILL}), lanes.ways.person[one.id], lanes.ways.person[one.id], EARLY, LATE)
        for one in facts.people
    )
    present = {one.id for one in facts.people}
    open_ids, prices = set(to_mend(facts)), Prices(facts)
    tasks = [
        Task(
            -block.id, lanes.ways.block[block.id], block.ends - block.starts, block.starts, block.starts, SKILL,
            hard=True, only=frozenset({block.caregiver_id}),
        )
        for block in facts.blocks
        if block.caregiver_id in present
    ]  # fmt: skip
    tasks += [
        _task(facts, job, lanes, prices, may_be_left=job.visit_id in open_ids)
        for job in facts.jobs
        if job.caregiver_id in present or not job.pin
    ]
    weights = planning.Weights(travel=facts.weights.travel_fen, overtime=0.0)
    return planning.problem_of(people, tasks, lanes.ways.minutes.astype(np.float64), weights=weights)[0]


def _task(facts: Facts, job: Job, lanes: Lanes, prices: Prices, *, may_be_left: bool) -> Task:
    row = lanes.ways.job[job.visit_id]
    if job.pin and job.caregiver_id is not None:
        only = frozenset({job.caregiver_id})
        return Task(job.visit_id, row, job.until - job.starts, job.starts, job.starts, SKILL, hard=True, only=only)
    earliest, latest, who = _window(facts, job)
    base = prices.fen(job, Given(0, job.starts))
    wishes = {one: price for one in who if (price := prices.fen(job, Given(one, job.starts)) - base)}
    return Task(
        job.visit_id,
        row,
        job.minutes,
        earliest,
        latest,
        SKILL,
        hard=True,
        only=frozenset(who),
        wishes=wishes,
        unserved=unserved_price(facts, job) - base if may_be_left else None,
    )


def _window(facts: Facts, job: Job) -> tuple[int, int, list[int]]:
    """The window in which everybody named can begin; the agreed start alone when a wider one leaves nobody."""
    at_start = able(facts, job)
    if job.earliest == job.latest:
        return job.starts, job.starts, at_start
    first, last = set(able(facts, job, job.earliest)), set(able(facts, job, job.latest))
    whole = [
        one.id
        for one in facts.people
        if one.id in first and one.id in last and one.works(job.earliest, job.latest + job.minutes)
    ]
    has_her = job.caregiver_id is None or job.caregiver_id in whole or job.caregiver_id not in at_start
    return (job.earliest, job.latest, whole) if whole and has_her else (job.starts, job.starts, at_start)


def plan_of(problem: Problem, lanes: Lanes) -> Plan | None:
    """The lanes as a plan that the engine can go on from; None where it breaks a rule, as some pins do."""
    tasks = {task.id for task in problem.tasks}
    held = {-block.id: Given(block.caregiver_id, block.starts) for block in lanes.facts.blocks}
    giving = {key: given for key, given in (held | lanes.giving).items() if key in tasks}
    routes: dict[int, list[Stop]] = defaultdict(list)
    for key, given in sorted(giving.items(), key=lambda pair: pair[1].starts):
        routes[given.caregiver_id].append(Stop(key, float(given.starts)))
    left = tuple(sorted(tasks - giving.keys()))
    plan = Plan(tuple(Route(who, tuple(stops)) for who, stops in sorted(routes.items())), left)
    return None if planning.faults_of(problem, plan) else plan


def giving_of(facts: Facts, plan: Plan) -> dict[int, Given]:
    """Who does what by the plan; what is pinned stays as it is."""
    jobs = {job.visit_id: job for job in facts.jobs}
    found = {visit_id: given for visit_id, given in facts.given().items() if jobs[visit_id].pin}
    for visit_id, caregiver_id in plan.caregiver_of.items():
        if visit_id in jobs and not jobs[visit_id].pin:
            found[visit_id] = Given(caregiver_id, round(plan.begin_of[visit_id]))
    return found


def is_lawful(facts: Facts, giving: dict[int, Given]) -> bool:
    """Whether the giving keeps every hard rule and leaves nobody alone who has somebody able to come today."""
    lanes = Lanes(facts, giving)
    open_ids = set(to_mend(facts))
    kept = all(job.visit_id in giving or job.visit_id in open_ids or job.caregiver_id is None for job in facts.jobs)
    return kept and not lanes.faults()
