"""One visit: how far it is, who goes and why, another caregiver, another time, or not at all."""

from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState, is_late
from anjia.catalog import queries as catalog_queries
from anjia.company.rules import Role
from anjia.dayplans import queries as plan_queries
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.queries import AssignmentSummary, CandidateSummary, SlotDay
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.rules import State
from anjia.households import queries as household_queries
from anjia.households.rules import EntryKind, masked_address
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.desk.forms.visits import CancelForm, ChooseForm, MoveForm
from anjia.interfaces.desk.guarantee_lines import given_on
from anjia.interfaces.desk.offer_lines import offers_on
from anjia.interfaces.desk.promise_lines import promises_about
from anjia.interfaces.desk.views.fieldwork import LOOKERS
from anjia.interfaces.desk.visit_lines import standing_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.matching import bars_of, chooser_words, signed_points
from anjia.interfaces.shared.namesakes import beside
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Bar
from anjia.interfaces.shared.progress import incident_lines, pictures_of, stages_of
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import story_of
from anjia.offers import queries as offers_queries
from anjia.promises import queries as promises_queries
from anjia.promises.rules import Kind
from anjia.quality import queries as quality_queries
from anjia.workforce import queries as workforce_queries

COMPLAINERS = (Role.QUALITY_LEAD, Role.ADVISER)
DISPATCHERS = (Role.DISPATCHER, Role.ADVISER)
STORY = 40
SHOWN_CANDIDATES = 8
MOVE_DAYS = 7
MOVE_LEAD_MINUTES = 30
TOLD = (EntryKind.TABOO, EntryKind.SPECIAL, EntryKind.ACCESS)


@dataclass(frozen=True)
class Sent:
    """Somebody who is or was sent to the visit."""

    assignment: AssignmentSummary
    name: str


@dataclass(frozen=True)
class WithBars(CandidateSummary):
    """A candidate with her points part by part, and what stands beside her name where another one has it, too."""

    bars: list[Bar] = field(default_factory=list)
    district: str = ""


@for_desk()
@require_GET
def page(request: Request, visit_id: int) -> HttpResponseBase:
    """The visit's page."""
    return _shown(request, queries.visit(visit_id))


def _shown(request: Request, visit: VisitSummary, status: int = 200, **forms_given: forms.Form) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    at = clock.now()
    open_to_change = visit.state == VisitState.PLANNED and visit.ends_at > at
    may_change = open_to_change and request.person.may(*DISPATCHERS)
    candidates = _candidates(visit.id, at) if may_change else []
    context: dict[str, Any] = {
        "visit": visit,
        "late": is_late(visit.starts_at, at),
        "may_change": may_change,
        "may_pin": open_to_change and request.person.may(Role.DISPATCHER),
        "pinned": plan_queries.is_pinned(visit.id),
        "may_complain": request.person.may(*COMPLAINERS),
        "candidates": _told_apart(candidates),
        "choose_form": ChooseForm(candidates, auto_id="choose_%s"),
        "cancel_form": CancelForm(auto_id="cancel_%s"),
        **_progress(visit, at, with_photos=request.person.may(*LOOKERS)),
        **_sent(visit.id),
        **_household(visit),
        **_afterwards(visit.id),
        "given": given_on(visit, request.person, at=at),
        **_offered(visit, at),
        **_promised(visit, at, may_change=may_change),
        "entries": entries_of(story_of(f"visit:{visit.id}", limit=STORY), here=request.path),
    }
    return render(request, "desk/dispatch/visit.html", context | forms_given, status=status)


def _told_apart(candidates: list[CandidateSummary]) -> list[WithBars]:
    """The candidates with their bars. Two queries more where two of them have one name."""
    districts = beside({one.caregiver_id: one.name for one in candidates}, phones=True)
    return [WithBars(**vars(one), bars=bars_of(one.kept), district=districts[one.caregiver_id]) for one in candidates]


def _promised(visit: VisitSummary, at: datetime, *, may_change: bool) -> dict[str, Any]:
    """What was promised about the visit, whether its needs were asked, and what it is guaranteed to do."""
    needs = queries.needs_check_of(visit.id)
    return {
        "promised": promises_about([f"visit:{visit.id}"], at=at),
        "needs": needs,
        "needs_waiver": queries.waiver_names().get(needs.waiver, "") if needs else "",
        "scope": queries.scope_of(visit.id),
        "may_agree": may_change and visit.starts_at > at,
    }


def _offered(visit: VisitSummary, at: datetime) -> dict[str, Any]:
    """The visit's latest offer to caregivers, whether it may be offered now, and its link."""
    crew = dispatch_queries.crews_of_visits([visit.id]).get(visit.id, ())
    alone = len(crew) < visit.people and visit.starts_at > at
    minutes = promises_queries.clause_in_force(Kind.OFFER_OPEN, at=at).minutes
    link = offers_queries.link_of(visit.id, visit.starts_at)
    return {**offers_on(visit.id, at, alone=alone), "offer_minutes": minutes, "link": link}


def _candidates(visit_id: int, at: datetime) -> list[CandidateSummary]:
    """The first few who could go instead; whoever goes now is among them only if she is that good."""
    return dispatch_queries.candidates_for(visit_id, at=at, most=SHOWN_CANDIDATES)


def _progress(visit: VisitSummary, at: datetime, *, with_photos: bool) -> dict[str, Any]:
    progress = fieldwork_queries.progress_of(visit.id)
    work = fieldwork_queries.progress_of_many([visit.id])[visit.id]
    return {
        "standing": standing_of(visit, work, at),
        "progress": progress,
        "under_way": work.state in (State.AT_THE_DOOR, State.WORKING),
        "stages": stages_of(progress, visit.starts_at),
        "pictures": pictures_of(progress, "desk:photo") if with_photos else (),
        "incidents": incident_lines(progress.incidents, "desk:incident-photo" if with_photos else ""),
    }


def _afterwards(visit_id: int) -> dict[str, Any]:
    """What the household said of the visit, and its complaints."""
    states = quality_queries.complaint_state_names()
    complaints = quality_queries.complaints_of_visits([visit_id])[visit_id]
    return {
        "survey": quality_queries.surveys_of_visits([visit_id]).get(visit_id),
        "complaints": [(one, states[one.state]) for one in complaints],
    }


def _sent(visit_id: int) -> dict[str, Any]:
    """Who goes and why, and who was to go before."""
    history = dispatch_queries.history_of(visit_id)
    names = workforce_queries.names_of(one.caregiver_id for one in history)
    sent = [Sent(one, names.get(one.caregiver_id, "")) for one in history]
    current = [one for one in sent if one.assignment.state == "assigned"]
    why = dispatch_queries.why(visit_id)
    reasons = why.reasons if why else ()
    return {
        "current": min(current, key=lambda one: one.assignment.seat, default=None),
        "beside": [one.name for one in current if one.assignment.seat > 1],
        "crew": sorted(
            ((one.assignment.caregiver_id, one.name, one.assignment.seat) for one in current), key=itemgetter(2)
        ),
        "earlier": [one for one in sent if one.assignment.state == "released"],
        "why": why,
        "why_bars": [
            Bar(label=one.sentence, value=max(one.points, 0), shown=signed_points(one.points)) for one in reasons
        ],
        "why_chooser": chooser_words(current[0].assignment.chosen_by) if current else "",
        "why_version": current[0].assignment.weights_version if current else 0,
    }


def _household(visit: VisitSummary) -> dict[str, Any]:
    home = household_queries.home(visit.home_id)
    return {
        "household": household_queries.household(visit.household_id),
        "home": home,
        "address": masked_address(home.address),
        "told": household_queries.dossier_of(visit.household_id, kinds=TOLD),
        "trade": catalog_queries.trade_names().get(catalog_queries.offering(visit.offering_id).trade, ""),
    }


@for_desk(*DISPATCHERS)
@require_POST
def choose(request: Request, visit_id: int) -> HttpResponseBase:
    """Sends another caregiver because a person decided so."""
    at = clock.now()
    visit = queries.visit(visit_id)
    form = ChooseForm(_candidates(visit_id, at), request.POST, auto_id="choose_%s")
    if form.is_valid():
        chosen = {"caregiver_id": int(form.cleaned_data["caregiver"]), "reason": form.cleaned_data["reason"]}
        try:
            instead_of_id = number(request.POST.get("instead_of")) or None
            dispatch.reassign(visit_id=visit_id, **chosen, instead_of_id=instead_of_id, at=at, by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            name = dict(form.fields["caregiver"].choices)[form.cleaned_data["caregiver"]]  # type: ignore[attr-defined]
            say(request, _("%(name)s is sent.") % {"name": name})
            return redirect("desk:visit", visit_id)
    return _shown(request, visit, 422, choose_form=form)


@for_desk(*DISPATCHERS)
@require_POST
def send_best(request: Request, visit_id: int) -> HttpResponseBase:
    """Sends the best who is free to a visit that has nobody yet."""
    dispatch.assign_visit(visit_id=visit_id, at=clock.now(), by=request.person.actor)
    return redirect("desk:visit", visit_id)


@for_desk(*DISPATCHERS)
def move(request: Request, visit_id: int) -> HttpResponseBase:
    """Another start: those that somebody can keep in the seven days from the asked one."""
    visit = queries.visit(visit_id)
    at = clock.now()
    today = clock.day_of(at)
    from_day = max(day_asked(request.GET.get("from", ""), clock.day_of(visit.starts_at)), today)
    days = _starts(visit, from_day, at, request.company.jurisdiction)
    form = MoveForm(days, request.POST or None, auto_id="move_%s")
    if request.method == "POST" and form.is_valid():
        try:
            journeys.move_visit_and_reassign(
                visit_id=visit_id,
                starts_at=form.starts_at(),
                reason=form.cleaned_data["reason"],
                household_asked=form.cleaned_data["household_asked"],
                at=at,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The visit was moved."))
            return redirect("desk:visit", visit_id)
    context = {"visit": visit, "form": form, "days": days, "from_day": from_day, "today": today}
    context["nobody"] = not any(day.starts for day in days)
    return render(request, "desk/dispatch/move.html", context, status=422 if form.is_bound else 200)


def _starts(visit: VisitSummary, from_day: date, at: datetime, jurisdiction: str) -> tuple[SlotDay, ...]:
    need = dispatch_queries.need_of_visit(visit)
    return dispatch_queries.free_slots(
        need.trade,
        minutes=need.minutes,
        place=need.place,
        from_day=from_day,
        days=MOVE_DAYS,
        at=at,
        household_id=need.household_id,
        visit_id=visit.id,
        lead_minutes=MOVE_LEAD_MINUTES,
        jurisdiction=jurisdiction,
    )


@for_desk(*DISPATCHERS)
@require_POST
def cancel(request: Request, visit_id: int) -> HttpResponseBase:
    """Cancels the visit and frees the caregiver's time."""
    visit = queries.visit(visit_id)
    form = CancelForm(request.POST, auto_id="cancel_%s")
    if form.is_valid():
        try:
            journeys.cancel_visit_and_release(
                visit_id=visit_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The visit is cancelled; the caregiver's time is free again."))
            return redirect("desk:visit", visit_id)
    return _shown(request, visit, 422, cancel_form=form)
