"""What inspections do: plan rounds, draw spot checks, hold inspections, see deviations put right."""

from anjia.inspections.operations.draws import draw_everywhere, draw_spot_checks, publish_sampling_plan
from anjia.inspections.operations.findings import look_again, remedy_deviation
from anjia.inspections.operations.holding import FindingSeen, drop_inspection, drop_of_visit, hold_inspection
from anjia.inspections.operations.rounds import end_round, plan_due, plan_due_rounds, set_round

__all__ = [
    "FindingSeen",
    "draw_everywhere",
    "draw_spot_checks",
    "drop_inspection",
    "drop_of_visit",
    "end_round",
    "hold_inspection",
    "look_again",
    "plan_due",
    "plan_due_rounds",
    "publish_sampling_plan",
    "remedy_deviation",
    "set_round",
]
