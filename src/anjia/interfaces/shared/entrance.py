"""The way in: after log-in to the right front door, and for a household by its link."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anjia.company import queries as company_queries
from anjia.households import queries as household_queries
from anjia.interfaces.shared.access import COMPANY, HOUSEHOLD_KEY, for_everyone, refused
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import queries as workforce_queries


@for_everyone
def enter(request: HttpRequest) -> HttpResponseBase:
    """Sends whoever logged in to the desk or to the caregiver's day."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    user_id = int(request.user.pk)
    places = company_queries.places_of_user(user_id)
    if places:
        request.session.setdefault(COMPANY, places[0].company_id)
        return redirect("desk:today")
    if workforce_queries.caregiver_of_user(user_id):
        return redirect("caregiver:today")
    return refused(request, Refusal(_("Your log-in belongs to no company now. Ask the owner to engage you.")), 403)


@for_everyone
def forgotten(request: HttpRequest) -> HttpResponseBase:
    """Where a forgotten password leads: nothing is sent by e-mail, the owner sets a new one."""
    return render(request, "account/forgotten.html")


@for_everyone
def enter_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Opens the household's pages by its unguessable link; a wrong, old or revoked one is 404 like any other."""
    visitor = household_queries.visitor_of_token(token, at=clock.now())
    if visitor is None:
        raise Http404
    request.session.cycle_key()
    request.session[HOUSEHOLD_KEY] = visitor.key_id
    wanted = request.GET.get("next", "")
    return redirect(wanted if wanted.startswith("/home/") else "household:home")
