"""Why she comes; wanting her again, or not; asking that a person look at it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.dispatch import operations as dispatch_operations
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import AssignmentSummary
from anjia.dispatch.rules import Side
from anjia.interfaces.household.matching import family_lines, rating_words
from anjia.interfaces.household.people import comer_of, given_name, given_names
from anjia.interfaces.household.views.slots import start_of
from anjia.interfaces.household.wishes import wish_of
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.matching import chooser_words, weights_words
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of, minute_of
from anjia.kernel.errors import Missing
from anjia.workforce import queries as workforce

# "Not this time" while a time is being chosen: as long as one usually takes to book.
NOT_NOW = timedelta(hours=24)
MOST_OFFERED = 3


def _own(visit_id: int, household_id: int) -> tuple[VisitSummary, AssignmentSummary]:
    """The household's visit and who is sent to it. Raises Missing."""
    visit = booking.visit(visit_id)
    assignment = dispatch.assignment_of(visit_id)
    if visit.household_id != household_id or assignment is None:
        raise Missing
    return visit, assignment


@for_household
@require_GET
def why(request: Request, visit_id: int) -> HttpResponseBase:
    """Who comes, what speaks for her, who chose, and what can be done about it."""
    visit, assignment = _own(visit_id, request.person.id)
    person = workforce.caregiver(assignment.caregiver_id)
    found = dispatch.why(visit_id)
    review = dispatch.reviews_of(household_id=request.person.id, assignment_ids=[assignment.id]).get(assignment.id)
    said = dispatch.said_about(request.person.id)
    context = {
        "visit": visit,
        "comer": comer_of(person, catalog.offering(visit.offering_id).trade),
        "lines": family_lines(found.kept) if found else [],
        "rating": rating_words(workforce.ratings_of([person.id]).get(person.id)),
        "chooser": chooser_words(assignment.chosen_by),
        "weights": [
            (name, one) for name, one in weights_words(dispatch.weights_of_version(assignment.weights_version))
        ],
        "review": review,
        "favoured": any(one.caregiver_id == person.id and one.liking == "favoured" for one in said),
        "ahead": visit.starts_at > clock.now(),
        "back": reverse("household:visit", args=[visit_id]),
    }
    return render(request, "household/matching/why.html", context)


@for_household
@require_POST
def review(request: Request, visit_id: int) -> HttpResponseBase:
    """The family asks that a person look again."""
    _visit, assignment = _own(visit_id, request.person.id)
    dispatch_operations.ask_review(
        assignment_id=assignment.id,
        side=Side.HOUSEHOLD,
        asker_id=request.person.id,
        words=request.POST.get("text", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("A person looks at it and answers here."))
    return redirect("household:why", visit_id)


@for_household
@require_POST
def favour(request: Request, visit_id: int) -> HttpResponseBase:
    """The family would like her again."""
    _visit, assignment = _own(visit_id, request.person.id)
    preference_id = dispatch_operations.favour_caregiver(
        household_id=request.person.id, caregiver_id=assignment.caregiver_id, at=clock.now(), by=request.person.actor
    )
    say(request, _("Noted: we send her again whenever we can."), undo=_lift_url(preference_id))
    return redirect("household:why", visit_id)


def _lift_url(preference_id: int) -> str:
    return reverse("household:preference-lift", args=[preference_id])


@for_household
def refuse(request: Request, visit_id: int) -> HttpResponseBase:
    """Asks whether for this time or for good, and says what follows; then somebody else is looked for."""
    visit, assignment = _own(visit_id, request.person.id)
    ahead = visit.starts_at > clock.now()
    if request.method == "POST":
        for_good = request.POST.get("how") == "never" or not ahead
        preference_id = dispatch_operations.refuse_caregiver(
            household_id=request.person.id,
            caregiver_id=assignment.caregiver_id,
            visit_id=None if for_good else visit_id,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
            by=request.person.actor,
        )
        say(request, _refused_words(for_good), undo=_lift_url(preference_id))
        return redirect("household:visit", visit_id)
    name = given_name(workforce.names_of([assignment.caregiver_id])[assignment.caregiver_id])
    context = {"visit": visit, "name": name, "ahead": ahead, "back": reverse("household:why", args=[visit_id])}
    return render(request, "household/matching/refuse.html", context)


def _refused_words(for_good: bool) -> str:
    if for_good:
        return _("She does not come to you any more, and she is not told by whom. We look for somebody else.")
    return _("She does not come this time. We look for somebody else.")


@for_household
@require_POST
def refuse_offered(request: Request) -> HttpResponseBase:
    """Refuses one of those who were just proposed for a start; nobody else can be refused here.

    Who is not free then any more needs no refusal: the family reads so beside who is. Raises Missing for a stranger.
    """
    wish = wish_of(request.person.id, request.POST)
    starts_at, caregiver_id = start_of(request.POST.get("start", ""))
    at = clock.now()
    need = wish.need(request.person.id, starts_at)
    offered = dispatch.ranked(need, at=at, most=MOST_OFFERED, caregiver_id=wish.with_id, without=wish.not_ids)
    minute = minute_of(starts_at)
    back = redirect(f"{reverse('household:slots')}?{wish.query}&day={day_of(starts_at)}&minute={minute}#who")
    if caregiver_id not in {one.caregiver_id for one in offered}:
        if not workforce.names_of([caregiver_id]):
            raise Missing
        say(request, _("She is not free then any more, so nothing was noted. Here is who is."), tone="warn")
        return back
    for_good = request.POST.get("how") == "never"
    preference_id = dispatch_operations.refuse_caregiver(
        household_id=request.person.id,
        caregiver_id=caregiver_id,
        until_at=None if for_good else at + NOT_NOW,
        at=at,
        by=request.person.actor,
    )
    say(request, _refused_words(for_good), undo=_lift_url(preference_id))
    return back


@for_household
@require_GET
def people(request: Request) -> HttpResponseBase:
    """Whom the family would like again and who is not to come; each word can be taken back."""
    found = [
        one
        for one in dispatch.preferences_of_household(request.person.id, at=clock.now())
        if one.side == Side.HOUSEHOLD and one.visit_id is None
    ]
    names = given_names(workforce.names_of(one.caregiver_id for one in found))
    rows: list[dict[str, Any]] = [{"said": one, "name": names[one.caregiver_id]} for one in found]
    return render(request, "household/matching/people.html", {"rows": rows, "back": reverse("household:home")})


@for_household
@require_POST
def lift(request: Request, preference_id: int) -> HttpResponseBase:
    """Takes back what the family said of a caregiver. What was given to others meanwhile stays with them."""
    said = dispatch.preference(preference_id)
    if said.household_id != request.person.id or said.side != Side.HOUSEHOLD:
        raise Missing
    dispatch_operations.lift_preference(preference_id=preference_id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken back. Visits that somebody else has by now stay with her."))
    return redirect("household:people")
