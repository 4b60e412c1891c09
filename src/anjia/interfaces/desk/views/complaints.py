"""Complaints: the list, a new one, and the page on which one is worked on."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.complaint_cards import rows_of, unsettled_tabs
from anjia.interfaces.desk.complaint_case import case_context
from anjia.interfaces.desk.forms.quality import OpenForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.quality import operations, queries
from anjia.quality.queries import ComplaintFilter
from anjia.quality.rules import Severity

PAGE = 40
VISITS_SHOWN = 12


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def complaints(request: Request) -> HttpResponseBase:
    """Complaints by page: what is still to be settled, or all; mine; by severity, cause and household."""
    asked = request.GET
    query = asked.get("q", "")[:40]
    standing = asked.get("standing", "unsettled")
    causes, teams = queries.top_cause_names(), queries.team_names()
    wanted = ComplaintFilter(
        standing=standing if standing in ("unsettled", "settled") else "",
        owner_id=request.person.id if asked.get("whose") == "mine" else None,
        team=asked.get("team", "") if asked.get("team") in teams else "",
        severity=asked.get("severity", "") if asked.get("severity") in set(Severity) else "",
        cause=asked.get("cause", "") if asked.get("cause") in causes else "",
        household_ids=tuple(households.ids_matching(query)) if query else None,
    )
    page = queries.complaints_page(wanted, before=number(asked.get("before")), limit=PAGE)
    context = {
        "rows": rows_of(page.complaints, at=clock.now()),
        "older": page.next_before,
        "wanted": wanted,
        "query": query,
        "whose": "mine" if wanted.owner_id else "all",
        "severities": queries.severity_names(),
        "causes": causes,
        "teams": teams,
        "tabs": unsettled_tabs("complaints"),
        "kept": _without(asked, "before"),
    }
    return render(request, "desk/quality/complaints.html", context)


def _without(asked: Mapping[str, Any], *left_out: str) -> str:
    """The address's questions without some of them, to be continued with another."""
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in asked.items() if name not in left_out})
    return f"{kept.urlencode()}&" if kept else ""


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def new_complaint(request: Request) -> HttpResponseBase:
    """A complaint by phone: first whose and about which visit, then what went wrong."""
    household_id, visit_id = number(request.GET.get("household")), number(request.GET.get("visit"))
    visit = booking.visit(visit_id) if visit_id else None
    household_id = visit.household_id if visit else household_id
    form = OpenForm(request.POST or None)
    if household_id and request.method == "POST" and form.is_valid():
        try:
            complaint_id = _open(request, household_id, visit_id, form.cleaned_data)
            return redirect("desk:complaint", complaint_id)
        except Refusal as refusal:
            put_on(form, refusal)
    query = request.GET.get("q", "")[:40]
    context = {
        "form": form,
        "query": query,
        "found": households.households(households.ids_matching(query, limit=12)).values() if query else (),
        "household": households.household(household_id) if household_id else None,
        "visit": visit,
        "visits": booking.visits_of_household(household_id, limit=VISITS_SHOWN) if household_id else (),
        "about": bool(visit) or request.GET.get("about") == "none",
    }
    return render(request, "desk/quality/new_complaint.html", context, status=422 if form.errors else 200)


def _open(request: Request, household_id: int, visit_id: int | None, values: dict[str, Any]) -> int:
    return operations.open_complaint(
        household_id=household_id,
        visit_id=visit_id,
        text=values["text"],
        severity=Severity(values["severity"]),
        cause=values["cause"],
        at=clock.now(),
        by=request.person.actor,
    )


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def complaint(request: Request, complaint_id: int) -> HttpResponseBase:
    """One complaint with all that carries it."""
    return complaint_page(request, complaint_id, {})


def complaint_page(request: Request, complaint_id: int, bound: dict[str, Form]) -> HttpResponse:
    """The page of a complaint; `bound` are forms that came back with a refusal, by the name of their act."""
    context = case_context(complaint_id, request.person.at_desk, bound, at=clock.now())
    return render(request, "desk/quality/complaint.html", context, status=422 if bound else 200)
