"""Visits put to caregivers, and swaps among them: what waits, who was asked and why, the desk's word."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.acting import carry_out
from anjia.interfaces.desk.clocks import clocks_of
from anjia.interfaces.desk.forms.requests import OfferForm, RefuseForm
from anjia.interfaces.desk.offer_lines import asked_of, lines_of
from anjia.interfaces.desk.request_tabs import tabs
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import story_of
from anjia.offers import operations, queries
from anjia.offers.queries import OfferSummary
from anjia.offers.rules import UNFINISHED, OfferState
from anjia.promises import queries as promises

DECIDERS = (Role.DISPATCHER,)
OFFERERS = (Role.DISPATCHER, Role.ADVISER)
STORY = 20


@for_desk(*DECIDERS)
@require_GET
def offers(request: Request) -> HttpResponseBase:
    """What waits for somebody, and how others ended."""
    at = clock.now()
    context = {
        "waiting": lines_of(queries.open_offers(), at),
        "ended": lines_of(queries.past_offers(), at),
        "tabs": tabs("offers"),
    }
    return render(request, "desk/requests/offers.html", context)


@for_desk(*OFFERERS)
@require_GET
def page(request: Request, offer_id: int) -> HttpResponseBase:
    """One offer: who was asked, why, and what each said."""
    return _shown(request, queries.offer(offer_id))


def _shown(request: Request, one: OfferSummary, given: Form | None = None) -> HttpResponse:
    at = clock.now()
    may, state = request.person.may(*DECIDERS), one.state_at(at)
    context = {
        "line": lines_of([one], at)[0],
        "one": one,
        "taken": state is OfferState.TAKEN,
        "asked": asked_of(one.id),
        "clocks": clocks_of(promises.promises_of([one.subject])[one.subject], at=at),
        "entries": entries_of(story_of(one.subject, limit=STORY), here=request.path),
        "may_decide": may and state is OfferState.ACCEPTED,
        "may_withdraw": may and state in UNFINISHED,
        "refuse_form": given or RefuseForm(auto_id="refuse-%s"),
        "opened": given is not None,
    }
    return render(request, "desk/requests/offer.html", context, status=422 if given else 200)


@for_desk(*OFFERERS)
@require_POST
def offer(request: Request, visit_id: int) -> HttpResponseBase:
    """Puts a visit that nobody has to those who can keep it."""
    form = OfferForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Please say to how many, and for how long."))
    offer_id = operations.offer_visit(
        visit_id=visit_id,
        best=form.cleaned_data["best"],
        minutes=form.cleaned_data["minutes"],
        at=clock.now(),
        by=request.person.actor,
    )
    count = len(queries.invited_of(offer_id))
    words = ngettext("Offered to %(count)d caregiver.", "Offered to %(count)d caregivers.", count) % {"count": count}
    say(request, words)
    return redirect("desk:offer", offer_id)


@for_desk(*DECIDERS)
@require_POST
def withdraw(request: Request, offer_id: int) -> HttpResponseBase:
    """Takes it back."""
    operations.withdraw_offer(offer_id=offer_id, at=clock.now(), by=request.person.actor)
    say(request, _("Taken back. Nobody can accept it any more."))
    return redirect("desk:offer", offer_id)


@for_desk(*DECIDERS)
@require_POST
def agree(request: Request, offer_id: int) -> HttpResponseBase:
    """Agrees to a swap."""
    operations.agree_to_swap(offer_id=offer_id, at=clock.now(), by=request.person.actor)
    say(request, _("Agreed. Both and the family read who comes."))
    return redirect("desk:offer", offer_id)


@for_desk(*DECIDERS)
def refuse(request: Request, offer_id: int) -> HttpResponseBase:
    """Does not agree to a swap, and says why."""
    one, form = queries.offer(offer_id), RefuseForm(request.POST, auto_id="refuse-%s")

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.refuse_swap(offer_id=offer_id, answer=values["answer"], at=at, by=by)

    back = redirect("desk:offer", offer_id)
    said = _("Answered. Both read the reason; the visit stays where it was.")
    return carry_out(request, form, act, said, back=back, shown=lambda: _shown(request, one, form))
