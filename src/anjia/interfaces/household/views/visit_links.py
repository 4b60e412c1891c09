"""The link of a visit for somebody else of the family, who has no log-in: shown once, to be passed on."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from anjia.interfaces.shared.access import Request, for_household
from anjia.kernel import clock
from anjia.offers import operations


@for_household
@require_POST
def make(request: Request, visit_id: int) -> HttpResponseBase:
    """Makes the link and shows it."""
    token = operations.make_visit_link(
        visit_id=visit_id, household_id=request.person.id, at=clock.now(), by=request.person.actor
    )
    link = request.build_absolute_uri(reverse("public:visit-link", args=[token]))
    back = reverse("household:visit", args=[visit_id])
    return render(request, "household/visits/link.html", {"link": link, "back": back})
