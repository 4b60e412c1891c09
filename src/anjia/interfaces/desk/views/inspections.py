"""Inspections: what is due and what was seen, and the form with which the inspector walks through a home."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.inspections import operations, queries
from anjia.inspections.queries import Figures, InspectionSummary
from anjia.inspections.rules import Share
from anjia.interfaces.desk.forms.inspections import HoldForm, findings_of, steps_seen
from anjia.interfaces.desk.inspection_cards import finding_rows, inspection_rows, record_rows, visits_for
from anjia.interfaces.desk.survey_faces import inspection_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal

LOOK_BACK = timedelta(days=90)


@for_desk(Role.QUALITY_LEAD)
@require_GET
def inspections(request: Request) -> HttpResponseBase:
    """What is due, what was held, and the figures of the last 90 days."""
    now = clock.now()
    context = {
        "rows": inspection_rows(queries.planned(), at=now),
        "held": record_rows(queries.records(limit=30)),
        "figures": [_figure_row(one) for one in queries.figures_since(now - LOOK_BACK, until=now)],
        "kinds": queries.kind_names(),
        "faces": inspection_faces("inspections"),
    }
    return render(request, "desk/inspections/inspections.html", context)


def _figure_row(one: Figures) -> dict[str, Any]:
    return {
        "figures": one,
        "share": _percent(one.share),
        "share_range": _range(one.share),
        "estimate": _percent(one.estimate),
        "estimate_range": _range(one.estimate),
    }


def _percent(share: Share | None) -> str:
    return f"{share.value:.0%}" if share else "–"


def _range(share: Share | None) -> str:
    return f"{share.low:.0%} – {share.high:.0%}" if share else ""


@for_desk(Role.QUALITY_LEAD)
def inspection(request: Request, inspection_id: int) -> HttpResponseBase:
    """The inspector's form, step by step of the standard; afterwards what was seen."""
    found = queries.inspection(inspection_id)
    if found.state != "planned":
        return _ended(request, found)
    asked = request.POST if request.method == "POST" else request.GET
    choices = visits_for(found, at=clock.now())
    chosen = _chosen(choices, number(asked.get("visit")), only=found.visit_id is not None)
    form = HoldForm(request.POST if request.method == "POST" else None, initial={"visit": chosen and chosen.id})
    if request.method == "POST" and chosen is not None and form.is_valid():
        try:
            _hold(request, found, chosen, form)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Recorded. Every deviation has its remedy promised now."))
            return redirect("desk:inspection", inspection_id)
    return _form(request, found, chosen, choices, form)


def _chosen(choices: list[tuple[VisitSummary, str]], visit_id: int | None, *, only: bool) -> VisitSummary | None:
    known = {visit.id: visit for visit, _name in choices}
    if only:
        return next(iter(known.values()), None)
    return known.get(visit_id or 0)


def _hold(request: Request, found: InspectionSummary, visit: VisitSummary, form: HoldForm) -> None:
    seen = steps_seen(catalog.standard_of(visit.offering_id), request.POST)
    operations.hold_inspection(
        inspection_id=found.id,
        visit_id=visit.id,
        findings=findings_of(seen, request.FILES),
        at_home=form.cleaned_data["at_home"],
        agreed=form.cleaned_data["agreed"],
        note=form.cleaned_data["note"],
        at=clock.now(),
        by=request.person.actor,
    )


def _form(
    request: Request,
    found: InspectionSummary,
    visit: VisitSummary | None,
    choices: list[tuple[VisitSummary, str]],
    form: HoldForm,
) -> HttpResponse:
    now = clock.now()
    standard = catalog.standard_of(visit.offering_id) if visit else ()
    names = {one.id: name for one, name in choices}
    context: dict[str, Any] = {
        "inspection": found,
        "row": inspection_rows([found], at=now)[0],
        "visit": visit,
        "caregiver": names.get(visit.id, "") if visit else "",
        "begun": visit is not None and visit.starts_at <= now,
        "choices": choices,
        "steps": steps_seen(standard, request.POST if request.method == "POST" else QueryDict()),
        "results": queries.result_names(),
        "severities": queries.severity_names(),
        "form": form,
        "faces": inspection_faces("inspections"),
    }
    return render(request, "desk/inspections/inspection.html", context, status=422 if form.errors else 200)


def _ended(request: Request, found: InspectionSummary) -> HttpResponse:
    record = queries.record_of(found.id)
    context = {
        "inspection": found,
        "row": inspection_rows([found], at=clock.now())[0],
        "held": record_rows([record])[0] if record else None,
        "findings": finding_rows(queries.findings_of_record(record.id)) if record else [],
        "faces": inspection_faces("inspections"),
    }
    return render(request, "desk/inspections/ended.html", context)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def drop(request: Request, inspection_id: int) -> HttpResponseBase:
    """A planned inspection will not take place."""
    if queries.inspection(inspection_id).state == "held":
        raise Missing
    operations.drop_inspection(
        inspection_id=inspection_id, reason=request.POST.get("reason", ""), at=clock.now(), by=request.person.actor
    )
    say(request, _("Written down."))
    return redirect("desk:inspections")
