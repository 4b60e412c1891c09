"""Day plans: who does which visit when, computed from a frozen problem. Pure: no Django, no clock, no database.

A `Problem` holds caregivers, tasks (one caregiver's part of a visit), links between tasks (a visit for two, a gap to
be kept) and the minutes between places. `solve` returns a `Plan`; `checker` scores any plan by the definition alone,
knowing nothing of how it was found. Two searches share the model: `orders` anneals one order of all events and knows
links and soft windows; `routes` ruins and recreates routes and knows large days with hard windows.
"""

from anjia.dispatch.planning.checker import Cost, Term, TermName, cost_of, faults_of
from anjia.dispatch.planning.plan import Plan, Route, Stop
from anjia.dispatch.planning.problem import (
    UNREACHABLE,
    Break,
    Caregiver,
    Link,
    Problem,
    Published,
    Task,
    pinned,
)
from anjia.dispatch.planning.rests import rests_of
from anjia.dispatch.planning.solving import Parameters, Progress, solve
from anjia.dispatch.planning.vetting import Fault, SetAside, problem_of
from anjia.dispatch.planning.ways import E_BIKE, TRANSIT, WALK, Mode, minutes_between, read_table
from anjia.dispatch.planning.weights import Weights

__all__ = [
    "E_BIKE",
    "TRANSIT",
    "UNREACHABLE",
    "WALK",
    "Break",
    "Caregiver",
    "Cost",
    "Fault",
    "Link",
    "Mode",
    "Parameters",
    "Plan",
    "Problem",
    "Progress",
    "Published",
    "Route",
    "SetAside",
    "Stop",
    "Task",
    "Term",
    "TermName",
    "Weights",
    "cost_of",
    "faults_of",
    "minutes_between",
    "pinned",
    "problem_of",
    "read_table",
    "rests_of",
    "solve",
]
