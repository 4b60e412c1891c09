"""Tomorrow's plan: asked for when the demo company's last day ends, computed by the first worker that runs."""

from datetime import datetime, timedelta

from django.db import transaction

from anjia.company.rules import Role
from anjia.dayplans import tasks
from anjia.dayplans.operations import request_plan
from anjia.dayplans.rules import Parameters
from anjia.house.demo.town import Town
from anjia.kernel.clock import day_of
from anjia.kernel.scope import current_company_id

SECONDS = 5


def plan_tomorrow(town: Town, at: datetime) -> None:
    """The dispatcher has the next day computed; nothing changes by it."""
    with transaction.atomic():
        plan_id, _new = request_plan(
            day=day_of(at) + timedelta(days=1),
            parameters=Parameters(seconds=SECONDS),
            at=at,
            by=town.staff[Role.DISPATCHER],
        )
        tasks.compute_day.enqueue(company_id=current_company_id(), plan_id=plan_id)
