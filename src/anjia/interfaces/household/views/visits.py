"""The household's visits: how far each has come, live; its photos; a word to the caregiver."""

from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.catalog import queries as catalog_queries
from anjia.dispatch import queries as dispatch_queries
from anjia.fieldwork import operations as fieldwork_operations
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import WorkSummary
from anjia.fieldwork.rules import TOLD_TO_HOUSEHOLD, State
from anjia.households import queries as household_queries
from anjia.households.queries import HomeSummary
from anjia.inspections import queries as inspection_queries
from anjia.interfaces.household.guarantees import given_to
from anjia.interfaces.household.people import crew_comers
from anjia.interfaces.household.promises import about_visit
from anjia.interfaces.household.wishes import may_book
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.live import live_answer
from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.progress import incident_lines, pictures_of, stages_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing
from anjia.quality import queries as quality_queries
from anjia.quality.queries.index import standings_of

UNDER_WAY = (State.PLANNED, State.ON_THE_WAY, State.AT_THE_DOOR, State.WORKING)


@dataclass(frozen=True)
class Line:
    """One visit in the household's list."""

    visit: VisitSummary
    work: WorkSummary
    home: HomeSummary


def _own(visit_id: int, household_id: int) -> VisitSummary:
    visit = booking_queries.visit(visit_id)
    if visit.household_id != household_id:
        raise Missing
    return visit


@for_household
@require_GET
def visit(request: Request, visit_id: int) -> HttpResponseBase:
    """One visit, from agreed to done."""
    mine = _own(visit_id, request.person.id)
    progress = fieldwork_queries.progress_of(visit_id)
    context = {
        "visit": mine,
        "home": household_queries.home(mine.home_id),
        "progress": progress,
        "stages": stages_of(progress, mine.starts_at),
        "pictures": pictures_of(progress, "household:photo"),
        "incidents": incident_lines(progress.told_incidents, "household:incident-photo"),
        "begun": progress.state is not State.PLANNED,
        "open": mine.state == VisitState.PLANNED and progress.state in UNDER_WAY,
        "survey_url": _survey_url(visit_id),
        "promised": about_visit(visit_id, at=clock.now()),
        "back": reverse("household:visits"),
        **_caregiver(mine),
        "given": given_to(mine, at=clock.now()),
        "may_repeat": _may_repeat(mine),
        "findings": inspection_queries.findings_of_visit(visit_id),
    }
    return render(request, "household/visits/visit.html", context)


def _may_repeat(visit: VisitSummary) -> bool:
    """Whether the household can agree on more visits like this one by itself."""
    return may_book(catalog_queries.offering(visit.offering_id), household_queries.home(visit.home_id))


def _caregiver(visit: VisitSummary) -> dict[str, object]:
    """Who comes, with her level in this trade, and who comes with her; nothing while nobody is assigned."""
    crew = dispatch_queries.crews_of_visits([visit.id]).get(visit.id, ())
    if not crew:
        return {"caregiver": None}
    trade = catalog_queries.offering(visit.offering_id).trade
    who, *others = crew_comers((one.caregiver_id for one in crew), trade)
    return {
        "caregiver": who,
        "beside": _(", ").join(one.name for one in others),
        "standing": standings_of([who.id], at=clock.now()).get(who.id),
    }


def _survey_url(visit_id: int) -> str:
    """Where the household says how it was, once it was asked and while it may still answer."""
    asked = quality_queries.surveys_of_visits([visit_id]).get(visit_id)
    if asked is None or not asked.may_answer(clock.now()):
        return ""
    try:
        return reverse("household:survey", args=[asked.id])
    except NoReverseMatch:
        return ""


@for_household
@require_GET
def visits(request: Request) -> HttpResponseBase:
    """All visits of the household: those to come, and what was done in which home."""
    found = booking_queries.visits_of_household(request.person.id)
    works = fieldwork_queries.progress_of_many(one.id for one in found)
    homes = household_queries.homes(one.home_id for one in found)
    lines = [Line(one, works[one.id], homes[one.home_id]) for one in found]
    ahead = [line for line in reversed(lines) if line.visit.state == VisitState.PLANNED]
    past = [line for line in lines if line.visit.state != VisitState.PLANNED]
    context = {"ahead": ahead, "past": past, "back": reverse("household:home")}
    return render(request, "household/visits/list.html", context)


@for_household
@require_POST
def note(request: Request, visit_id: int) -> HttpResponseBase:
    """A word to the caregiver who is coming or at work."""
    fieldwork_operations.leave_note(
        visit_id=visit_id,
        household_id=request.person.id,
        text=request.POST.get("text", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Your caregiver sees the note on her phone."))
    return redirect("household:visit", visit_id)


@for_household
@require_GET
def photo(request: Request, photo_id: int) -> HttpResponseBase:
    """A photo of this household's home."""
    kept = fieldwork_queries.photo(photo_id)
    if kept.household_id != request.person.id:
        raise Missing
    return photo_answer(request, kept.file_id)


@for_household
@require_GET
def incident_photo(request: Request, incident_id: int) -> HttpResponseBase:
    """The photo of an incident that the household is told of."""
    incident = fieldwork_queries.incident(incident_id)
    if incident.household_id != request.person.id or incident.kind not in TOLD_TO_HOUSEHOLD or not incident.file_id:
        raise Missing
    return photo_answer(request, incident.file_id)


@for_household
@require_GET
def finding_photo(request: Request, finding_id: int) -> HttpResponseBase:
    """What an inspector photographed at this household's home."""
    found = inspection_queries.finding(finding_id)
    if found.household_id != request.person.id or not found.at_home or found.file_id is None:
        raise Missing
    return photo_answer(request, found.file_id)


@for_household
@require_GET
def _watch(request: Request, visit_id: int) -> HttpResponseBase:
    _own(visit_id, request.person.id)
    return HttpResponse()


async def live(request: Request, visit_id: int) -> HttpResponseBase:
    """Says "changed" whenever something happens on the visit. Checked as any page of the household is."""
    checked = await sync_to_async(_watch)(request, visit_id)
    if checked.status_code != 200:
        return checked
    return live_answer(request, request.person.company_id, f"visit:{visit_id}")


live.audience = "household"  # type: ignore[attr-defined]
