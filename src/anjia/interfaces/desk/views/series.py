"""A household's series at the desk: agree, read, change, pause, end."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import ChangeKind, is_bookable
from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import Unit
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.households.queries import HomeSummary, HouseholdSummary
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.namesakes import beside
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.series_forms import usual_first
from anjia.interfaces.shared.series_overview import page_context
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
from anjia.interfaces.shared.story import entries_of
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.workforce import queries as workforce

DISPATCHERS = (Role.DISPATCHER, Role.ADVISER)
LONGEST_MINUTES, STEP_MINUTES = 600, 30
MOST_PEOPLE = 300
STORY = 40


def _lengths(offering: OfferingSummary) -> list[int]:
    """By the hour in half hours; otherwise the usual length."""
    if offering.unit != Unit.PER_HOUR:
        return [offering.usual_minutes]
    return sorted({offering.usual_minutes, *range(offering.least_minutes, LONGEST_MINUTES + 1, STEP_MINUTES)})


DESK = Audience("desk", str, _lengths)


def _people(household_id: int, trade: str, also: int | None = None) -> dict[int, str]:
    """Who knows the home first, then everybody of the trade; beside two of one name what tells them apart."""
    able = workforce.availability(trade, from_day=day_of(clock.now()), days=1)
    people = known_people(household_id, str, also) | {one.id: one.name for one in able[:MOST_PEOPLE]}
    told_apart = beside(people, phones=True)
    return {key: " ".join(filter(None, (name, told_apart[key]))) for key, name in people.items()}


@dataclass(frozen=True)
class _Ground:
    """Where a new series is to come and for what; `visit` is the one it is to be like, if one is named."""

    household: HouseholdSummary
    homes: dict[int, HomeSummary]
    offered: dict[int, OfferingSummary]
    home: HomeSummary
    offering: OfferingSummary
    visit: VisitSummary | None

    @property
    def context(self) -> dict[str, Any]:
        """What both pages of a new series show of it."""
        return {
            "household": self.household,
            "home": self.home,
            "homes": list(self.homes.values()),
            "offering": self.offering,
            "offerings": list(self.offered.values()),
            "ground_query": urlencode({"offering": self.offering.id, "home": self.home.id}),
            "back": reverse("desk:household", args=[self.household.id]),
        }


def _ground(given: QueryDict, household_id: int) -> _Ground:
    household = households.household(household_id)
    homes = {home.id: home for home in households.homes_of(household_id)}
    offered = {one.id: one for one in catalog.offerings() if is_bookable(one.unit) and one.retired_at is None}
    if not homes:
        raise Refusal(_("No home of this household is known yet. Please add one on its page first."))
    if not offered:
        raise Refusal(_("No service is listed that can be ordered by the visit. Please add one first."))
    before = number_or(0, given.get("visit"))
    visit = booking.visit(before) if before else None
    if visit is not None and visit.household_id != household_id:
        raise Missing
    home_id = number_or(0, given.get("home")) or (visit.home_id if visit else next(iter(homes)))
    offering_id = number_or(0, given.get("offering")) or (visit.offering_id if visit else next(iter(offered)))
    if home_id not in homes or offering_id not in offered:
        raise Missing
    return _Ground(household, homes, offered, homes[home_id], offered[offering_id], visit)


@for_desk(*DISPATCHERS)
def new(request: Request, household_id: int) -> HttpResponseBase:
    """A new series for a household: first the service, then when."""
    ground = _ground(request.POST if request.method == "POST" else request.GET, household_id)
    home, offering, visit = ground.home, ground.offering, ground.visit
    sent = dispatch.assignment_of(visit.id) if visit else None
    minutes, start = (visit.minutes, visit.starts_at) if visit else (offering.usual_minutes, None)
    step = start_step(
        request,
        DESK,
        household_id=household_id,
        offering=offering,
        home=home,
        initial=usual_first(start, minutes, day_of(clock.now()), sent.caregiver_id if sent else None),
        people=_people(household_id, offering.trade),
        context=ground.context | {"more": {"offering": offering.id, "home": home.id}},
    )
    return walk(request, step)


@for_desk(*DISPATCHERS)
@require_GET
def times(request: Request, household_id: int) -> HttpResponseBase:
    """Which times are free every week: each leads to its dates, with what clashes and the ways out."""
    ground = _ground(request.GET, household_id)
    people, lengths = _people(household_id, ground.offering.trade), _lengths(ground.offering)
    context = ground.context | times_context(
        sought_of(request.GET, ground.offering, lengths, people),
        household_id=household_id,
        offering=ground.offering,
        home=ground.home,
        lengths=lengths,
        people=people,
        named=str,
    )
    return render(request, "desk/series/times.html", context)


@for_desk()
@require_GET
def page(request: Request, series_id: int) -> HttpResponseBase:
    """What is agreed, the next dates with their state, what is skipped and why, and its story."""
    series, at = booking.series(series_id), clock.now()
    context = page_context(series, str, at=at) | {
        "household": households.household(series.household_id),
        "may_change": series.running and request.person.may(*DISPATCHERS),
        "entries": entries_of(story_of(f"series:{series.id}", limit=STORY), here=request.path),
        "wished": workforce.names_of([series.term_on(day_of(at)).caregiver_id or 0]).values(),
    }
    return render(request, "desk/series/page.html", context)


@for_desk(*DISPATCHERS)
def change(request: Request, series_id: int) -> HttpResponseBase:
    """Another rule for this and the following dates, or for all."""
    series = booking.series(series_id)
    given = request.POST if request.method == "POST" else request.GET
    kind = ChangeKind.ALL if given.get("kind") == ChangeKind.ALL else ChangeKind.FOLLOWING
    today = day_of(clock.now())
    from_on = max(day_asked(given.get("since", ""), today), today)
    trade = catalog.offering(series.offering_id).trade
    people = _people(series.household_id, trade, series.term_on(from_on).caregiver_id)
    return walk(request, change_step(request, DESK, series, kind=kind, from_on=from_on, people=people))


@for_desk(*DISPATCHERS)
def pause(request: Request, series_id: int) -> HttpResponseBase:
    """Nobody comes for a while."""
    return walk(request, pause_step(request, DESK, booking.series(series_id), paused=True))


@for_desk(*DISPATCHERS)
def resume(request: Request, series_id: int) -> HttpResponseBase:
    """Days of a pause are given back."""
    return walk(request, pause_step(request, DESK, booking.series(series_id), paused=False))


@for_desk(*DISPATCHERS)
def end(request: Request, series_id: int) -> HttpResponseBase:
    """Nobody comes any more."""
    return walk(request, end_step(request, DESK, booking.series(series_id)))
