"""A proposal on the household's phone: what, within which limits, for how much; yes or no."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.proposals import shown
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing
from anjia.sales import operations, queries
from anjia.sales.queries import ProposalSummary


def _own(request: Request, proposal_id: int) -> ProposalSummary:
    found = queries.proposal(proposal_id)
    if found.household_id != request.person.id:
        raise Missing
    return found


@for_household
@require_GET
def proposal(request: Request, proposal_id: int) -> HttpResponseBase:
    """One proposal of this household."""
    context = shown(_own(request, proposal_id)) | {
        "accept_url": reverse("household:proposal-accept", args=[proposal_id]),
        "decline_url": reverse("household:proposal-decline", args=[proposal_id]),
        "back": reverse("household:home"),
        "may_plan": True,
    }
    return render(request, "proposal.html", context)


@for_household
@require_POST
def accept(request: Request, proposal_id: int) -> HttpResponseBase:
    """Yes; a second tap is the same yes."""
    _own(request, proposal_id)
    if operations.accept_proposal(proposal_id=proposal_id, at=clock.now(), by=request.person.actor):
        say(request, _("Agreed. Now choose when we come."))
    return redirect("household:proposal", proposal_id)


@for_household
@require_POST
def decline(request: Request, proposal_id: int) -> HttpResponseBase:
    """No, with a reason if the household likes to give one."""
    _own(request, proposal_id)
    operations.decline_proposal(
        proposal_id=proposal_id, reason=request.POST.get("reason", ""), at=clock.now(), by=request.person.actor
    )
    say(request, _("Thank you for telling us. We may call once to see what would fit better."))
    return redirect("household:proposal", proposal_id)
