"""One-click ways into the demo company. Its keys and passwords are public, so this answers on loopback alone."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from anjia.booking import queries as booking
from anjia.company import queries as company_queries
from anjia.company.queries import CompanySummary
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.shared.access import COMPANY, HOUSEHOLD_KEY, for_everyone
from anjia.kernel import clock
from anjia.kernel.actors import PUBLIC
from anjia.kernel.clock import day_of
from anjia.kernel.scope import company_scope
from anjia.kernel.tokens import new_token
from anjia.workforce import operations as workforce_operations
from anjia.workforce import queries as workforce

LOOK_BACK, LOOK_AHEAD = timedelta(days=3), timedelta(days=7)


def is_open(request: HttpRequest) -> bool:
    """Whether the demo's doors are there for this request: demo mode, and from this very machine.

    A proxy on the same machine would make everybody look local, so a forwarded request never is.
    """
    if not settings.DEMO or request.headers.get("X-Forwarded-For"):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@for_everyone
def demo(request: HttpRequest, role: str) -> HttpResponseBase:
    """Logs in as the demo's staff of that role, its caregiver or its household. The terminal links here, so GET too."""
    company = next((one for one in company_queries.companies() if one.demo), None)
    if company is None or not is_open(request):
        raise Http404
    with company_scope(company.id):
        if role == "household":
            return _as_household(request)
        if role == "caregiver":
            return _as_user(request, company, _caregiver_user(), "caregiver:today")
        if role in set(Role):
            return _as_user(request, company, _staff_user(role), "desk:today")
    raise Http404


def _staff_user(role: str) -> int | None:
    people = company_queries.staff_with_role(role)
    return people[0].user_id if people else None


def _caregiver_user() -> int | None:
    """A caregiver who has something to do today, or else the first one."""
    at = clock.now()
    busy = [one.caregiver_id for one in dispatch.day_assignments(day_of(at), at=at) if not one.is_hold]
    ready = [one.id for one in workforce.ready_caregivers()]
    chosen = next((one for one in busy if one in set(ready)), None) or next(iter(ready), None)
    if chosen is None:
        return None
    return workforce_operations.open_login(caregiver_id=chosen, password=new_token(), at=at, by=PUBLIC)


def _as_user(request: HttpRequest, company: CompanySummary, user_id: int | None, page: str) -> HttpResponseBase:
    if user_id is None:
        raise Http404
    logout(request)
    login(request, get_user_model().objects.get(pk=user_id), backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[COMPANY] = company.id
    return redirect(page)


def _as_household(request: HttpRequest) -> HttpResponseBase:
    """Opens the pages of a household with a visit near today, or else of the newest."""
    at = clock.now()
    near = booking.visits_between(day_of(at), day_of(at + LOOK_AHEAD)) or booking.visits_between(
        day_of(at - LOOK_BACK), day_of(at)
    )
    newest = [one.id for one in households.households_page(limit=1).households]
    household_id = next((one.household_id for one in near), None) or next(iter(newest), None)
    if household_id is None:
        raise Http404
    token = household_operations.issue_key(household_id=household_id, at=at, by=PUBLIC)
    visitor = households.visitor_of_token(token, at=at)
    request.session[HOUSEHOLD_KEY] = visitor.key_id if visitor else None
    return redirect("household:home")
