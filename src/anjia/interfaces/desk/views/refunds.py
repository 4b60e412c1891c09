"""Refund requests: the list, one request, and the decisions about it."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.billing import queries as billing
from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.guarantees import operations, queries
from anjia.guarantees.queries import RefundSummary
from anjia.guarantees.rules import RefundState
from anjia.households import queries as households
from anjia.interfaces.desk.acting import Act, carry_out
from anjia.interfaces.desk.clocks import clocks_of
from anjia.interfaces.desk.forms import guarantees as forms
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.guarantees import refund_line
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.story import entries_of
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.money import yuan
from anjia.kernel.queries import story_of
from anjia.promises import queries as promises

READERS = (Role.QUALITY_LEAD, Role.ADVISER, Role.FINANCE)
JUDGES = (Role.QUALITY_LEAD, Role.ADVISER)
SECONDS = (Role.QUALITY_LEAD, Role.FINANCE)
PAYERS = (Role.FINANCE,)
STORY = 20


@for_desk(*READERS)
@require_GET
def refunds(request: Request) -> HttpResponseBase:
    """Requests by how they stand, newest first."""
    asked = request.GET.get("state", "")
    state = asked if asked in set(RefundState) else ""
    found = queries.refunds(state=state)
    names = households.names_of(one.household_id for one in found)
    visits = booking.visits(one.visit_id for one in found)
    context = {
        "rows": [
            {"line": refund_line(one), "household": names.get(one.household_id, ""), "visit": visits.get(one.visit_id)}
            for one in found
        ],
        "tabs": _tabs(state),
    }
    return render(request, "desk/guarantees/refunds.html", context)


def _tabs(chosen: str) -> list[Link]:
    names = {"": _("All"), **queries.refund_state_names()}
    counted = (RefundState.TO_JUDGE, RefundState.TO_APPROVE, RefundState.TO_PAY)
    return [
        Link(
            label=name,
            url=f"?state={state}" if state else "?",
            current=state == chosen,
            count=queries.count_refunds(state) if state in counted else 0,
        )
        for state, name in names.items()
    ]


@for_desk(*READERS)
@require_GET
def page(request: Request, refund_request_id: int) -> HttpResponseBase:
    """One request with its arithmetic and what can be done now."""
    return _shown(request, queries.refund_request(refund_request_id), {})


def _shown(request: Request, one: RefundSummary, given: dict[str, Form]) -> HttpResponse:
    at = clock.now()
    subject = f"refund_request:{one.id}"
    person = request.person
    blank = {
        "justified": forms.JustifiedForm(auto_id="justified-%s"),
        "unjustified": forms.ReasonForm(auto_id="unjustified-%s"),
        "second": forms.SecondForm(auto_id="second-%s"),
        "pay": forms.PayForm(auto_id="pay-%s"),
    }
    out = min(one.amount_fen, billing.returnable_fen(one.household_id)) if one.state == RefundState.TO_PAY else 0
    context = {
        "line": refund_line(one),
        "one": one,
        "household": households.household(one.household_id),
        "visit": booking.visit(one.visit_id),
        "most_fen": one.price_fen - _before(one),
        "out_fen": out,
        "kept_fen": one.amount_fen - out,
        "clocks": clocks_of(promises.promises_of([subject])[subject], at=at),
        "entries": entries_of(story_of(subject, limit=STORY), here=request.path),
        "may_judge": one.state == RefundState.TO_JUDGE and person.may(*JUDGES),
        "may_second": one.state == RefundState.TO_APPROVE and person.may(*SECONDS),
        "found_by_me": one.found is not None and one.found.staff_id == person.id,
        "may_pay": one.state == RefundState.TO_PAY and person.may(*PAYERS),
        "forms": blank | given,
        "opened": next(iter(given), ""),
    }
    return render(request, "desk/guarantees/refund.html", context, status=422 if given else 200)


def _before(one: RefundSummary) -> int:
    """What was granted for the visit before this request."""
    others = [other for other in queries.refunds_of_visit(one.visit_id) if other.id < one.id]
    return sum(other.amount_fen for other in others)


def _act(request: Request, request_id: int, name: str, kind: type[Form], act: Act, said: str) -> HttpResponseBase:
    """Runs one act about a refund from its form, which stands on the refund's page."""
    one, form = queries.refund_request(request_id), kind(request.POST, auto_id=f"{name}-%s")
    back = redirect("desk:refund_request", request_id)
    return carry_out(request, form, act, said, back=back, shown=lambda: _shown(request, one, {name: form}))


@for_desk(*JUDGES)
def justified(request: Request, refund_request_id: int) -> HttpResponseBase:
    """Finds it justified for an amount."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.find_justified(
            request_id=refund_request_id, amount_fen=values["amount"], text=values["text"], at=at, by=by
        )

    said = _("Found justified. The household is told.")
    return _act(request, refund_request_id, "justified", forms.JustifiedForm, act, said)


@for_desk(*JUDGES)
def unjustified(request: Request, refund_request_id: int) -> HttpResponseBase:
    """Finds it not justified, with a reason."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.find_unjustified(request_id=refund_request_id, text=values["text"], at=at, by=by)

    said = _("Answered. The household reads the reason.")
    return _act(request, refund_request_id, "unjustified", forms.ReasonForm, act, said)


@for_desk(*SECONDS)
def second(request: Request, refund_request_id: int) -> HttpResponseBase:
    """The second person's word."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        approved = values["approved"] == "yes"
        operations.second_refund(request_id=refund_request_id, approved=approved, text=values["text"], at=at, by=by)

    return _act(request, refund_request_id, "second", forms.SecondForm, act, _("Your word is written down."))


@for_desk(*PAYERS)
def pay(request: Request, refund_request_id: int) -> HttpResponseBase:
    """Pays it."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        journeys.pay_granted_refund(refund_request_id=refund_request_id, method=values["method"], at=at, by=by)

    amount = yuan(queries.refund_request(refund_request_id).amount_fen)
    said = _("The refund of %(amount)s is recorded as paid.") % {"amount": amount}
    return _act(request, refund_request_id, "pay", forms.PayForm, act, said)
