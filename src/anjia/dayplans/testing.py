"""A day with several caregivers and visits for tests, built by operations only."""

from collections.abc import Sequence
from datetime import datetime

from anjia.booking.operations import place_order
from anjia.booking.testing import lay_ground
from anjia.dayplans import operations
from anjia.dayplans.rules import Parameters
from anjia.dayplans.rules.solving import solved
from anjia.dispatch.operations import assign_visit
from anjia.households import operations as households
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.places import Place

# Four homes in a row of some two kilometres each, from the west to the east.
PLACES = tuple(Place(31.19, 121.40 + 0.02 * number) for number in range(6))


def visit_at(
    starts_at: datetime,
    *,
    at: datetime,
    number: int = 1,
    place: Place = PLACES[0],
    minutes: int = 120,
    caregiver_id: int | None = None,
    people: int = 1,
    district: str = "徐汇区",
) -> int:
    """A planned visit of a household of its own, with a caregiver if one is named; returns its id."""
    ground = lay_ground(at=at, phone=f"1381234{number:04d}")
    home_id = households.add_home(
        household_id=ground.household_id,
        district=district,
        address=f"漕溪北路 {number} 弄 8 号",
        place=place,
        at=at,
        by=SYSTEM,
    )
    placed = place_order(
        household_id=ground.household_id,
        offering_id=ground.offering_id,
        home_id=home_id,
        starts_at=starts_at,
        minutes=minutes,
        visit_price_fen=15000,
        people=people,
        at=at,
        by=SYSTEM,
    )
    if caregiver_id is not None:
        assign_visit(visit_id=placed.visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)
    return placed.visit_id


def computed_plan(day_at: datetime, *, at: datetime, part_visits: int = 1500) -> int:
    """A plan of the day on which `day_at` falls, computed at once; returns its id."""
    parameters = Parameters(seconds=1, seed=7, part_visits=part_visits)
    plan_id, _new = operations.request_plan(day=day_of(day_at), parameters=parameters, at=at, by=SYSTEM)
    compute(operations.begin_plan(plan_id=plan_id, at=at), at=at)
    return plan_id


def compute(part_ids: Sequence[int], *, at: datetime) -> None:
    """Computes parts one after the other, and the rounds that follow."""
    for part_id in part_ids:
        work = operations.take_part(part_id=part_id, at=at)
        if isinstance(work, operations.Work):
            giving = solved(work.facts, seconds=0.3, seed=work.seed)
            compute(operations.end_part(part_id=part_id, run=work.run, giving=giving, at=at), at=at)
