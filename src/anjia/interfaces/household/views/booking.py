"""The household's own front page, the choice of a service, and what cannot be booked without a word."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState, visit_price
from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.dispatch import queries as dispatch
from anjia.fieldwork import queries as fieldwork
from anjia.fieldwork.queries import WorkSummary
from anjia.fieldwork.rules import State
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.household.forms import HomeForm, WishForm
from anjia.interfaces.household.people import given_names
from anjia.interfaces.household.promises import first_open
from anjia.interfaces.household.wishes import lengths, may_book
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.terms import time_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.offers import queries as offers
from anjia.offers.rules import STILL_WAITING
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.promises.rules import State as PromiseState
from anjia.quality import queries as quality
from anjia.quality.rules import ANSWERED, SETTLED
from anjia.sales import operations as sales_operations
from anjia.sales import queries as sales
from anjia.sales.rules import FINAL, FIRST_CONTACT, Channel, ProposalState, SurveyState
from anjia.voice import queries as voice
from anjia.workforce import queries as workforce

MOST_VISITS = 10
UNDER_WAY = (State.ON_THE_WAY, State.AT_THE_DOOR, State.WORKING)
LONGER = timedelta(hours=12)


@for_household
@require_GET
def home(request: Request) -> HttpResponseBase:
    """What comes next, what waits for a word, and the way to everything else."""
    household_id, at = request.person.id, clock.now()
    coming, works = _ahead(household_id, at)
    proposals = sales.proposals_of_household(household_id)
    context = {
        "next": coming[0] if coming else None,
        "later": len(coming) - 1,
        **_who_comes(coming),
        **_under_way(works, coming[:1]),
        "waiting": [one for one in proposals if one.is_open(at)],
        "unplanned": [one for one in proposals if one.state == ProposalState.ACCEPTED and _some_left(one)],
        "unread": voice.unread_by_household(household_id),
        "surveys": _surveys(household_id),
        "complaints": _complaints(household_id),
        "promised": first_open(household_id, at=at),
        "surveys_at_home": _surveys_at_home(household_id),
        **_queued(household_id, at),
    }
    return render(request, "household/booking/home.html", context)


def _queued(household_id: int, at: datetime) -> dict[str, bool]:
    """Whether the household waits for a time, and whether one is kept for it now."""
    found = offers.waiting_of_household(household_id)
    freed = any(one.is_offered(at) for one in found)
    return {"freed": freed, "queued": any(one.state in STILL_WAITING for one in found)}


def _surveys_at_home(household_id: int) -> dict[str, Any]:
    """Whether there is something to see or to ask about surveys at home, and the next one."""
    found = [one for one in sales.surveys_of_home(household_id) if not one.closed_at]
    planned = [one.starts_at for row in found for one in row.surveys if one.state == SurveyState.PLANNED]
    asked = [one for one in sales.enquiries_of_household(household_id, limit=5) if one.state not in FINAL]
    return {"next": min(planned, default=None), "waits": bool(found), "may_ask": bool(asked)}


def _who_comes(visits: list[VisitSummary]) -> dict[str, object]:
    """Everybody who is sent to the first visit, the leading one first."""
    crews = dispatch.crews_of_visits(visit.id for visit in visits[:1])
    ids = [one.caregiver_id for crew in crews.values() for one in crew]
    called = given_names(workforce.names_of(ids))
    return {"comes": _(", ").join(called[one] for one in ids), "several_come": len(ids) > 1}


def _ahead(household_id: int, at: datetime) -> tuple[list[VisitSummary], dict[int, WorkSummary]]:
    """The visits to come and one that takes longer than agreed, with how far each is."""
    found = booking.coming_visits(household_id, at=at - LONGER, limit=MOST_VISITS)
    works = fieldwork.progress_of_many(visit.id for visit in found)
    return [visit for visit in found if visit.ends_at >= at or works[visit.id].state in UNDER_WAY], works


def _under_way(works: dict[int, WorkSummary], visits: list[VisitSummary]) -> dict[str, str]:
    """How far the next visit is, once somebody has set out for it."""
    work = next((works[visit.id] for visit in visits), None)
    if work is None or work.state not in UNDER_WAY:
        return {}
    if work.state is State.ON_THE_WAY:
        return {"next_under_way": _("On the way")}
    values = {"done": work.ticked, "all": work.steps_total}
    steps = ngettext("%(done)d of %(all)d step", "%(done)d of %(all)d steps", work.steps_total) % values
    return {"next_under_way": _("At work"), "next_steps": steps if work.steps_total else ""}


def _some_left(proposal: sales.ProposalSummary) -> bool:
    return any(left > 0 for left in booking.visits_left(proposal).values())


def _complaints(household_id: int) -> list[dict[str, Any]]:
    """What the household is not content with, and by when we promised the next step."""
    found = [one for one in quality.complaints_of_household(household_id, limit=5) if not one.settled]
    promised = promises.promises_of(one.subject for one in found)
    return [{"complaint": one, "due_at": _next_due(promised[one.subject])} for one in found]


def _next_due(promised: list[promises.PromiseSummary]) -> datetime | None:
    kinds = (*ANSWERED.values(), *SETTLED.values(), Kind.PLAN_STEP)
    return min((one.due_at for one in promised if one.state == PromiseState.OPEN and one.kind in kinds), default=None)


def _surveys(household_id: int) -> list[Any]:
    """Visits of which we asked how they were and have not heard."""
    at = clock.now()
    return [one for one in quality.surveys_of_household(household_id, limit=MOST_VISITS) if one.may_answer(at)][:2]


@for_household
@require_GET
def services(request: Request) -> HttpResponseBase:
    """Everything on offer: what can be booked at once, and what begins with a talk."""
    homes = households.homes_of(request.person.id)
    first = homes[0] if homes else None
    offered = catalog.offerings(public=True)
    context = {
        "bookable": [_priced(one, first) for one in offered if may_book(one, first) and first],
        "talked": [_priced(one, first) for one in offered if not may_book(one, first) or not first],
        "homes": homes,
        "back": reverse("household:home"),
    }
    if not homes:
        return redirect("household:home-new")
    return render(request, "household/booking/services.html", context)


def _priced(offering: OfferingSummary, first: households.HomeSummary | None) -> dict[str, Any]:
    size = first.square_metres if first else None
    return {
        "row": offering,
        "words": catalog.price_words(offering.unit, offering.price_fen),
        "usual_fen": visit_price(offering.unit, offering.price_fen, offering.usual_minutes, size),
        "many_lengths": len(lengths(offering)) > 1,
    }


@for_household
def home_new(request: Request) -> HttpResponseBase:
    """Where to come: asked once, before the first booking, and for a further home."""
    form = HomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            household_operations.add_home(
                household_id=request.person.id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("household:services")
    context = {"form": form, "back": reverse("household:home")}
    return render(request, "household/booking/home_new.html", context, status=422 if form.is_bound else 200)


@for_household
def ask(request: Request, offering_id: int) -> HttpResponseBase:
    """A service that begins with a talk: the wish becomes an enquiry with its promised answer."""
    offering = catalog.offering(offering_id)
    if not offering.public or offering.retired_at is not None:
        raise Missing
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sales_operations.receive_enquiry(
            household_id=request.person.id,
            channel=Channel.PUBLIC_PAGE,
            text=form.cleaned_data["text"],
            offering_id=offering.id,
            at=clock.now(),
            by=request.person.actor,
        )
        say(request, _("We have your wish and call you back within %s.") % _promised())
        return redirect("household:home")
    context = {
        "form": form,
        "offering": offering,
        "words": catalog.price_words(offering.unit, offering.price_fen),
        "promised": _promised(),
        "back": reverse("household:services"),
    }
    return render(request, "household/booking/ask.html", context, status=422 if form.is_bound else 200)


def _promised() -> str:
    """Within what time an enquiry of today is answered."""
    return time_of(promises.clause_in_force(FIRST_CONTACT, at=clock.now()))


@for_household
@require_GET
def ordered(request: Request, order_id: int) -> HttpResponseBase:
    """The order was placed: who comes when, and what happens until then."""
    order = booking.order(order_id)
    if order.household_id != request.person.id:
        raise Missing
    visits = booking.visits_of_order(order_id)
    planned = [visit for visit in visits if visit.state == VisitState.PLANNED]
    context = {
        "order": order,
        "visit": next(iter(planned or visits), None),
        **_who_comes(planned),
        "address": households.home(order.home_id),
        "left": order.proposal_id is not None and _some_left(sales.proposal(order.proposal_id)),
    }
    return render(request, "household/booking/ordered.html", context)
