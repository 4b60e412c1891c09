"""A day numbered by where its places lie is the same day, and what is near lies together."""

import numpy as np

from anjia.dispatch.planning import Parameters, Problem, cost_of, faults_of, solve
from anjia.dispatch.planning.numbering import by_neighbourhood
from anjia.dispatch.tests.test_planning_routes import rich_day

QUICK = Parameters(seconds=None, steps=500, chains=1)


def usual_step(problem: Problem) -> float:
    """The way from a place to the one of the next number, at the median."""
    return float(np.median(np.diagonal(problem.minutes, 1)))


def test_a_plan_of_the_day_is_a_plan_of_the_day_numbered_otherwise():
    day = rich_day(3)
    same = by_neighbourhood(day)
    plan = solve(day, QUICK)
    assert len(plan.caregiver_of) > 20
    assert faults_of(same, plan) == faults_of(day, plan) == []
    assert cost_of(same, plan) == cost_of(day, plan)


def test_what_lies_together_has_numbers_together():
    day = rich_day(5, tasks=400, people=80)
    assert usual_step(by_neighbourhood(day)) < 0.5 * usual_step(day)
