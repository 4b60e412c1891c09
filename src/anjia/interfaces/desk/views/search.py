"""The search in the head of every desk page: households, caregivers and orders by what a caller says."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitFilter
from anjia.households import queries as household_queries
from anjia.households.queries import HouseholdSummary
from anjia.interfaces.desk.views.visits import ORDER_NUMBER
from anjia.interfaces.desk.visit_lines import visit_lines
from anjia.interfaces.shared.access import Request, for_desk
from anjia.kernel import clock
from anjia.kernel.text import clean_line
from anjia.workforce import queries as workforce_queries

MOST_EACH = 8


@for_desk()
@require_GET
def search(request: Request) -> HttpResponseBase:
    """Whoever and whatever matches the words, a few of each kind with the way to the whole list."""
    query = clean_line(request.GET.get("q", ""), most=1000)[:40]
    context: dict[str, Any] = {"sought": query, **(_found(query) if query else {})}
    return render(request, "desk/search/search.html", context)


def _found(query: str) -> dict[str, Any]:
    """The same number of queries whatever is found; an order's number is no name, so it is asked of orders only."""
    households, caregivers = _households(query), workforce_queries.caregivers_page(query, limit=MOST_EACH)
    visits = booking_queries.visits_page(_visits_wanted(query, households), size=MOST_EACH)
    rest = urlencode({"q": query})
    return {
        "households": _with_districts(households[:MOST_EACH]),
        "caregivers": caregivers.caregivers,
        "lines": visit_lines(visits.visits, clock.now()),
        "more_households": f"{reverse('desk:households')}?{rest}" if len(households) > MOST_EACH else "",
        "more_caregivers": f"{reverse('desk:caregivers')}?{rest}" if caregivers.next_after_id else "",
        "more_visits": f"{reverse('desk:visits')}?{rest}" if visits.next_key else "",
        "nothing": not (households or caregivers.caregivers or visits.visits),
    }


def _households(query: str) -> list[HouseholdSummary]:
    return list(household_queries.households_page(query, limit=MOST_EACH + 1).households)


def _with_districts(households: list[HouseholdSummary]) -> list[dict[str, Any]]:
    homes = household_queries.homes_of_many([one.id for one in households])
    return [{"household": one, "homes": homes[one.id]} for one in households]


def _visits_wanted(query: str, households: list[HouseholdSummary]) -> VisitFilter:
    if ORDER_NUMBER.fullmatch(query):
        return VisitFilter(number=query, newest_first=True)
    return VisitFilter(household_ids=tuple(one.id for one in households), newest_first=True)
