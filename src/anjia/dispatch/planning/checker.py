"""Scores a plan by the definition alone: no search, no shared code with one.

With all weights a third but overtime, the objective is that of Mankowska, Meisel and Bierwirth (2014),
doi 10.1007/s10729-013-9243-1; the other terms are a company's.
"""

from __future__ import annotations

from itertools import pairwise

from anjia.dispatch.planning.cost import Cost, Term, TermName
from anjia.dispatch.planning.faults import faults_of
from anjia.dispatch.planning.plan import Plan, Route
from anjia.dispatch.planning.problem import Caregiver, Problem, Task
from anjia.dispatch.planning.rests import rests_of

__all__ = ["Cost", "Term", "TermName", "cost_of", "faults_of"]


def cost_of(problem: Problem, plan: Plan) -> Cost:
    """The cost of a plan as it stands, whether or not it is lawful (see `faults_of`)."""
    people = {person.id: person for person in problem.caregivers}
    tasks = {task.id: task for task in problem.tasks}
    weights = problem.weights
    days = [_day(problem, people[route.caregiver_id], route, tasks) for route in plan.routes if route.stops]
    travel, waiting, over = (sum(column) for column in zip(*days, strict=True)) if days else (0.0, 0.0, 0.0)
    late = [max(0.0, begins - tasks[one].latest) for one, begins in plan.begin_of.items() if not tasks[one].hard]
    worst = max(late, default=0.0)
    priced = {
        TermName.WISHES: sum(tasks[one].wishes.get(who, 0.0) for one, who in plan.caregiver_of.items()),
        TermName.UNSERVED: sum(tasks[one].unserved or 0.0 for one in plan.unserved),
        TermName.UNFAIRNESS: _unfairness(problem, plan, tasks),
        TermName.DISRUPTION: sum(_disruption(problem, plan, task) for task in problem.tasks if task.published),
    }
    return Cost(
        (
            Term(TermName.TRAVEL, weights.travel * travel, travel),
            Term(TermName.WAITING, weights.waiting * waiting, waiting),
            Term(TermName.OVERTIME, 0.0 if problem.hard_shifts else weights.overtime * over, over),
            Term(TermName.TARDINESS, sum(weights.lateness(minutes) for minutes in late), sum(late)),
            Term(TermName.WORST_TARDINESS, weights.worst_tardiness * worst, worst),
            *(Term(name, price, price / weights.travel if weights.travel else 0.0) for name, price in priced.items()),
        )
    )


def _day(problem: Problem, person: Caregiver, route: Route, tasks: dict[int, Task]) -> tuple[float, float, float]:
    """Minutes on the way, of waiting, and after the shift's end."""
    ways = problem.minutes_of(person)
    work = [tasks[stop.task_id] for stop in route.stops]
    travel = sum(float(ways[a, b]) for a, b in pairwise([person.start, *(one.place for one in work), person.end]))
    leaves = route.stops[0].begins - float(ways[person.start, work[0].place])
    back = route.stops[-1].begins + work[-1].minutes + float(ways[work[-1].place, person.end])
    begun = rests_of(problem, person, route, tasks) or ()
    rested = sum(rest.minutes for rest, begins in zip(person.breaks, begun, strict=False) if leaves <= begins < back)
    waiting = back - leaves - travel - sum(one.minutes for one in work) - rested
    return travel, max(0.0, waiting), max(0.0, back - person.until_minute)


def _unfairness(problem: Problem, plan: Plan, tasks: dict[int, Task]) -> float:
    work = dict.fromkeys((person.id for person in problem.caregivers), 0.0)
    for task, who in plan.caregiver_of.items():
        work[who] += tasks[task].earns
    return sum(
        problem.weights.unevenness(one.earned + one.pay * work[one.id], one.target) for one in problem.caregivers
    )


def _disruption(problem: Problem, plan: Plan, task: Task) -> float:
    told, weights = task.published, problem.weights
    if told is None or task.id not in plan.begin_of:
        return 0.0
    other = weights.other_caregiver if plan.caregiver_of[task.id] != told.caregiver_id else 0.0
    return told.factor * (other + weights.moving(plan.begin_of[task.id] - told.begins))
