"""The household asks for money back, and calls for help."""

from uuid import uuid4

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.guarantees import operations
from anjia.interfaces.household.guarantee_forms import HelpForm, RefundForm
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.guarantees import help_kinds
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind


def _own(request: Request, visit_id: int) -> VisitSummary:
    visit = booking.visit(visit_id)
    if visit.household_id != request.person.id:
        raise Missing
    return visit


@for_household
def refund(request: Request, visit_id: int) -> HttpResponseBase:
    """Asks for money back, with the reason; when it is answered is promised."""
    visit = _own(request, visit_id)
    form = RefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_refund(visit_id=visit_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("We have your request and look at it now."))
            return redirect("household:visit", visit_id)
    at = clock.now()
    context = {
        "form": form,
        "visit": visit,
        "answer": promises.clause_in_force(Kind.REFUND_DECIDED, at=at).minutes,
        "paid": promises.clause_in_force(Kind.REFUND_PAID, at=at).minutes,
        "back": reverse("household:visit", args=[visit_id]),
    }
    return render(request, "household/guarantees/refund.html", context, status=422 if form.errors else 200)


@for_household
def help_page(request: Request, visit_id: int) -> HttpResponseBase:
    """What to do at once, then a call for help."""
    visit = _own(request, visit_id)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.call_for_help(visit_id=visit_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
        say(request, _("The desk sees your call now. The answer stands here."))
        return redirect("household:visit", visit_id)
    context = {
        "visit": visit,
        "kinds": help_kinds(),
        "form_id": uuid4(),
        "act_url": request.path,
        "wrong": form.errors,
        "minutes": promises.clause_in_force(Kind.EMERGENCY_ANSWERED, at=clock.now()).minutes,
        "back": reverse("household:visit", args=[visit_id]),
    }
    return render(request, "household/guarantees/help.html", context, status=422 if form.errors else 200)
