"""Matching at the desk: weights with a preview, wishes of both sides, what suits whom, second looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.company.rules import Role
from anjia.dispatch import operations, queries
from anjia.dispatch.rules import Side, Weights
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.desk.forms.matching import MatchWeightsForm, NeedsForm, ReviewForm, SuitingForm
from anjia.interfaces.desk.pair_lines import pair_form
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.matching import bars_of, chooser_words, weights_words
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.workforce import operations as workforce_operations
from anjia.workforce import queries as workforce

DISPATCHERS = (Role.DISPATCHER, Role.ADVISER)
PREVIEWED = 6
LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class PreviewLine:
    """One caregiver under both weights: her place and points now, and with what is typed in."""

    name: str
    place: int
    score: int
    before: int | None
    before_score: int | None

    @property
    def moved(self) -> int:
        """By how many places she comes up (or down, below 0)."""
        return 0 if self.before is None else self.before - self.place


@for_desk(Role.DISPATCHER)
def weights(request: Request) -> HttpResponseBase:
    """The weights in force and every version before; a new one, shown on a real visit before it is published."""
    now = clock.now()
    current = queries.weights_in_force(now)
    initial = {part.value: percent for part, percent in current.percents.items()}
    form = MatchWeightsForm(request.POST or None, initial=initial)
    visit = _visit(number(request.POST.get("visit") or request.GET.get("visit")), now)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") != "publish":
            context = {"preview": _preview(visit, Weights(form.percents()), now) if visit else [], "previewed": True}
        elif (published := _published(request, form, now)) is not None:
            return published
    context |= {
        "form": form,
        "current": current,
        "visit": visit,
        "household": households.names_of([visit.household_id]).get(visit.household_id, "") if visit else "",
        "versions": [
            {"version": one, "weights": weights_words(queries.weights_of_version(one.version))}
            for one in queries.weights_published()
        ],
    }
    return render(request, "desk/matching/weights.html", context, status=422 if form.errors else 200)


def _published(request: Request, form: MatchWeightsForm, now: datetime) -> HttpResponseBase | None:
    """Publishes, or puts the refusal on the form."""
    try:
        operations.publish_weights(
            percents=form.percents(),
            reason=form.cleaned_data["reason"],
            effective_from=now,
            at=now,
            by=request.person.actor,
        )
    except Refusal as refusal:
        put_on(form, refusal)
        return None
    say(request, _("Published. From now on caregivers are chosen by it; what was decided keeps its version."))
    return redirect("desk:matching-weights")


def _visit(visit_id: int | None, now: datetime) -> VisitSummary | None:
    """The visit on which weights are tried: the one asked for, or the next that is planned."""
    if visit_id is not None:
        return booking.visit(visit_id)
    today = day_of(now)
    coming = booking.visit_ids_between(today, today + LOOK_AHEAD, state=VisitState.PLANNED)
    return next((one for one in map(booking.visit, coming[:5]) if one.starts_at > now), None)


def _preview(visit: VisitSummary, tried: Weights, now: datetime) -> list[PreviewLine]:
    """Who would be first by the weights that are typed in, and where they stand now."""
    need = queries.need_of(visit.id)
    new = queries.ranked(need, at=now, most=PREVIEWED, weights=tried)
    old = queries.ranked(need, at=now, most=50)
    places = {one.caregiver_id: (place, one.score) for place, one in enumerate(old, 1)}
    names = workforce.names_of(one.caregiver_id for one in new)
    return [
        PreviewLine(names[one.caregiver_id], place, one.score, *places.get(one.caregiver_id, (None, None)))
        for place, one in enumerate(new, 1)
    ]


@for_desk(*DISPATCHERS)
def match_review(request: Request, review_id: int) -> HttpResponseBase:
    """A household or a caregiver asked that a person look again: what was weighed, and the decision."""
    found = queries.review(review_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide_review(review_id=review_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Decided. Whoever asked reads it."))
            return redirect("desk:match_review", review_id)
    weighed = queries.weighed_for(found.assignment.id)
    names = workforce.names_of(
        [*(one.caregiver_id for one in weighed), found.assignment.caregiver_id, found.caregiver_id]
    )
    context = {
        "review": found,
        "form": form,
        "asker": _asker(found, names),
        "sent": names.get(found.assignment.caregiver_id, ""),
        "chooser": chooser_words(found.assignment.chosen_by),
        "rows": [{"weighed": one, "name": names[one.caregiver_id], "bars": bars_of(one.reasons)} for one in weighed],
        "weights": weights_words(queries.weights_of_version(found.assignment.weights_version)),
    }
    return render(request, "desk/matching/review.html", context, status=422 if form.errors else 200)


def _asker(found: queries.ReviewSummary, names: dict[int, str]) -> str:
    if found.side == Side.CAREGIVER:
        return names.get(found.caregiver_id or 0, "")
    return households.names_of([found.household_id]).get(found.household_id or 0, "")


@for_desk(*DISPATCHERS)
@require_POST
def set_needs(request: Request, household_id: int) -> HttpResponseBase:
    """Sets by hand what whoever comes should be good with."""
    households.household(household_id)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Please choose from the list."))
    household_operations.set_needs(
        household_id=household_id, needs=form.cleaned_data["needs"], at=clock.now(), by=request.person.actor
    )
    say(request, _("Saved. The next choice counts with it."))
    return redirect("desk:household", household_id)


@for_desk(*DISPATCHERS)
@require_POST
def say_pair(request: Request, household_id: int) -> HttpResponseBase:
    """Notes what the household says of a caregiver, or she of it."""
    households.household(household_id)
    form = pair_form(household_id, request.POST)
    if not form.is_valid():
        raise Refusal(_("Please choose a caregiver, and what was said."))
    caregiver_id, common = int(form.cleaned_data["caregiver"]), {"at": clock.now(), "by": request.person.actor}
    pair: dict[str, Any] = {"household_id": household_id, "caregiver_id": caregiver_id, **common}
    match form.cleaned_data["word"]:
        case "favour":
            preference_id = operations.favour_caregiver(**pair)
        case "refuse":
            preference_id = operations.refuse_caregiver(**pair, reason=form.cleaned_data["reason"])
        case _:
            preference_id = operations.refuse_household(**pair, reason=form.cleaned_data["reason"])
    say(request, _("Noted. Every choice from now on counts with it."), undo=_lift_url(preference_id))
    return redirect("desk:household", household_id)


def _lift_url(preference_id: int) -> str:
    return reverse("desk:preference-lift", args=[preference_id])


@for_desk(*DISPATCHERS)
@require_POST
def lift(request: Request, preference_id: int) -> HttpResponseBase:
    """Takes back what one of them said of the other."""
    said = queries.preference(preference_id)
    operations.lift_preference(preference_id=preference_id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken back. Visits that somebody else has by now stay with her."))
    return redirect("desk:household", said.household_id)


@for_desk(*DISPATCHERS)
@require_POST
def set_suiting(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Sets what she is good with, does not want, and where she would like to work."""
    workforce.caregiver(caregiver_id)
    form = SuitingForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Please choose from the list."))
    workforce_operations.set_suiting(
        caregiver_id=caregiver_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
    )
    say(request, _("Saved. The next choice counts with it."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*DISPATCHERS)
@require_POST
def answer_claim(request: Request, caregiver_id: int, word: str, confirmed: bool) -> HttpResponseBase:
    """Confirms that she is good with what she said of herself, or does not."""
    workforce_operations.answer_claim(
        caregiver_id=caregiver_id, word=word, confirmed=confirmed, at=clock.now(), by=request.person.actor
    )
    say(request, _("Confirmed. It counts from now on.") if confirmed else _("Not confirmed. She reads it on her page."))
    return redirect("desk:caregiver", caregiver_id)
