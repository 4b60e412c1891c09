"""Mend what is left of a day."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dayplans.events import RepairProposed
from anjia.dayplans.models import DayPlan, PlanPart
from anjia.dayplans.operations.answers import alternative_giving, keep_answer
from anjia.dayplans.operations.requests import locked_plan
from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.rules import Facts, Kind, Lanes, Mended, State, alternatives, from_json, lines_of, to_json, to_mend
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce


def propose_repair(*, at: datetime, by: Actor, day: date | None = None) -> int:
    """Computes up to three answers to what nobody can keep on a day (today), and returns the plan's id.

    Nothing changes by it. A part of the plan waits for a worker to look further (`deepen_repair`).
    Refuses a day that has passed, and when every visit has somebody who can keep it.
    """
    day = day or day_of(at)
    if day < day_of(at):
        raise Refusal(_("This day has passed; there is nothing left to mend."), field="day")
    facts = day_facts(day, at=at)
    before = Lanes(facts)
    orphans = to_mend(facts, before.ways)
    if not orphans:
        raise Refusal(_("Every visit of the day that can still be moved has somebody who can keep it."))
    found = alternatives(facts, before.ways)
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
        PlanPart.objects.create(plan=plan, number=0, visit_ids=orphans, caregiver_ids=[])
    return int(plan.pk)


def facts_to_deepen(plan_id: int) -> Facts | None:
    """The day as it was when the repair was proposed; None once somebody has looked further. Raises Missing."""
    plan = DayPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise Missing
    return from_json(plan.facts) if plan.parts.filter(ended_at__isnull=True).exists() else None


def deepen_repair(*, plan_id: int, found: Sequence[Mended], at: datetime) -> int:
    """Adds further answers to a repair, once; returns how many are new. What is shown already stays as it is."""
    with transaction.atomic():
        plan = locked_plan(plan_id)
        if not plan.parts.filter(ended_at__isnull=True).update(share=1, ended_at=at):
            return 0
        before = Lanes(from_json(plan.facts))
        known = [alternative_giving(before.facts, one) for one in plan.alternatives.prefetch_related("moves")]
        new = [one for one in found if dict(one.lanes.giving) not in known]
        for number, one in enumerate(new, start=len(known) + 1):
            keep_answer(plan, number, one.style, before, one.lanes)
    return len(new)
