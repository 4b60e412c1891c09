"""A proposal behind its own link: read it, accept it, decline it. The link opens this one proposal and no more."""

from contextlib import AbstractContextManager

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company_queries
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.shared.access import HOUSEHOLD_KEY, Request, for_everyone
from anjia.interfaces.shared.proposals import shown
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.scope import company_scope
from anjia.sales import operations, queries
from anjia.sales.queries import FoundProposal


def _found(token: str) -> FoundProposal:
    found = queries.proposal_by_token(token)
    if found is None:
        raise Http404
    return found


def _inside(request: Request, found: FoundProposal) -> AbstractContextManager[None]:
    """The scope of the proposal's company, which the page names."""
    request.company = company_queries.company(found.company_id)
    return company_scope(found.company_id)


def _household(found: FoundProposal) -> Actor:
    return Actor("household", found.household_id, households.household(found.household_id).name)


@for_everyone
@require_GET
def proposal(request: Request, token: str) -> HttpResponseBase:
    """The proposal, for whoever has its link."""
    found = _found(token)
    with _inside(request, found):
        visitor = households.visitor_of_key(request.session.get(HOUSEHOLD_KEY))
        inside = visitor is not None and visitor.household_id == found.household_id
        context = shown(queries.proposal(found.proposal_id)) | {
            "accept_url": reverse("public:proposal-accept", args=[token]),
            "decline_url": reverse("public:proposal-decline", args=[token]),
            "login_url": reverse("household:proposal", args=[found.proposal_id]) if inside else "",
        }
        return render(request, "proposal.html", context)


@for_everyone
@require_POST
def accept(request: Request, token: str) -> HttpResponseBase:
    """Yes. Whoever says it first goes on to the household's own pages to choose the times; a repeat opens nothing."""
    found, at = _found(token), clock.now()
    with _inside(request, found):
        by = _household(found)
        if not operations.accept_proposal(proposal_id=found.proposal_id, at=at, by=by):
            return redirect("public:proposal", token)
        visitor = households.visitor_of_token(
            household_operations.issue_key(household_id=found.household_id, at=at, by=by), at=at
        )
        request.session.cycle_key()
        request.session[HOUSEHOLD_KEY] = visitor.key_id if visitor else None
        say(request, _("Agreed. Now choose when we come."))
        return redirect("household:proposal", found.proposal_id)


@for_everyone
@require_POST
def decline(request: Request, token: str) -> HttpResponseBase:
    """No, with a reason if one is given."""
    found = _found(token)
    with _inside(request, found):
        operations.decline_proposal(
            proposal_id=found.proposal_id,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
            by=_household(found),
        )
        say(request, _("Thank you for telling us. We may call once to see what would fit better."))
    return redirect("public:proposal", token)
