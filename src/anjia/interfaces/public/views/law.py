"""The law here and its calculators for everybody, and the calculations that a company gave out by a link."""

from datetime import date

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.company import queries as company_queries
from anjia.interfaces.shared.access import Request, for_everyone
from anjia.interfaces.shared.law_pages import calculator_links, chosen_day, has_answers, law_here, page_of, worked_out
from anjia.interfaces.shared.numbers import number
from anjia.kernel import clock
from anjia.law.queries import shared_calculation


def _today() -> date:
    return clock.day_of(clock.now())


@for_everyone
@require_GET
def here(request: Request, slug: str) -> HttpResponseBase:
    """What is in force for the company, or one of its branches, on a day."""
    branch_id = number(request.GET.get("branch"))
    jurisdiction = company_queries.jurisdiction_of(branch_id)
    context = law_here(jurisdiction, chosen_day(request.GET.get("on"), _today())) | {
        "company": request.company,
        "branches": company_queries.branches(),
        "branch_id": branch_id,
        "calculators": calculator_links("public:law-calculator", slug),
    }
    return render(request, "public/law/here.html", context)


@for_everyone
@require_GET
def calculator(request: Request, slug: str, kind: str) -> HttpResponseBase:
    """One calculator with the visitor's own numbers; nothing is kept."""
    worked = worked_out(kind, request.GET, jurisdiction=company_queries.jurisdiction_of(None), today=_today())
    own_url = reverse("public:law-calculator", args=[slug, kind])
    context = page_of(worked, own_url=own_url) | _around(request.company)
    return render(request, "public/law/calculator.html", context, status=worked.status)


@for_everyone
@require_GET
def calculation(request: Request, token: str) -> HttpResponseBase:
    """What a company worked out, for whoever has the link; the numbers can be changed."""
    shared = shared_calculation(token)
    if shared is None:
        raise Http404
    changed = has_answers(shared.kind, request.GET)
    shape = {"shape": shared.typed["shape"]} if "shape" in shared.typed else {}
    typed = {**shape, **request.GET.dict()} if changed else shared.typed
    worked = worked_out(shared.kind, typed, jurisdiction=shared.jurisdiction, today=_today())
    own_url = reverse("public:calculation", args=[token])
    context = page_of(worked, own_url=own_url) | _around(company_queries.company(shared.company_id))
    context |= {"shared": True, "changed": changed, "shapes": ()}
    return render(request, "public/law/calculator.html", context, status=worked.status)


def _around(company: company_queries.CompanySummary) -> dict[str, object]:
    return {"company": company, "law_url": reverse("public:law", args=[company.slug])}
