"""Enquiries: the board, a new one, and the page of one with everything that is done from it."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.desk.enquiry_cards import cards_of, page_of
from anjia.interfaces.desk.forms.home_surveys import WaiverForm
from anjia.interfaces.desk.forms.sales import (
    ContactForm,
    EnquiryForm,
    LossForm,
    ObjectionForm,
)
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import unseal
from anjia.sales import operations, queries
from anjia.sales.rules import BOARD, EnquiryState

COLUMN, PAGE = 30, 50
LINKS = "sealed_proposal_links"


@for_desk(Role.ADVISER)
@require_GET
def enquiries(request: Request) -> HttpResponseBase:
    """The board of what is going on; with a state, the list of that state."""
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    mine = request.person.id if request.GET.get("mine") else None
    narrowed = {"household_ids": households.ids_matching(query) if query else None, "adviser_id": mine}
    context = {
        "query_text": query,
        "mine": bool(mine),
        "mine_url": "?" + urlencode({"state": state, "q": query} | ({} if mine else {"mine": "1"})),
        "state": state,
        "tabs": _tabs(state, query),
    }
    if state in set(EnquiryState):
        context |= _list(request, state, narrowed)
        return render(request, "desk/sales/list.html", context)
    return render(request, "desk/sales/board.html", context | _board(narrowed))


def _tabs(state: str, query: str) -> list[Link]:
    url, tail = reverse("desk:enquiries"), "&" + urlencode({"q": query}) if query else ""
    names = {"": _("In progress"), EnquiryState.WON: _("Won"), EnquiryState.LOST: _("Lost")}
    links = [Link(label=name, url=f"{url}?state={key}{tail}", current=key == state) for key, name in names.items()]
    if state in BOARD:
        links.insert(1, Link(label=queries.state_names()[state], url=f"{url}?state={state}", current=True))
    return links


def _board(narrowed: dict[str, Any]) -> dict[str, Any]:
    at, counts, names = clock.now(), queries.count_states(), queries.state_names()
    found = {state: queries.enquiry_list(states=[state], limit=COLUMN, **narrowed) for state in BOARD}
    cards = {card.enquiry.id: card for card in cards_of([one for rows in found.values() for one in rows], at=at)}
    columns = [
        {
            "state": state.value,
            "name": names[state],
            "count": counts[state] if not any(narrowed.values()) else len(rows),
            "cards": _most_urgent_first([cards[one.id] for one in rows]),
            "more": counts[state] > COLUMN,
        }
        for state, rows in found.items()
    ]
    return {"columns": columns, "empty": not cards}


def _most_urgent_first(cards: list[Any]) -> list[Any]:
    return sorted(cards, key=lambda card: (card.clock is None, card.clock.due_at if card.clock else clock.now()))


def _list(request: Request, state: str, narrowed: dict[str, Any]) -> dict[str, Any]:
    before = request.GET.get("before", "")
    before_id = number(before)
    rows = queries.enquiry_list(states=[state], before_id=before_id, limit=PAGE, **narrowed)
    older = f"?state={state}&before={rows[-1].id}" if len(rows) == PAGE else ""
    return {"cards": cards_of(rows, at=clock.now()), "older": older, "state_name": queries.state_names()[state]}


@for_desk(Role.ADVISER)
def enquiry_new(request: Request) -> HttpResponseBase:
    """Writes down what somebody asks, on the phone or at the counter."""
    form = EnquiryForm(request.POST or None, initial={"phone": request.GET.get("phone", "")[:40]})
    if request.method == "POST" and form.is_valid():
        try:
            enquiry_id = _received(request, form.cleaned_data)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The enquiry is recorded. The clock of its first contact runs."))
            return redirect("desk:enquiry", enquiry_id)
    return render(request, "desk/sales/new.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def _received(request: Request, values: dict[str, Any]) -> int:
    by, at = request.person.actor, clock.now()
    household_id = households.household_of_phone(values["phone"]) or household_operations.register_household(
        name=values["name"], phone=values["phone"], source=values["channel"], at=at, by=by
    )
    if values["address"]:
        household_operations.add_home(
            household_id=household_id, district=values["district"], address=values["address"], at=at, by=by
        )
    return operations.receive_enquiry(
        household_id=household_id,
        channel=values["channel"],
        text=values["text"],
        offering_id=int(values["offering"]) if values["offering"] else None,
        at=at,
        by=by,
    )


@for_desk(Role.ADVISER)
@require_GET
def enquiry_known(request: Request) -> HttpResponseBase:
    """Whose phone is being typed, as a remark under the field; nothing while it is nobody's."""
    context: dict[str, Any] = {}
    try:
        household_id = households.household_of_phone(request.GET.get("phone", "")[:40])
    except Refusal:
        household_id = None
    if household_id:
        earlier = queries.enquiries_of_household(household_id, limit=5)
        context = {
            "household": households.household(household_id),
            "earlier": [one for one in earlier if one.state in BOARD],
            "homes": households.homes_of(household_id),
        }
    return render(request, "desk/sales/_known.html", context)


def page(request: Request, enquiry_id: int, *, status: int = 200, **more: Any) -> HttpResponseBase:
    """The page of one enquiry; `more` brings forms that were refused, or what was just revealed."""
    enquiry = queries.enquiry(enquiry_id)
    forms = {
        "contact_form": ContactForm(),
        "objection_form": ObjectionForm(),
        "loss_form": LossForm(),
        "waiver_form": WaiverForm(),
    }
    context = page_of(enquiry, at=clock.now()) | forms | more
    links = request.session.get(LINKS, {})
    sent = [str(offer["row"].id) for offer in context["proposals"] if offer["waits"]]
    context["link"] = next((unseal(links[key], context=LINKS) for key in sent if key in links), "")
    return render(request, "desk/sales/enquiry.html", context, status=status)


@for_desk(Role.ADVISER)
@require_GET
def enquiry(request: Request, enquiry_id: int) -> HttpResponseBase:
    """One enquiry: how far it has come, what was said, what comes next."""
    return page(request, enquiry_id)


@for_desk(Role.ADVISER)
@require_POST
def contact(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Logs a talk, or a call that nobody answered."""
    form, reached = ContactForm(request.POST), request.POST.get("reached") != "no"
    if form.is_valid():
        try:
            operations.record_contact(
                enquiry_id=enquiry_id, reached=reached, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Noted.") if reached else _("Noted. The promise of an answer still runs."))
            return redirect("desk:enquiry", enquiry_id)
    return page(request, enquiry_id, status=422, contact_form=form)


@for_desk(Role.ADVISER)
@require_POST
def lose(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Closes the enquiry for a reason of the loss list."""
    form = LossForm(request.POST)
    if form.is_valid():
        operations.lose_enquiry(enquiry_id=enquiry_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
        say(request, _("The enquiry is closed. Its reason counts in the overview of losses."))
        return redirect("desk:enquiry", enquiry_id)
    return page(request, enquiry_id, status=422, loss_form=form)


@for_desk(Role.ADVISER)
@require_POST
def win(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Closes the enquiry of a household that ordered without a proposal."""
    operations.win_enquiry(enquiry_id=enquiry_id, at=clock.now(), by=request.person.actor)
    return redirect("desk:enquiry", enquiry_id)


@for_desk(Role.ADVISER)
@require_POST
def take(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Makes whoever asks the adviser of the enquiry."""
    operations.take_enquiry(enquiry_id=enquiry_id, staff_id=request.person.id, at=clock.now(), by=request.person.actor)
    return redirect("desk:enquiry", enquiry_id)


@for_desk(Role.ADVISER)
@require_POST
def phone(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Shows the household's whole phone for a call; that it was shown becomes part of the story."""
    enquiry = queries.enquiry(enquiry_id)
    shown = household_operations.reveal_phone(
        household_id=enquiry.household_id,
        purpose=_("to call about enquiry %(id)d") % {"id": enquiry.id},
        at=clock.now(),
        by=request.person.actor,
    )
    return page(request, enquiry_id, phone=shown.removeprefix("+86"))


def require_open(enquiry_id: int) -> queries.EnquirySummary:
    """The enquiry if something can still be done about it. Raises Missing for a closed one."""
    found = queries.enquiry(enquiry_id)
    if found.state not in BOARD:
        raise Missing
    return found
