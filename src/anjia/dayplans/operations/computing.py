"""A day computed in parts: begun, told of, joined. Whatever dies is taken up by another worker, and counts once."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from anjia.dayplans.events import DayPlanProposed
from anjia.dayplans.models import DayPlan, PlanPart
from anjia.dayplans.operations.answers import keep_answer
from anjia.dayplans.operations.requests import locked_plan
from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.rules import (
    ROUNDS,
    Facts,
    Given,
    Lanes,
    Part,
    State,
    cut,
    filled,
    from_json,
    lines_of,
    part_of,
    rebased,
    silent_until,
    to_json,
    total_fen,
)
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce


class Stopped(Exception):
    """The computation was called off, or another worker has taken it over."""


@dataclass(frozen=True)
class Work:
    """A part to be computed by the worker who took it: the `run` is its right to write."""

    part_id: int
    run: int
    facts: Facts
    seconds: int
    seed: int


def begin_plan(*, plan_id: int, at: datetime) -> list[int]:
    """Freezes the day and cuts it; returns the ids of the parts to be computed. Again, it returns what is left."""
    with transaction.atomic():
        row = locked_plan(plan_id)
        if row.state == State.WAITING:
            facts = day_facts(row.day, at=at)
            row.facts, row.state = to_json(facts), State.RUNNING
            row.lines = [asdict(line) for line in lines_of(Lanes(facts))]
            row.save(update_fields=["facts", "lines", "state"])
            _lay_parts(row, cut(facts, row.part_visits))
            if not row.parts.exists():
                _finish(row, facts, facts.given(), at=at)
        if row.state != State.RUNNING:
            return []
        return list(row.parts.filter(round=row.round, ended_at__isnull=True).values_list("id", flat=True))


def _lay_parts(row: DayPlan, parts: list[Part]) -> None:
    PlanPart.objects.bulk_create(
        PlanPart(
            plan=row,
            round=row.round,
            number=number,
            visit_ids=list(part.keys),
            caregiver_ids=list(part.caregiver_ids),
        )
        for number, part in enumerate(parts)
        if part.keys
    )


def take_part(*, part_id: int, at: datetime) -> Work | datetime | None:
    """The part for this worker; until when to wait when another one is at it; None when nothing is to be done."""
    with transaction.atomic():
        part = PlanPart.objects.select_for_update().filter(pk=part_id).first()
        if part is None:
            raise Missing
        plan = DayPlan.objects.get(pk=part.plan_id)
        if part.ended_at is not None or plan.state != State.RUNNING:
            return None
        if part.silent_until is not None and part.silent_until > at:
            return datetime.fromtimestamp(part.silent_until.timestamp(), part.silent_until.tzinfo)
        part.run += 1
        part.silent_until = silent_until(at, plan.seconds)
        part.save(update_fields=["run", "silent_until"])
    whole = _facts_of(plan)
    return Work(part.pk, part.run, part_of(whole, _shape(part)), plan.seconds, plan.seed + part.number)


def _shape(part: PlanPart) -> Part:
    return Part(tuple(part.caregiver_ids), tuple(part.visit_ids))


def _facts_of(plan: DayPlan) -> Facts:
    """The day as this round begins from it."""
    facts = from_json(plan.facts)
    return rebased(facts, _joined(plan, facts, plan.round - 1)) if plan.round else facts


def _joined(plan: DayPlan, facts: Facts, until_round: int) -> dict[int, Given]:
    """Who does what after a round: what its parts found, on top of the rounds before."""
    giving = facts.given()
    for part in plan.parts.filter(round__lte=until_round, giving__isnull=False).order_by("round", "number"):
        for key in part.visit_ids:
            giving.pop(key, None)
        giving.update({int(key): Given(*given) for key, given in (part.giving or {}).items()})
    return giving


def tell_part(*, part_id: int, run: int, share: float, best_fen: int, at: datetime) -> None:
    """Writes how far the part is. Raises Stopped when nobody waits for this worker any more."""
    part = PlanPart.objects.filter(pk=part_id, run=run, ended_at__isnull=True)
    plan = DayPlan.objects.filter(parts__id=part_id, state=State.RUNNING).values_list("seconds", flat=True).first()
    if plan is None or not part.update(share=share, best_fen=best_fen, silent_until=silent_until(at, plan)):
        raise Stopped


def end_part(*, part_id: int, run: int, giving: dict[int, Given], at: datetime) -> list[int]:
    """Keeps what the part found, once; the last part of a round joins it. Returns the parts of the next round."""
    with transaction.atomic():
        plan_id = PlanPart.objects.filter(pk=part_id).values_list("plan_id", flat=True).get()
        plan = locked_plan(plan_id)  # parts that end together are joined one after the other
        mine = PlanPart.objects.filter(pk=part_id, run=run, ended_at__isnull=True)
        found = {key: [given.caregiver_id, given.starts] for key, given in giving.items()}
        if plan.state != State.RUNNING or not mine.update(giving=found, share=1, ended_at=at, silent_until=None):
            return []
        if plan.parts.filter(round=plan.round, ended_at__isnull=True).exists():
            return []
        return _end_round(plan, at=at)


def _end_round(plan: DayPlan, *, at: datetime) -> list[int]:
    facts = from_json(plan.facts)
    giving = _joined(plan, facts, plan.round)
    several = plan.parts.filter(round=plan.round).count() > 1
    if several and plan.round + 1 < ROUNDS:
        plan.round += 1
        plan.save(update_fields=["round"])
        _lay_parts(plan, cut(rebased(facts, giving), plan.part_visits, turned=True))
        return list(plan.parts.filter(round=plan.round).values_list("id", flat=True))
    _finish(plan, facts, filled(facts, giving), at=at)
    return []


def _finish(plan: DayPlan, facts: Facts, giving: dict[int, Given], *, at: datetime) -> None:
    today = Lanes(facts)
    after = Lanes(facts, giving)
    if total_fen(lines_of(after)) > total_fen(lines_of(today)):
        after = today
    kept = keep_answer(plan, 1, "", today, after)
    plan.state, plan.ended_at = State.DONE, at
    plan.save(update_fields=["state", "ended_at"])
    fact = DayPlanProposed(
        day_plan_id=plan.pk,
        day=plan.day,
        moves=kept.moves,
        unserved=kept.unserved,
        saved_fen=total_fen(lines_of(today)) - total_fen(lines_of(after)),
    )
    announce(fact, at=at, by=SYSTEM)


def fail_plan(*, part_id: int, at: datetime) -> None:
    """Ends a computation that broke down; nothing has changed."""
    with transaction.atomic():
        plan = locked_plan(PlanPart.objects.filter(pk=part_id).values_list("plan_id", flat=True).get())
        if plan.state == State.RUNNING:
            plan.state, plan.ended_at = State.FAILED, at
            plan.fault = gettext_noop("The computation broke down. Nothing has changed; please start it again.")
            plan.save(update_fields=["state", "ended_at", "fault"])
