"""What is guaranteed: agreed with an enquiry, or with a visit that was ordered."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms.scopes import ScopeForm
from anjia.interfaces.desk.views.enquiries import require_open
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.sales import operations as sales_operations
from anjia.sales import queries as sales

Save = Callable[[Sequence[str], date | None], None]


@for_desk(Role.ADVISER)
def enquiry_scope(request: Request, enquiry_id: int) -> HttpResponseBase:
    """What will be guaranteed to a household that asks; the first visit of its proposal carries it on."""
    enquiry = require_open(enquiry_id)
    known = sales.scope_of(enquiry_id)
    offering_id = number(request.GET.get("service")) or (known.offering_id if known else enquiry.offering_id)
    if offering_id is None:
        return _choose_service(request, enquiry.household_id, reverse("desk:enquiry", args=[enquiry_id]))

    def save(steps: Sequence[str], move_in_on: date | None) -> None:
        sales_operations.agree_enquiry_scope(
            enquiry_id=enquiry_id,
            offering_id=offering_id,
            steps=steps,
            move_in_on=move_in_on,
            at=clock.now(),
            by=request.person.actor,
        )

    agreed = known if known and known.offering_id == offering_id else None
    return _agree(request, save, offering_id, agreed, enquiry.household_id, reverse("desk:enquiry", args=[enquiry_id]))


def _choose_service(request: Request, household_id: int, back: str) -> HttpResponseBase:
    context = {
        "offerings": catalog.offerings(),
        "household": households.household(household_id),
        "back": back,
    }
    return render(request, "desk/sales/scope_service.html", context)


@for_desk(Role.ADVISER, Role.DISPATCHER)
def visit_scope(request: Request, visit_id: int) -> HttpResponseBase:
    """What a visit is guaranteed to do."""
    visit = booking.visit(visit_id)
    if visit.state != VisitState.PLANNED:
        raise Missing

    def save(steps: Sequence[str], move_in_on: date | None) -> None:
        journeys.agree_scope(
            visit_id=visit_id, steps=steps, move_in_on=move_in_on, at=clock.now(), by=request.person.actor
        )

    known = booking.scope_of(visit_id)
    back = reverse("desk:visit", args=[visit_id])
    return _agree(request, save, visit.offering_id, known, visit.household_id, back)


def _agree(
    request: Request, save: Save, offering_id: int, known: Any, household_id: int, back: str
) -> HttpResponseBase:
    standard = [step.title for step in catalog.standard_of(offering_id)]
    form = ScopeForm(
        standard,
        request.POST if request.method == "POST" else None,
        agreed=known.steps if known else None,
        initial={"move_in_on": known.move_in_on if known else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            save(form.titles(), form.cleaned_data["move_in_on"])
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Agreed. What is left out of it is made good by itself."))
            return redirect(back)
    context = {
        "form": form,
        "known": known,
        "offering": catalog.offering(offering_id),
        "household": households.household(household_id),
        "clause": _clause(offering_id),
        "back": back,
    }
    return render(request, "desk/sales/scope.html", context, status=422 if form.errors else 200)


def _clause(offering_id: int) -> dict[str, Any]:
    """What is promised after a move and what follows when it is broken, in the words of the clause."""
    clause = promises.clause_in_force(Kind.MOVE_IN_CLEAN, at=clock.now(), offering_id=offering_id)
    time = formats.span(clause.minutes)
    sentence = promises.sentence_of(clause.kind, time=time, most="", own=clause.sentence)
    return {"sentence": sentence, "version": clause.version}
