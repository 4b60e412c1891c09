"""Day plans: who does which visit when, computed from a frozen problem. Pure: no Django, no clock, no database.

A `Problem` holds caregivers, tasks (one caregiver's part of a visit), links between tasks (a visit for two, a gap to
be kept) and the minutes between places. `solve` returns a `Plan`; `checker` scores any plan by the definition alone,
knowing nothing of how it was found. Two searches share the model: `orders` anneals one order of all events and knows
links and soft windows; `routes` ruins and recreates routes and knows large days with hard windows.
"""

from anjia.dispatch.planning.checker import Cost, cost_of, faults_of
from anjia.dispatch.planning.plan import Plan, Route, Stop
from anjia.dispatch.planning.problem import Caregiver, Link, Problem, SetAside, Task, Weights, problem_of
from anjia.dispatch.planning.solving import Parameters, Progress, solve

__all__ = [
    "Caregiver",
    "Cost",
    "Link",
    "Parameters",
    "Plan",
    "Problem",
    "Progress",
    "Route",
    "SetAside",
    "Stop",
    "Task",
    "Weights",
    "cost_of",
    "faults_of",
    "problem_of",
    "solve",
]
