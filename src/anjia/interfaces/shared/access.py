"""Who is asking, and what they may see. Every view declares its audience; one that does not is not served.

The wrappers find the person behind the request, enter the company's scope for as long as the view runs, and turn
a Refusal into a page with its sentence and Missing into 404: absent and not-yours are the same answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from anjia.company import queries as company_queries
from anjia.company.queries import CompanySummary, StaffSummary
from anjia.company.rules import Role, may_act
from anjia.households import queries as household_queries
from anjia.kernel.actors import PUBLIC, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.workforce import queries as workforce_queries

View = Callable[..., HttpResponseBase]
HOUSEHOLD_KEY = "household_key"
COMPANY = "company_id"
MOST_ID = 2**63 - 1
FOREIGN_VIEWS = ("allauth.", "django.views.", "django.contrib.staticfiles.")


@dataclass(frozen=True)
class Person:
    """The one who asks: the actor of everything the request does."""

    actor: Actor
    company_id: int
    staff: StaffSummary | None = None

    @property
    def id(self) -> int:
        """The staff, caregiver or household id."""
        return self.actor.id

    @property
    def at_desk(self) -> StaffSummary:
        """The member of staff, on a page that only staff can open."""
        if self.staff is None:
            raise LookupError(f"{self.actor} is not at a desk")
        return self.staff

    def may(self, *roles: Role) -> bool:
        """Whether the one who asks stands at the desk and may do what one of these roles may."""
        return self.staff is not None and may_act(self.staff.roles, roles)


class Request(HttpRequest):
    """A request behind one of the wrappers below: who asks, and of which company."""

    person: Person
    company: CompanySummary


class AccessMiddleware:
    """Refuses to serve a view that does not declare its audience."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.DEMO and not _from_this_machine(request):
            return HttpResponseForbidden("Demo mode answers this machine only.")
        # PostgreSQL takes no NUL, and no honest address has one: both engines then answer alike.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if not hasattr(view, "audience") and not view.__module__.startswith(FOREIGN_VIEWS):
            raise RuntimeError(f"{view.__module__}.{view.__name__} declares no audience")
        if any(isinstance(value, int) and value > MOST_ID for value in kwargs.values()):
            raise Http404  # neither engine counts that far, and SQLite would fail to be asked


def _from_this_machine(request: HttpRequest) -> bool:
    """Whether the asker sits on this machine; a socket without an address (a test) does.

    A proxy on this machine makes everybody look local, so everyone it speaks for must sit here too.
    """
    passed_on = [request.headers.get(name, "") for name in ("X-Forwarded-For", "X-Real-IP")]
    asking = [request.META.get("REMOTE_ADDR", ""), *",".join(passed_on).split(",")]
    return "Forwarded" not in request.headers and all(_is_loopback(one.strip()) for one in asking if one.strip())


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _enter(request: HttpRequest, person: Person, view: View, args: Any, kwargs: Any) -> HttpResponseBase:
    request.person = person  # type: ignore[attr-defined]
    with company_scope(person.company_id):
        request.company = SimpleLazyObject(lambda: company_queries.company(person.company_id))  # type: ignore[attr-defined]
        return answer(request, view, args, kwargs)


def answer(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase:
    """The view's answer; a Refusal becomes a page (or a toast for htmx) that says its sentence, with status 422."""
    try:
        return view(request, *args, **kwargs)
    except Missing as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return refused(request, refusal)


def refused(request: HttpRequest, refusal: Refusal, status: int = 422) -> HttpResponse:
    """The refusal's sentence on a page of its own, or as plain text for htmx, whose script shows it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(refusal.sentence, status=status, content_type="text/plain; charset=utf-8")
    return render(request, "refusal.html", {"sentence": refusal.sentence, "back": request.path}, status=status)


def _staff(request: HttpRequest) -> StaffSummary | None:
    places = company_queries.places_of_user(request.user.pk) if request.user.is_authenticated else []
    chosen = [place for place in places if place.company_id == request.session.get(COMPANY)]
    return next(iter(chosen or places), None)


def for_desk(*roles: Role) -> Callable[[View], View]:
    """A desk page for staff with one of `roles` (none named: all staff; the owner always)."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            staff = _staff(request)
            if staff is None or not may_act(staff.roles, roles):
                return refused(request, Refusal(_("This page is not open to your role. Ask the owner for it.")), 403)
            actor = Actor("staff", staff.id, staff.name)
            return _enter(request, Person(actor, staff.company_id, staff), view, args, kwargs)

        guarded.audience, guarded.roles = "desk", roles  # type: ignore[attr-defined]
        return guarded

    return wrap


def for_caregiver(view: View) -> View:
    """A page of the caregiver's phone: the one who logged in, at work for the company."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        caregiver = workforce_queries.caregiver_of_user(request.user.pk)
        if caregiver is None:
            return refused(request, Refusal(_("This page is for caregivers who are at work here.")), 403)
        person = Person(Actor("caregiver", caregiver.id, caregiver.name), caregiver.company_id)
        return _enter(request, person, view, args, kwargs)

    guarded.audience = "caregiver"  # type: ignore[attr-defined]
    return guarded


def for_household(view: View) -> View:
    """A page of the household's phone, opened before by its unguessable link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        visitor = household_queries.visitor_of_key(request.session.get(HOUSEHOLD_KEY))
        if visitor is None:
            sentence = _("This page opens by the link that the company sent you. Please ask for a new one.")
            return refused(request, Refusal(sentence), 403)
        person = Person(Actor("household", visitor.household_id, visitor.name), visitor.company_id)
        return _enter(request, person, view, args, kwargs)

    guarded.audience = "household"  # type: ignore[attr-defined]
    return guarded


def for_everyone(view: View) -> View:
    """A public page. It has no company scope of its own; with a `slug` in its address it enters that company's."""

    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "slug" not in kwargs:
            return answer(request, view, args, kwargs)
        try:
            company: CompanySummary = company_queries.company_by_slug(kwargs["slug"])
        except Missing as missing:
            raise Http404 from missing
        return _enter(request, Person(PUBLIC, company.id), view, args, kwargs)

    open_view.audience = "everyone"  # type: ignore[attr-defined]
    return open_view


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask: the person, the company, and whether this is the demo."""
    return {
        "person": getattr(request, "person", None),
        "company": getattr(request, "company", None),
        "demo": settings.DEMO,
    }
