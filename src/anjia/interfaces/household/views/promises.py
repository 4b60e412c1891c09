"""What the company promised this family."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.household.promises import told
from anjia.interfaces.shared.access import Request, for_household
from anjia.kernel import clock
from anjia.promises import queries

SHOWN = 100


@for_household
@require_GET
def promises(request: Request) -> HttpResponseBase:
    """What is promised until when, and how the earlier ones ended."""
    given = told(queries.promises_to(request.person.id, limit=SHOWN), at=clock.now())
    context = {
        "open": sorted((one for one in given if one.open), key=lambda one: one.due_at),
        "ended": [one for one in given if not one.open],
        "back": reverse("household:home"),
    }
    return render(request, "household/promises/list.html", context)
