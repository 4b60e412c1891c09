"""Draw spot checks by risk, so that the draw can be repeated by anybody."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.company import queries as company
from anjia.dispatch import queries as dispatch
from anjia.inspections.events import SamplingPlanPublished, SpotChecksDrawn
from anjia.inspections.models import Draw, Inspection, PlanVersion, Record
from anjia.inspections.operations.records import evening_of, plan
from anjia.inspections.queries.draws import plan_in_force
from anjia.inspections.rules import Candidate, Entry, Kind, SamplingPlan, draw, frame_of, is_plan, probabilities
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, monday_of
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.quality.queries.index import standings_of
from anjia.workforce import queries as workforce

log = logging.getLogger(__name__)

MILLION = 1_000_000
MOST_FRAME = 20_000


def publish_sampling_plan(*, sampling: SamplingPlan, effective_from: datetime, at: datetime, by: Actor) -> int:
    """Publishes the next version of the sampling plan and returns its number. Draws made before keep theirs.

    Refuses numbers that are no plan, and a beginning in the past or before the newest version's.
    """
    newest = PlanVersion.objects.order_by("-version").first()
    if not is_plan(sampling):
        raise Refusal(_("Please keep to 1 to 200 checks a week, and to 100 to 1000 percent for each risk."))
    if effective_from < at or (newest and effective_from <= newest.effective_from):
        raise Refusal(_("A new plan begins now or later, and after the one before."), field="effective_from")
    number = newest.version + 1 if newest else 1
    with transaction.atomic():
        sentence = _("Somebody has just published another plan. Please look at it first.")
        with once("sampling_plan_version_once", sentence):
            PlanVersion.objects.create(
                version=number,
                effective_from=effective_from,
                published_by=str(by),
                published_by_name=by.name[:80],
                **asdict(sampling),
            )
        fact = SamplingPlanPublished(version=number, checks=sampling.checks, effective_from=effective_from)
        announce(fact, at=at, by=by)
    return number


def draw_spot_checks(*, at: datetime, by: Actor, seed: str = "") -> int | None:
    """Draws this week's spot checks from the visits that are still to come; returns the draw's id, once a week.

    None when the week has no visit left with a caregiver. The seed is made here, so that nobody can choose it; a
    given one is for repeating a draw in tests.
    """
    week_on = monday_of(day_of(at))
    known = Draw.objects.filter(week_on=week_on).values_list("id", flat=True).first()
    if known is not None:
        return int(known)
    version, sampling = plan_in_force(at)
    frame = frame_of(_candidates(week_on, at), sampling)
    if not frame:
        return None
    root = seed or secrets.token_hex(16)
    chosen = draw(root, frame, sampling.checks)
    chances = probabilities([entry.weight for entry in frame], sampling.checks)
    millionths = {entry.visit_id: round(chance * MILLION) for entry, chance in zip(frame, chances, strict=True)}
    with transaction.atomic():
        with once("draw_week_once", _("This week's spot checks have just been drawn.")):
            row = Draw.objects.create(
                week_on=week_on,
                seed=root,
                plan_id=version,
                checks=sampling.checks,
                frame=[
                    [entry.visit_id, entry.caregiver_id, entry.weight, millionths[entry.visit_id], list(entry.risks)]
                    for entry in frame
                ],
                drawn=list(chosen),
                **signed(by, at),
            )
        _plan_checks(row, [entry for entry in frame if entry.visit_id in set(chosen)], millionths, at=at)
        fact = SpotChecksDrawn(draw_id=row.pk, week_on=week_on, frame=len(frame), drawn=len(chosen))
        announce(fact, at=at, by=by)
    return int(row.pk)


def _candidates(week_on: date, at: datetime) -> list[Candidate]:
    found = booking.visits_between(day_of(at), week_on + timedelta(days=6), state="planned")
    visits = [one for one in found if one.starts_at > at][:MOST_FRAME]
    assigned = dispatch.assignments_of_visits(one.id for one in visits)
    people = workforce.caregivers(one.caregiver_id for one in assigned.values())
    standing = standings_of(people, at=at)
    seen = _last_seen(people, at)
    return [
        Candidate(
            visit_id=visit.id,
            caregiver_id=who.id,
            days_here=(day_of(at) - who.joined_on).days,
            index=standing[who.id].stars * 20 if who.id in standing else None,
            price_fen=visit.price_fen,
            days_unchecked=seen.get(who.id),
        )
        for visit in visits
        if visit.id in assigned and (who := people.get(assigned[visit.id].caregiver_id)) is not None
    ]


def _last_seen(ids: Iterable[int], at: datetime) -> dict[int, int]:
    """How many days ago each was last inspected."""
    latest = Record.objects.filter(caregiver_id__in=list(ids)).values_list("caregiver_id").annotate(models.Max("at"))
    return {caregiver_id: (at - last).days for caregiver_id, last in latest.order_by()}


def _plan_checks(row: Draw, chosen: list[Entry], millionths: dict[int, int], *, at: datetime) -> None:
    visits = booking.visits(entry.visit_id for entry in chosen)
    for entry in chosen:
        visit = visits[entry.visit_id]
        day = day_of(visit.starts_at)
        inspection = Inspection(
            kind=Kind.SPOT,
            draw=row,
            due_on=day,
            due_at=max(evening_of(day), visit.ends_at),
            visit_id=visit.id,
            caregiver_id=entry.caregiver_id,
            offering_id=visit.offering_id,
            chance=millionths[visit.id] / MILLION,
        )
        plan(inspection, at=at, by=SYSTEM)


def draw_everywhere(*, at: datetime) -> int:
    """Draws this week's spot checks in every company that has none; returns in how many."""
    drawn = 0
    for one in company.companies():
        try:
            with company_scope(one.id):
                before = Draw.objects.count()
                draw_spot_checks(at=at, by=SYSTEM)
                drawn += Draw.objects.count() - before
        except Exception:
            log.exception("the spot checks of company %s could not be drawn", one.id)
    return drawn
