"""Visits that come again and again: agree on them, see what comes and what is skipped, change, pause, end."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.booking.queries import SeriesSummary
from anjia.booking.rules import ChangeKind
from anjia.catalog import queries as catalog
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.interfaces.household.people import given_name
from anjia.interfaces.household.wishes import lengths, may_book, number, wish_of
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.series_forms import usual_first
from anjia.interfaces.shared.series_overview import page_context, series_rows
from anjia.interfaces.shared.series_pages import walk
from anjia.interfaces.shared.series_sought import sought_of
from anjia.interfaces.shared.series_steps import (
    Audience,
    change_step,
    end_step,
    known_people,
    pause_step,
    start_step,
)
from anjia.interfaces.shared.series_times import times_context
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing

WISHED = ("offering", "home", "minutes")
FAMILY = Audience("household", given_name, lengths)


def _own(request: Request, series_id: int) -> SeriesSummary:
    series = booking.series(series_id)
    if series.household_id != request.person.id:
        raise Missing
    return series


@for_household
@require_GET
def all_series(request: Request) -> HttpResponseBase:
    """The household's series, and the way to a new one."""
    today = day_of(clock.now())
    rows = series_rows(request.person.id, today=today)
    homes = households.homes_of(request.person.id)
    bookable = [one for one in catalog.offerings(public=True) if homes and may_book(one, homes[0])]
    context = {"rows": rows, "bookable": bookable, "back": reverse("household:home")}
    return render(request, "household/series/list.html", context)


@for_household
def new(request: Request) -> HttpResponseBase:
    """A new series: of a service, or like a visit of before."""
    household_id, given = request.person.id, request.POST if request.method == "POST" else request.GET
    today, before = day_of(clock.now()), number(given.get("visit"))
    people = known_people(household_id, given_name)
    more: dict[str, Any]
    if before:
        visit = booking.visit(before)
        if visit.household_id != household_id:
            raise Missing
        offering, home = catalog.offering(visit.offering_id), households.home(visit.home_id)
        if not may_book(offering, home):
            raise Missing
        sent = dispatch.assignment_of(before)
        initial = usual_first(visit.starts_at, visit.minutes, today, sent.caregiver_id if sent else None)
        more = {"visit": before}
    else:
        wish = wish_of(household_id, {key: given[key] for key in WISHED if key in given})
        offering, home, more = wish.offering, wish.home, {"offering": wish.offering.id, "home": wish.home.id}
        initial = usual_first(None, wish.minutes, today)
    step = start_step(
        request,
        FAMILY,
        household_id=household_id,
        offering=offering,
        home=home,
        initial=initial,
        people=people,
        context={
            "more": more,
            "back": reverse("household:all-series"),
            "times": urlencode({"offering": offering.id, "home": home.id}),
        },
    )
    return walk(request, step)


@for_household
@require_GET
def times(request: Request) -> HttpResponseBase:
    """Which times are free every week: each leads to its dates, with what clashes and the ways out."""
    wish = wish_of(request.person.id, {key: request.GET[key] for key in WISHED if key in request.GET})
    people, choices = known_people(request.person.id, given_name), lengths(wish.offering)
    context = times_context(
        sought_of(request.GET, wish.offering, choices, people),
        household_id=request.person.id,
        offering=wish.offering,
        home=wish.home,
        lengths=choices,
        people=people,
        named=given_name,
    )
    chosen = request.GET.get("day", "")
    shown = next((one for one in context["days"] if one.day.isoformat() == chosen), None)
    best = max(context["days"], key=lambda one: (bool(one.whole), len(one.whole), bool(one.partly)))
    return render(
        request,
        "household/series/times.html",
        context | {"wish": wish, "shown": shown or best, "back": reverse("household:all-series")},
    )


@for_household
@require_GET
def page(request: Request, series_id: int) -> HttpResponseBase:
    """What is agreed, what comes next, what is skipped and why."""
    series = _own(request, series_id)
    context = page_context(series, given_name, at=clock.now()) | {"back": reverse("household:all-series")}
    return render(request, "household/series/page.html", context)


@for_household
def change(request: Request, series_id: int) -> HttpResponseBase:
    """Another rule for this and the following dates, or for all."""
    series = _own(request, series_id)
    given = request.POST if request.method == "POST" else request.GET
    kind = ChangeKind.ALL if given.get("kind") == ChangeKind.ALL else ChangeKind.FOLLOWING
    today = day_of(clock.now())
    from_on = max(day_from(given.get("since", ""), today), today)
    people = known_people(series.household_id, given_name, series.term_on(from_on).caregiver_id)
    return walk(request, change_step(request, FAMILY, series, kind=kind, from_on=from_on, people=people))


def day_from(text: str, otherwise: date) -> date:
    """The day of an address; anything else is `otherwise`."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return otherwise


@for_household
def pause(request: Request, series_id: int) -> HttpResponseBase:
    """Nobody comes for a while."""
    return walk(request, pause_step(request, FAMILY, _own(request, series_id), paused=True))


@for_household
def resume(request: Request, series_id: int) -> HttpResponseBase:
    """Days of a pause are given back."""
    return walk(request, pause_step(request, FAMILY, _own(request, series_id), paused=False))


@for_household
def end(request: Request, series_id: int) -> HttpResponseBase:
    """Nobody comes any more."""
    return walk(request, end_step(request, FAMILY, _own(request, series_id)))
