"""Rounds, the sampling plan, and each draw as anybody can repeat it."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.inspections import operations, queries
from anjia.inspections.queries import FrameRow, RoundSummary
from anjia.inspections.rules import Target
from anjia.interfaces.desk.forms.inspections import PlanForm, RoundForm
from anjia.interfaces.desk.survey_faces import inspection_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of, monday_of
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import queries as workforce

MOST_FRAME_SHOWN = 300


@for_desk(Role.QUALITY_LEAD)
def rounds(request: Request) -> HttpResponseBase:
    """The rhythms that go on, and a new one."""
    now = clock.now()
    form = RoundForm(request.POST or None, initial={"starts_on": day_of(now)})
    if request.method == "POST" and form.is_valid():
        target, target_id = form.target()
        try:
            operations.set_round(
                target=target,
                target_id=target_id,
                every_weeks=form.cleaned_data["every_weeks"],
                starts_on=form.cleaned_data["starts_on"],
                at=now,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Set. The first round is planned a week ahead."))
            return redirect("desk:rounds")
    context = {
        "rows": _round_rows(queries.rounds(at=now)),
        "form": form,
        "faces": inspection_faces("rounds"),
    }
    return render(request, "desk/inspections/rounds.html", context, status=422 if form.errors else 200)


def _round_rows(found: list[RoundSummary]) -> list[dict[str, Any]]:
    names = {
        Target.CAREGIVER: workforce.names_of(one.target_id for one in found if one.target == Target.CAREGIVER),
        Target.OFFERING: catalog.names_of(one.target_id for one in found if one.target == Target.OFFERING),
        Target.BRANCH: {one.id: one.name for one in company.branches()},
    }
    kinds = queries.target_names()
    return [
        {"round": one, "kind": kinds[one.target], "name": names[Target(one.target)].get(one.target_id, "")}
        for one in found
    ]


@for_desk(Role.QUALITY_LEAD)
@require_POST
def end(request: Request, round_id: int) -> HttpResponseBase:
    """A rhythm ends."""
    operations.end_round(round_id=round_id, at=clock.now(), by=request.person.actor)
    say(request, _("Ended. What is planned already stays planned."))
    return redirect("desk:rounds")


@for_desk(Role.QUALITY_LEAD)
def sampling_plan(request: Request) -> HttpResponseBase:
    """The plan in force, a new version, and the draws so far."""
    now = clock.now()
    _version, current = queries.plan_in_force(now)
    form = PlanForm(request.POST or None, initial=asdict(current))
    if request.method == "POST" and form.is_valid():
        try:
            operations.publish_sampling_plan(
                sampling=form.sampling(), effective_from=now, at=now, by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Published. The next draw follows it."))
            return redirect("desk:sampling-plan")
    context = {
        "form": form,
        "plans": queries.plans(),
        "draws": queries.draws(),
        "drawn": queries.draw_of_week(monday_of(day_of(now))) is not None,
        "faces": inspection_faces("sampling-plan"),
    }
    return render(request, "desk/inspections/sampling_plan.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def draw_now(request: Request) -> HttpResponseBase:
    """Draws this week's spot checks at once instead of waiting for the clock."""
    draw_id = operations.draw_spot_checks(at=clock.now(), by=request.person.actor)
    if draw_id is None:
        raise Refusal(_("This week has no visit left with a caregiver, so there is nothing to draw from."))
    return redirect("desk:draw", draw_id)


@for_desk(Role.QUALITY_LEAD)
@require_GET
def draw(request: Request, draw_id: int) -> HttpResponseBase:
    """One draw: seed, frame, probabilities, what was drawn, and whether it can be repeated."""
    found = next((one for one in queries.draws(limit=1000) if one.id == draw_id), None)
    if found is None:
        raise Missing
    frame = queries.frame_rows(draw_id)
    context = {
        "draw": found,
        "rows": _frame_rows(frame[:MOST_FRAME_SHOWN]),
        "left_out": max(len(frame) - MOST_FRAME_SHOWN, 0),
        "repeats": queries.repeats(draw_id),
        "faces": inspection_faces("sampling-plan"),
    }
    return render(request, "desk/inspections/draw.html", context)


def _frame_rows(frame: list[FrameRow]) -> list[dict[str, Any]]:
    people = workforce.names_of(one.caregiver_id for one in frame)
    visits = booking.visits(one.visit_id for one in frame)
    names = queries.risk_names()
    return [
        {
            "row": one,
            "visit": visits[one.visit_id],
            "caregiver": people.get(one.caregiver_id, ""),
            "risks": [names[risk] for risk in one.risks],
            "percent": one.chance * 100,
        }
        for one in frame
        if one.visit_id in visits
    ]
