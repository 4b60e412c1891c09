"""The waiting list at the desk: who waits at which place, who is asked now; join for a household, take it off."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking.rules import is_bookable, visit_price
from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms.requests import WhatForm
from anjia.interfaces.desk.request_tabs import tabs
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.series_steps import known_people
from anjia.interfaces.shared.toasts import say
from anjia.interfaces.shared.waiting_forms import WaitingForm
from anjia.interfaces.shared.waiting_lines import lines_of
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.offers import operations, queries

KEEPERS = (Role.DISPATCHER, Role.ADVISER)


@for_desk(*KEEPERS)
@require_GET
def waiting(request: Request) -> HttpResponseBase:
    """Everybody who waits, in order."""
    found = queries.waiting_list()
    names = households.names_of(one.household_id for one in found)
    rows = [{"line": line, "household": names.get(line.one.household_id, "")} for line in lines_of(found, clock.now())]
    return render(request, "desk/requests/waiting.html", {"rows": rows, "tabs": tabs("waiting")})


@for_desk(*KEEPERS)
@require_POST
def leave(request: Request, waiting_id: int) -> HttpResponseBase:
    """Takes a household off the list."""
    operations.leave_waiting_list(waiting_id=waiting_id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken off the list."))
    return redirect("desk:waiting")


@for_desk(*KEEPERS)
def add(request: Request, household_id: int) -> HttpResponseBase:
    """Puts a household on the list, as it said on the phone."""
    at, household = clock.now(), households.household(household_id)
    homes = households.homes_of(household_id)
    services = [one for one in catalog.offerings() if one.retired_at is None and is_bookable(one.unit)]
    posted = request.POST if request.method == "POST" else None
    what = WhatForm(posted, homes=homes, services=services)
    form = WaitingForm(posted, today=clock.day_of(at), people=known_people(household_id, str))
    if posted is not None and what.is_valid() and form.is_valid():
        try:
            _join(request, household_id, what, form, homes=homes, services=services)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("On the list. As soon as a time is free, it is kept and shown to the household."))
            return redirect("desk:waiting")
    context = {"household": household, "what": what, "form": form, "possible": bool(homes and services)}
    status = 422 if form.errors or what.errors else 200
    return render(request, "desk/requests/waiting_add.html", context, status=status)


def _join(
    request: Request, household_id: int, what: forms.Form, form: WaitingForm, *, homes: Any, services: Any
) -> None:
    at, chosen = clock.now(), what.cleaned_data
    offering = next(one for one in services if one.id == int(chosen["offering"]))
    home = next(one for one in homes if one.id == int(chosen["home"]))
    operations.join_waiting_list(
        household_id=household_id,
        offering_id=offering.id,
        home_id=home.id,
        price_fen=visit_price(offering.unit, offering.price_fen, chosen["minutes"], home.square_metres),
        wished=form.wished(chosen["minutes"]),
        caregiver_id=form.cleaned_data["caregiver"],
        at=at,
        by=request.person.actor,
    )
    operations.offer_freed_time(at=at)
