"""The districts to which she keeps: she says so herself, and it counts at once."""

from collections.abc import Collection

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.districts import districts_to_choose
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import operations, queries
from anjia.workforce.queries import CaregiverSummary


@for_caregiver
def areas(request: Request) -> HttpResponseBase:
    """Where she is sent, district by district; how far from home is the company's to set."""
    her = queries.caregiver(request.person.id)
    if request.method != "POST":
        return _page(request, her, her.only_in)
    was, ticked = request.POST.getlist("was"), request.POST.getlist("only_in")
    chosen = [one for one in ticked if one in _known(her)]
    try:
        if ticked and not chosen:
            raise Refusal(_("None of these is a district known here. Please tick some of those below."))
        operations.keep_to_districts(
            caregiver_id=her.id, only_in=chosen, was=was, at=clock.now(), by=request.person.actor
        )
    except Refusal as refusal:
        stale = set(was) != set(her.only_in)
        return _page(request, her, her.only_in if stale else chosen, refusal.sentence, 409 if stale else 422)
    say(request, _("Saved. It counts for every visit from now on."))
    return redirect("caregiver:areas")


def _known(her: CaregiverSummary) -> list[str]:
    """The districts that she may tick: those of the city, of the homes, and what the company noted beyond them."""
    return districts_to_choose(her.only_in)


def _page(
    request: Request, her: CaregiverSummary, chosen: Collection[str], refusal: str = "", status: int = 200
) -> HttpResponseBase:
    context = {
        "districts": [(one, one in chosen) for one in _known(her)],
        "was": her.only_in,
        "farthest": her.farthest_minutes,
        "refusal": refusal,
        "back": reverse("caregiver:me"),
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/matching/areas.html", context, status=status)
