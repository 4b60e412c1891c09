"""Regular rounds: set their rhythm, plan what it brings."""

import logging
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.inspections.events import RoundEnded, RoundSet
from anjia.inspections.models import Inspection, Round, RoundEnd
from anjia.inspections.operations.records import evening_of, plan
from anjia.inspections.rules import Kind, Target, next_round_on
from anjia.inspections.rules.findings import MOST_WEEKS
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.workforce import queries as workforce

log = logging.getLogger(__name__)

AHEAD = timedelta(days=7)


def set_round(*, target: Target, target_id: int, every_weeks: int, starts_on: date, at: datetime, by: Actor) -> int:
    """Has a caregiver, a service or a branch looked at every so many weeks from a day on; returns the round's id.

    Refuses a rhythm outside 1 to 104 weeks, a beginning in the past or more than a year ahead, and a second round of
    the same target. Raises Missing for a target that is not here.
    """
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Refusal(_("A round comes every 1 to %(most)d weeks.") % {"most": MOST_WEEKS}, field="every_weeks")
    today = day_of(at)
    if not today <= starts_on <= today + timedelta(days=366):
        raise Refusal(_("Let the round begin today or later, within a year."), field="starts_on")
    _known(Target(target), target_id)
    if any(one.target_id == target_id for one in going().filter(target=target)):
        raise Refusal(_("This round is set already. End it first to give it another rhythm."))
    with transaction.atomic():
        row = Round.objects.create(
            target=Target(target),
            target_id=target_id,
            every_weeks=every_weeks,
            starts_on=starts_on,
            **signed(by, at),
        )
        fact = RoundSet(
            round_id=row.pk, target=str(target), about=target_id, every_weeks=every_weeks, starts_on=starts_on
        )
        announce(fact, at=at, by=by)
        plan_due(at=at)
    return int(row.pk)


def _known(target: Target, target_id: int) -> None:
    if target is Target.CAREGIVER:
        workforce.caregiver(target_id)
    elif target is Target.OFFERING:
        catalog.offering(target_id)
    elif target_id not in {branch.id for branch in company.branches()}:
        raise Missing


def going() -> models.QuerySet[Round]:
    """The rounds that go on."""
    rows: models.QuerySet[Round] = Round.objects.exclude(pk__in=RoundEnd.objects.values("round_id"))
    return rows


def end_round(*, round_id: int, at: datetime, by: Actor) -> None:
    """Ends a rhythm; what is planned stays planned. Refused a second time."""
    row = Round.objects.filter(pk=round_id).first()
    if row is None:
        raise Missing
    with transaction.atomic():
        with once("round_ended_once", _("This round has ended already.")):
            RoundEnd.objects.create(round=row, **signed(by, at))
        announce(RoundEnded(round_id=row.pk, target=row.target, about=row.target_id), at=at, by=by)


def plan_due_rounds(*, at: datetime) -> int:
    """In every company, plans the rounds of the coming week, each once; returns how many are new."""
    planned = 0
    for one in company.companies():
        try:
            with company_scope(one.id), transaction.atomic():
                planned += plan_due(at=at)
        except Exception:
            log.exception("the rounds of company %s could not be planned", one.id)
    return planned


def plan_due(*, at: datetime) -> int:
    """Plans the rounds of the coming week for the company in scope; after a standstill only the latest one missed."""
    rows = list(going())
    last: dict[int, date] = {}
    for one in Inspection.objects.filter(round__in=rows).order_by("due_on"):
        last[one.round_id] = one.due_on
    return sum(_plan_round(row, last.get(row.pk), at) for row in rows)


def _plan_round(row: Round, last: date | None, at: datetime) -> bool:
    today = day_of(at)
    due_on = next_round_on(row.starts_on, row.every_weeks, today - timedelta(days=1))
    if due_on > today + AHEAD or (last is not None and last >= due_on):
        return False
    target = {f"{row.target}_id": row.target_id}
    inspection = Inspection(kind=Kind.ROUND, round=row, due_on=due_on, due_at=evening_of(due_on + AHEAD), **target)
    try:
        with once("inspection_round_once", ""):
            plan(inspection, at=at, by=SYSTEM)
    except Refusal:  # another worker was first
        return False
    return True
