"""What households said after their visits, and the work on causes."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.complaint_cards import scores_of, unsettled_tabs
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.kernel import clock
from anjia.quality import queries
from anjia.quality.queries import SurveySummary
from anjia.quality.rules import Dimension
from anjia.workforce import queries as workforce

PAGE = 40
LOOK_BACK = timedelta(days=30)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def voices(request: Request) -> HttpResponseBase:
    """Surveys by page: the answers, or the silent ones that want a call."""
    which = request.GET.get("which", "answered")
    answered = {"answered": True, "silent": False}.get(which)
    page = queries.answers_page(answered=answered, before=number(request.GET.get("before")), limit=PAGE)
    context = {
        "rows": _rows(page.surveys),
        "older": page.next_before,
        "which": which if answered is not None else "all",
        "average": _average(),
        "tabs": unsettled_tabs("voices"),
    }
    return render(request, "desk/quality/voices.html", context)


def _rows(surveys: tuple[SurveySummary, ...]) -> list[dict[str, Any]]:
    families = households.names_of(one.household_id for one in surveys)
    caregivers = workforce.names_of(one.caregiver_id for one in surveys)
    services = catalog.names_of(one.offering_id for one in surveys)
    return [
        {
            "survey": one,
            "household": families.get(one.household_id, ""),
            "caregiver": caregivers.get(one.caregiver_id, ""),
            "service": services.get(one.offering_id, ""),
            "scores": scores_of(one.scores),
        }
        for one in surveys
    ]


def _average() -> dict[str, Any]:
    found = queries.average_since(clock.now() - LOOK_BACK)
    names = queries.dimension_names()
    means = [(names[one], found[one.value]) for one in Dimension if found[one.value] is not None]
    return {**found, "means": means}
