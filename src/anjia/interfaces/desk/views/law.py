"""The law here, and its calculators, as the desk uses them."""

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company_queries
from anjia.households import queries as household_queries
from anjia.interfaces.desk.forms.law import ClaimsForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.law_pages import calculator_links, chosen_day, law_here, page_of, worked_out
from anjia.interfaces.shared.numbers import number
from anjia.kernel import clock
from anjia.law.operations import share_calculation
from anjia.law.queries import check_claims, pieces_of, standards_in_use


def _today() -> date:
    return clock.day_of(clock.now())


@for_desk()
@require_GET
def here(request: Request) -> HttpResponseBase:
    """What is in force for a branch on a day."""
    branch_id = number(request.GET.get("branch"))
    jurisdiction = company_queries.jurisdiction_of(branch_id)
    context = law_here(jurisdiction, chosen_day(request.GET.get("on"), _today())) | {
        "branches": company_queries.branches(),
        "branch_id": branch_id,
        "calculators": calculator_links("desk:law-calculator"),
    }
    return render(request, "desk/law/here.html", context)


@for_desk()
@require_GET
def calculator(request: Request, kind: str) -> HttpResponseBase:
    """One calculator; what the address holds is worked out at once."""
    return _page(request, kind, request.GET, household_id=number(request.GET.get("household")))


@for_desk()
def claims(request: Request) -> HttpResponseBase:
    """Checks a text; nothing of it is kept."""
    form, today = ClaimsForm(request.POST or None), _today()
    context: dict[str, Any] = {"form": form, "standards": _standards(today)}
    if form.is_valid():
        text = form.cleaned_data["text"]
        marks = check_claims(text, jurisdiction=company_queries.jurisdiction_of(None), on=today)
        context |= {"checked": True, "marks": marks, "pieces": pieces_of(text, marks)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "desk/law/claims.html", context, status=status)


def _standards(on: date) -> list[dict[str, str]]:
    language = get_language() or "en"
    held = [one for one in standards_in_use() if one.from_on <= on and (one.until_on is None or on < one.until_on)]
    return [{"name": f"{one.written}-{one.years[0]}", "note": one.title.said_in(language)} for one in held]


@for_desk()
@require_POST
def share(request: Request, kind: str) -> HttpResponseBase:
    """Makes the household's link to a calculation and shows it."""
    worked = worked_out(kind, request.POST, jurisdiction=company_queries.jurisdiction_of(None), today=_today())
    household_id = number(request.POST.get("household"))
    if household_id is not None:
        household_queries.household(household_id)
    link = ""
    if worked.calculation is not None:
        token = share_calculation(
            kind=kind,
            typed=worked.form.typed(),
            jurisdiction=worked.jurisdiction,
            result_fen=worked.calculation.result_fen,
            household_id=household_id,
            at=clock.now(),
            by=request.person.actor,
        )
        link = request.build_absolute_uri(reverse("public:calculation", args=[token]))
    return _page(request, kind, request.POST, household_id=household_id, link=link)


def _page(request: Request, kind: str, typed: Any, *, household_id: int | None, link: str = "") -> HttpResponseBase:
    worked = worked_out(kind, typed, jurisdiction=company_queries.jurisdiction_of(None), today=_today())
    context = page_of(worked, own_url=reverse("desk:law-calculator", args=[kind])) | {
        "typed": worked.form.typed(),
        "link": link,
        "household": household_queries.household(household_id) if household_id is not None else None,
    }
    return render(request, "desk/law/calculator.html", context, status=worked.status)
