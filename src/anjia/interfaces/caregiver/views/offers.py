"""Visits offered to her: the first who accepts has it. Visits of hers that she would swap with a colleague."""

from uuid import uuid4

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.dispatch import queries as dispatch
from anjia.interfaces.caregiver import offer_lines
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.caregiver.views.acts import client_id_of
from anjia.interfaces.caregiver.visit_page import own_visit
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.namesakes import beside
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.offers import operations, queries
from anjia.offers.queries import OfferSummary
from anjia.offers.rules import OfferState
from anjia.workforce import queries as workforce

MOST_COLLEAGUES = 12
OF_HER = ("starts_at", "caregiver")  # the fields of refusals that speak of a caregiver by her name


@for_caregiver
@require_GET
def offers(request: Request) -> HttpResponseBase:
    """What waits for her word, how others ended, and her own swaps."""
    at = clock.now()
    own = offer_lines.to_give_back(request.person.id, at)
    context = {
        "lines": offer_lines.offered(request.person.id, at, own),
        "swaps": offer_lines.swapped(request.person.id, at),
        "tabs": bottom_bar("today"),
    }
    return render(request, "caregiver/offers/offers.html", context)


@for_caregiver
@require_POST
def accept(request: Request, offer_id: int) -> HttpResponseBase:
    """I take it: the first has it, everybody else reads who was quicker."""
    back = number(request.POST.get("back"))
    try:
        state = operations.accept_offer(
            offer_id=offer_id,
            caregiver_id=request.person.id,
            back_visit_id=back or None,
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        sentence = _said_to_her(refusal, queries.offer(offer_id), request.person.id, bool(back))
        say(request, sentence, tone="bad")  # which stays: it is too long for the seconds that others are shown
        return redirect("caregiver:offers")
    said = _("It is yours. It stands among your visits.")
    waits = _("Accepted. The company has to agree; until then it is not yours yet.")
    say(request, waits if state is OfferState.ACCEPTED else said)
    return redirect("caregiver:offers")


def _said_to_her(refusal: Refusal, offer: OfferSummary, caregiver_id: int, with_return: bool) -> str:
    """Why she cannot have it, said to her: the rules' own sentences speak of her to others.

    All that can stand against it is named, not what does: a family's word about her is told to nobody.
    """
    if refusal.field not in OF_HER:
        return refusal.sentence
    crew = dispatch.crews_of_visits([offer.visit_id]).get(offer.visit_id, ())
    if caregiver_id in {one.caregiver_id for one in crew}:
        return _("You are sent to this visit already.")
    if offer.is_swap and with_return:
        return _(
            "One of the two visits cannot go to the other of you: hours, leave, papers, districts, how far one goes, "
            "other visits and the way between, hours of the day or week, days off, rest, or what the home asks for can "
            "stand against it. The company can tell you more."
        )
    reason = _(
        "This visit cannot become yours any more: your hours, leave, papers, districts, how far you go, other visits "
        "and the way between, hours of the day or week, days off, rest, or what the home asks for can stand against "
        "it. The company can tell you more."
    )
    if not offer_lines.can_give_back(offer, caregiver_id, clock.now()):
        return reason
    return _("%(reason)s %(way_out)s") % {
        "reason": reason,
        "way_out": _("You may also give one of your visits in return."),
    }


@for_caregiver
@require_POST
def decline(request: Request, offer_id: int) -> HttpResponseBase:
    """Not I."""
    operations.decline_offer(offer_id=offer_id, caregiver_id=request.person.id, at=clock.now(), by=request.person.actor)
    return redirect("caregiver:offers")


@for_caregiver
@require_POST
def withdraw(request: Request, swap_id: int) -> HttpResponseBase:
    """Takes her own swap back: she goes herself."""
    operations.withdraw_offer(offer_id=swap_id, caregiver_id=request.person.id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken back. You go there yourself."))
    return redirect("caregiver:offers")


@for_caregiver
def swap(request: Request, visit_id: int) -> HttpResponseBase:
    """To whom she would give one of her visits: all who can keep it, or one named."""
    visit, at = own_visit(visit_id, request.person.id), clock.now()
    if request.method == "POST":
        operations.offer_swap(
            visit_id=visit_id,
            caregiver_id=request.person.id,
            client_id=client_id_of(request.POST.get("client_id", "")),
            to_caregiver_id=number(request.POST.get("to")) or None,
            note=request.POST.get("note", ""),
            at=at,
            by=request.person.actor,
        )
        say(request, _("Offered. Until somebody has it, it stays yours."))
        return redirect("caregiver:offers")
    found = dispatch.ranked(dispatch.need_of(visit_id), at=at, most=MOST_COLLEAGUES + 1)
    able = [one.caregiver_id for one in found if one.caregiver_id != request.person.id]
    context = {
        "visit": visit,
        "colleagues": _colleagues(able[:MOST_COLLEAGUES]),
        "client_id": uuid4(),
        "back": request.path.removesuffix("swap/"),
    }
    return render(request, "caregiver/offers/swap.html", context)


def _colleagues(ids: list[int]) -> list[tuple[int, str, str]]:
    """(id, name, district) of each; the district only where two have one name."""
    names = workforce.names_of(ids)
    districts = beside(names)
    return [(key, names[key], districts[key]) for key in ids]
