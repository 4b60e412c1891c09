"""Mend what is left of a day."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dayplans.events import RepairProposed
from anjia.dayplans.models import DayPlan
from anjia.dayplans.operations.answers import keep_answer
from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.rules import Kind, Lanes, State, alternatives, lines_of, to_json, to_mend
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce


def propose_repair(*, at: datetime, by: Actor, day: date | None = None) -> int:
    """Computes up to three answers to what nobody can keep on a day (today), and returns the plan's id.

    Nothing changes by it. Refuses a day that has passed, and when every visit has somebody who can keep it.
    """
    day = day or day_of(at)
    if day < day_of(at):
        raise Refusal(_("This day has passed; there is nothing left to mend."), field="day")
    facts = day_facts(day, at=at)
    orphans = to_mend(facts)
    if not orphans:
        raise Refusal(_("Every visit of the day that can still be moved has somebody who can keep it."))
    before, found = Lanes(facts), alternatives(facts)
    with transaction.atomic():
        plan = DayPlan.objects.create(
            kind=Kind.REPAIR,
            day=day,
            state=State.DONE,
            seconds=0,
            seed=0,
            part_visits=0,
            facts=to_json(facts),
            lines=[asdict(line) for line in lines_of(before)],
            asked_at=at,
            ended_at=at,
            by=str(by),
            by_name=by.name[:80],
        )
        kept = [keep_answer(plan, number, one.style, before, one.lanes) for number, one in enumerate(found, start=1)]
        fact = RepairProposed(
            day_plan_id=plan.pk,
            day=day,
            orphans=len(orphans),
            alternatives=len(kept),
            unserved=min(one.unserved for one in kept),
        )
        announce(fact, at=at, by=by)
    return int(plan.pk)
