"""The waiting list: join it when no time suits, see the place, take the time that is kept or let it pass."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.interfaces.household.people import given_name
from anjia.interfaces.household.wishes import wish_of
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.series_steps import known_people
from anjia.interfaces.shared.toasts import say
from anjia.interfaces.shared.waiting_forms import WaitingForm
from anjia.interfaces.shared.waiting_lines import lines_of
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.offers import operations, queries


@for_household
@require_GET
def waiting(request: Request) -> HttpResponseBase:
    """What the household waits for, at which place, and what is kept for it."""
    lines = lines_of(queries.waiting_of_household(request.person.id), clock.now())
    rows = [{"line": line, "comes": given_name(line.comes), "wished": given_name(line.wished)} for line in lines]
    return render(request, "household/waiting/list.html", {"rows": rows, "back": reverse("household:home")})


@for_household
def join(request: Request) -> HttpResponseBase:
    """Between which days and hours the household would have somebody for the service it looked at."""
    at = clock.now()
    posted = request.method == "POST"
    wish = wish_of(request.person.id, request.POST if posted else request.GET)
    if wish.visit_id or wish.proposal_id:
        raise Missing  # a visit has its time already; an agreed one is planned with the company
    people = known_people(request.person.id, given_name, wish.with_id)
    usual = {"caregiver": wish.with_id}
    form = WaitingForm(request.POST if posted else None, today=clock.day_of(at), people=people, initial=usual)
    if posted and form.is_valid():
        try:
            operations.join_waiting_list(
                household_id=request.person.id,
                offering_id=wish.offering.id,
                home_id=wish.home.id,
                price_fen=wish.price_fen,
                wished=form.wished(wish.minutes),
                caregiver_id=form.cleaned_data["caregiver"],
                at=at,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            operations.offer_freed_time(at=at)
            say(request, _("You are on the list. As soon as a time is free, we keep it for you here."))
            return redirect("household:waiting")
    context = {"form": form, "wish": wish, "back": f"{reverse('household:slots')}?{wish.query}"}
    return render(request, "household/waiting/join.html", context, status=422 if form.errors else 200)


@for_household
@require_POST
def accept(request: Request, waiting_id: int) -> HttpResponseBase:
    """Yes: the time kept becomes a visit."""
    try:
        visit_id = journeys.accept_freed_time(
            waiting_id=waiting_id, household_id=request.person.id, at=clock.now(), by=request.person.actor
        )
    except Refusal as refusal:
        say(request, refusal.sentence, tone="warn")
        return redirect("household:waiting")
    say(request, _("Booked. See you then!"))
    return redirect("household:visit", visit_id)


@for_household
@require_POST
def decline(request: Request, waiting_id: int) -> HttpResponseBase:
    """Not this time: the household keeps its place."""
    operations.decline_freed_time(
        waiting_id=waiting_id, household_id=request.person.id, at=clock.now(), by=request.person.actor
    )
    say(request, _("It goes to the next. You keep your place."))
    return redirect("household:waiting")


@for_household
@require_POST
def leave(request: Request, waiting_id: int) -> HttpResponseBase:
    """No longer waits."""
    operations.leave_waiting_list(
        waiting_id=waiting_id, household_id=request.person.id, at=clock.now(), by=request.person.actor
    )
    say(request, _("You are no longer on the list."))
    return redirect("household:waiting")
