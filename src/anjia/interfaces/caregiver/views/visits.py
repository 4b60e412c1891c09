"""One visit: its page, the family's phone, photos, and what was earned when it is done."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.rules import TOLD_TO_HOUSEHOLD, State
from anjia.households import operations as household_operations
from anjia.interfaces.caregiver.guarantees import beside
from anjia.interfaces.caregiver.visit_page import own_visit, visit_page
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.photos import photo_answer
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.payroll import queries as payroll_queries

# How often the page looks again for what was earned, which is counted in the background.
LOOKS = ("1", "2", "3", "4", "5")


def show(request: Request, visit_id: int) -> HttpResponseBase:
    """The visit's page as it stands now, for the caregiver who asks."""
    page = visit_page(visit_id, request.person.id, at=clock.now())
    words = fieldwork_queries.incident_words()
    kinds = [(kind, label, kind in TOLD_TO_HOUSEHOLD) for kind, label in words.items()]
    context = {"page": page, "kinds": kinds, "beside": beside(visit_id)}
    return render(request, "caregiver/visits/visit.html", context)


@for_caregiver
@require_GET
def visit(request: Request, visit_id: int) -> HttpResponseBase:
    """The page of one visit."""
    return show(request, visit_id)


@for_caregiver
@require_GET
def done(request: Request, visit_id: int) -> HttpResponseBase:
    """What was done, once the visit is finished; before that, the visit itself."""
    page = visit_page(visit_id, request.person.id, at=clock.now())
    if page.progress.state is not State.DONE:
        return redirect("caregiver:visit", visit_id)
    earned = payroll_queries.earnings_of_visits([visit_id]).get(visit_id)
    looks = int(request.GET["look"]) if request.GET.get("look") in LOOKS else 0
    context = {"page": page, "earned": earned, "next_look": looks + 1 if looks < len(LOOKS) else None}
    return render(request, "caregiver/visits/done.html", context)


@for_caregiver
@require_POST
def phone(request: Request, visit_id: int) -> HttpResponseBase:
    """Shows the family's number for this visit; that it was shown becomes part of the family's story."""
    mine = own_visit(visit_id, request.person.id)
    if fieldwork_queries.progress_of(visit_id).state is State.DONE or mine.state != "planned":
        raise Refusal(_("This visit is over. If the family must be called, please ask the company."))
    purpose = _("visit %(number)s") % {"number": mine.number}
    number = household_operations.reveal_phone(
        household_id=mine.household_id, purpose=purpose, at=clock.now(), by=request.person.actor
    )
    return render(request, "caregiver/visits/phone.html", {"number": number})


@for_caregiver
@require_GET
def photo(request: Request, photo_id: int) -> HttpResponseBase:
    """A photo the caregiver took."""
    kept = fieldwork_queries.photo(photo_id)
    if kept.caregiver_id != request.person.id:
        raise Missing
    return photo_answer(request, kept.file_id)
