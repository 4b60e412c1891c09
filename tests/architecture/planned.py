"""A day plan of the small company: computed, accepted once, ready to be accepted again."""

from datetime import datetime

from anjia.booking.queries import visit
from anjia.dayplans.operations import Work, accept_moves, begin_plan, end_part, request_plan, take_part
from anjia.dayplans.queries import plan_page
from anjia.dayplans.rules import Given, Parameters
from anjia.dispatch.operations import release_visit
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of


def plan_a_day(visit_id: int, caregiver_id: int, by: Actor, now: datetime) -> dict[str, int]:
    """Takes the visit's caregiver away, plans its day by hand and accepts that she comes after all."""
    release_visit(visit_id=visit_id, at=now, by=by)
    day = day_of(visit(visit_id).starts_at)
    plan_id, _new = request_plan(day=day, parameters=Parameters(), at=now, by=by)
    for part_id in begin_plan(plan_id=plan_id, at=now):
        work = take_part(part_id=part_id, at=now)
        assert isinstance(work, Work)
        starts = {job.visit_id: job.starts for job in work.facts.jobs}
        giving = {key: Given(caregiver_id, start) for key, start in starts.items()}
        end_part(part_id=part_id, run=work.run, giving=giving, at=now)
    (found,) = plan_page(plan_id).alternatives
    acceptance_id = accept_moves(alternative_id=found.id, visit_ids=[visit_id], at=now, by=by)
    return {"day_plan_id": plan_id, "alternative_id": found.id, "acceptance_id": acceptance_id}
