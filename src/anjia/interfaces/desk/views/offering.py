"""One service: what it is, its prices, its standard."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import operations, queries
from anjia.catalog.operations import NewStep
from anjia.catalog.queries import OfferingSummary
from anjia.company.rules import Role
from anjia.interfaces.desk.claims import claims_in
from anjia.interfaces.desk.forms.catalog import AboutForm, PriceForm, rearranged, steps_of, steps_typed
from anjia.interfaces.desk.views.offerings import EDITORS
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import story_of

WRITERS = (Role.ADVISER, Role.QUALITY_LEAD)
ABOUT = ("name", "usual_minutes", "least_minutes", "scope", "limits", "public")


@for_desk()
@require_GET
def page(request: Request, offering_id: int) -> HttpResponseBase:
    """The service's page."""
    return _shown(request, offering_id)


def _shown(request: Request, offering_id: int, status: int = 200, **given: Any) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    at = clock.now()
    offering = queries.offering(offering_id, at=at)
    person, steps = request.person, queries.standard_of(offering_id)
    context: dict[str, Any] = {
        "offering": offering,
        "trade": queries.trade_names()[offering.trade],
        "price": queries.price_words(offering.unit, offering.price_fen),
        "prices": _prices(offering),
        "standard": [_step(step) for step in steps],
        "entries": entries_of(story_of(f"offering:{offering_id}", limit=30), here=request.path),
        "may_edit": person.may(*EDITORS) and offering.retired_at is None,
        "may_write": person.may(*WRITERS) and offering.retired_at is None,
        "about_form": AboutForm(initial={name: getattr(offering, name) for name in ABOUT}, auto_id="about_%s"),
        "price_form": PriceForm(auto_id="price_%s"),
        "claims": claims_in(offering.name, offering.scope, offering.limits, *(one.detail for one in steps), at=at),
    }
    return render(request, "desk/catalog/page.html", context | given, status=status)


def _step(step: queries.StepSummary) -> dict[str, Any]:
    return {"step": step, "photo": queries.photo_names()[step.photo] if step.photo != "none" else ""}


def _prices(offering: OfferingSummary) -> list[dict[str, Any]]:
    """The prices, latest first, each with how it stands now."""
    at, rows, found = clock.now(), [], False
    for price in queries.prices_of(offering.id):
        state = "coming" if price.effective_from > at else "past" if found else "now"
        found = found or state == "now"
        rows.append({"price": price, "state": state})
    return rows


@for_desk(*EDITORS)
@require_POST
def change(request: Request, offering_id: int) -> HttpResponseBase:
    """Corrects what the service is."""
    form = AboutForm(request.POST, auto_id="about_%s")
    if form.is_valid():
        try:
            operations.change_offering(
                offering_id=offering_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Saved."))
            return redirect("desk:offering", offering_id)
    return _shown(request, offering_id, status=422, about_form=form)


@for_desk(*EDITORS)
@require_POST
def revise_price(request: Request, offering_id: int) -> HttpResponseBase:
    """Notes a new price."""
    form, at = PriceForm(request.POST, auto_id="price_%s"), clock.now()
    if form.is_valid():
        day = form.cleaned_data["from_day"]
        begins = clock.midnight(day) if day and day != clock.day_of(at) else None
        try:
            operations.revise_price(
                offering_id=offering_id,
                price_fen=form.cleaned_data["price_fen"],
                effective_from=begins,
                at=at,
                by=request.person.actor,
            )
        except Refusal as refusal:
            form.add_error("from_day" if refusal.field == "effective_from" else None, refusal.sentence)
        else:
            say(request, _("The new price is noted."))
            return redirect("desk:offering", offering_id)
    return _shown(request, offering_id, status=422, price_form=form)


@for_desk(*WRITERS)
def standard(request: Request, offering_id: int) -> HttpResponseBase:
    """The editor of the standard: every press but "save" only rearranges what is typed."""
    offering = queries.offering(offering_id)
    if request.method != "POST":
        steps = steps_of(queries.standard_of(offering_id)) or [NewStep("")]
        return _editor(request, offering, steps)
    steps, act = steps_typed(request.POST), request.POST.get("act", "save")
    if act != "save":
        return _editor(request, offering, rearranged(steps, act))
    try:
        kept = [step for step in steps if step.title.strip() or step.detail.strip()]
        operations.set_standard(offering_id=offering_id, steps=kept, at=clock.now(), by=request.person.actor)
    except Refusal as refusal:
        return _editor(request, offering, steps, refusal.sentence)
    say(request, _("The standard is set. Visits from now on follow it."))
    there = redirect("desk:offering", offering_id)
    # htmx would follow the redirect and swap the new page into the editor: it is told to go there instead.
    return HttpResponse(headers={"HX-Redirect": there.url}) if request.headers.get("HX-Request") else there


def _editor(request: Request, offering: OfferingSummary, steps: list[NewStep], wrong: str = "") -> HttpResponse:
    context = {"offering": offering, "steps": steps, "photos": queries.photo_names(), "wrong": wrong}
    return render(request, "desk/catalog/standard.html", context, status=422 if wrong else 200)


@for_desk(*EDITORS)
@require_POST
def retire(request: Request, offering_id: int) -> HttpResponseBase:
    """Takes the service out of the catalog."""
    operations.retire_offering(offering_id=offering_id, at=clock.now(), by=request.person.actor)
    say(request, _("No longer offered. Orders made before go on."))
    return redirect("desk:offerings")
