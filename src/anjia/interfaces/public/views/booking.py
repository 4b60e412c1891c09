"""The company's public page: services with prices and limits, and a form that becomes an enquiry with its promise."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.households.rules import Source
from anjia.interfaces.public.forms.booking import BookingForm
from anjia.interfaces.public.limits import count_in
from anjia.interfaces.shared.access import Request, for_everyone
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.terms import time_of
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.sales import operations as sales
from anjia.sales.rules import FIRST_CONTACT, Channel

SENT = "sent_enquiry"


@dataclass(frozen=True)
class Shown:
    """A service as the public reads it."""

    row: OfferingSummary
    words: str
    trade: str


def _consent(company: Any) -> str:
    sentence = _(
        "I agree that %(company)s uses my name, number and address to answer me and to come to my home,"
        " and for nothing else. I can have them deleted at any time."
    )
    return sentence % {"company": company.name}


def _promised() -> list[str]:
    """What the company promises everybody, with the times in force today."""
    at = clock.now()
    sentences = {
        Kind.FIRST_CONTACT: _("An answer to your question within %s."),
        Kind.COMPLAINT_ANSWERED: _("An answer to a complaint within %s."),
        Kind.COMPLAINT_SETTLED: _("A complaint settled within %s."),
    }
    in_force = promises.clauses_in_force(sentences, at=at)
    return [words % time_of(in_force[kind]) for kind, words in sentences.items()]


@for_everyone
def booking(request: Request, slug: str) -> HttpResponseBase:
    """What is offered at what price, and the way to ask for it."""
    offered, consent = catalog.offerings(public=True), _consent(request.company)
    initial = {"offering": request.GET.get("service", "")}
    form = BookingForm(request.POST or None, offerings=offered, consent=consent, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:thanks", slug)
        try:
            request.session[SENT] = _received(request, form.cleaned_data, consent)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("public:thanks", slug)
    names = catalog.trade_names()
    context = {
        "form": form,
        "services": [
            Shown(one, catalog.price_words(one.unit, one.price_fen), names.get(one.trade, "")) for one in offered
        ],
        "promised": _promised(),
    }
    return render(request, "public/booking.html", context, status=422 if form.is_bound else 200)


def _received(request: Request, values: dict[str, Any], consent: str) -> int:
    """Writes household and enquiry; returns the enquiry's id.

    To a household known before nothing is added but the enquiry: whoever types a stranger's number changes nothing.
    """
    by, at = request.person.actor, clock.now()
    known = households.household_of_phone(values["phone"])
    count_in(request, request.company.id)
    with transaction.atomic():
        household_id = known or household_operations.register_household(
            name=values["name"], phone=values["phone"], source=Source.PUBLIC_PAGE, at=at, by=by
        )
        if known is None and values["district"] and len(values["address"]) > 1:
            household_operations.add_home(
                household_id=household_id, district=values["district"], address=values["address"], at=at, by=by
            )
        return sales.receive_enquiry(
            household_id=household_id,
            channel=Channel.PUBLIC_PAGE,
            text="\n".join(filter(None, (values["text"], _new_address(household_id, values)))),
            offering_id=int(values["offering"]) if values["offering"] else None,
            consent=consent,
            at=at,
            by=by,
        )


def _new_address(household_id: int, values: dict[str, Any]) -> str:
    """The address in words, unless it is the household's already."""
    if any(home.address == values["address"] for home in households.homes_of(household_id)):
        return ""
    return " ".join(filter(None, (values["district"], values["address"])))


@for_everyone
@require_GET
def thanks(request: Request, slug: str) -> HttpResponseBase:
    """By when somebody answers."""
    enquiry_id = request.session.get(SENT)
    promise = promises.promise_of(FIRST_CONTACT, f"enquiry:{enquiry_id}") if enquiry_id else None
    return render(request, "public/thanks.html", {"promise": promise})
