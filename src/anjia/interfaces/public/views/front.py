"""The front page: what Anjia is, and its front doors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anjia.company import queries as company_queries
from anjia.company.rules import Role
from anjia.interfaces.public.views.demo import is_open
from anjia.interfaces.shared.access import for_everyone

MOST_COMPANIES = 12


@for_everyone
@require_GET
def front(request: HttpRequest) -> HttpResponseBase:
    """Three front doors; in the demo a way in for each role."""
    companies = company_queries.companies()
    context = {
        "companies": companies[:MOST_COMPANIES],
        "roles": [role.value for role in Role],
        "demo_open": settings.DEMO and is_open(request) and any(one.demo for one in companies),
    }
    return render(request, "public/front.html", context)
