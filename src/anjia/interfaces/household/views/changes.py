"""Cancelling a visit."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState, is_late
from anjia.interfaces.household.forms import CancelForm
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.journeys.operations import cancel_visit_and_release
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal


@for_household
def cancel(request: Request, visit_id: int) -> HttpResponseBase:
    """Asks why, and once more when it is late; a cancelled visit leads back to its page."""
    visit = booking.visit(visit_id)
    if visit.household_id != request.person.id:
        raise Missing
    if visit.state != VisitState.PLANNED:
        return redirect("household:visit", visit_id)
    form, late = CancelForm(request.POST or None), is_late(visit.starts_at, clock.now())
    if request.method == "POST" and form.is_valid():
        try:
            cancel_visit_and_release(visit_id=visit_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The visit is cancelled."))
            return redirect("household:visit", visit_id)
    context = {"form": form, "visit": visit, "late": late, "back": reverse("household:visit", args=[visit_id])}
    return render(request, "household/booking/cancel.html", context, status=422 if form.is_bound else 200)
