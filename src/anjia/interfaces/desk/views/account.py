"""One household's account: its lines, money received, money returned."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.billing import operations, queries
from anjia.company.rules import Role
from anjia.households import queries as household_queries
from anjia.interfaces.desk.forms.money import PaymentForm, RefundForm
from anjia.interfaces.desk.sheets import leave_for, sheet
from anjia.interfaces.desk.views.accounts import READERS
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import KINDS, kind_of, table_file
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.statement import statement_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.kernel.money import yuan

MOST_LINES = 5000


@for_desk(*READERS)
@require_GET
def page(request: Request, household_id: int) -> HttpResponseBase:
    """The account, line by line, with what was owed after each."""
    household, balance = household_queries.household(household_id), queries.balance_of(household_id)
    context = {
        "household": household,
        "balance_fen": balance,
        "credit_fen": -balance,
        "returnable_fen": queries.returnable_fen(household_id),
        "lines": statement_of(household_id),
        "may_refund": request.person.may(Role.FINANCE),
    }
    return render(request, "desk/money/account.html", context)


@for_desk(*READERS)
@require_GET
def export(request: Request, household_id: int, kind: str) -> HttpResponseBase:
    """The account as a file, oldest line first; amounts in yuan."""
    if kind not in KINDS:
        raise Http404
    household_queries.household(household_id)
    head = [_("Day"), _("What"), _("Explanation"), _("In or out, yuan"), _("Owed after it, yuan")]
    lines = reversed(statement_of(household_id, limit=MOST_LINES))
    rows: Iterator[list[str | float]] = (
        [
            formats.day_in_shanghai(line.at).isoformat(),
            line.title,
            line.explained,
            line.change_fen / 100,
            line.balance_fen / 100,
        ]
        for line in lines
    )
    return table_file(kind_of(kind), f"account-{household_id}", head, rows)


@for_desk(*READERS)
def payment(request: Request, household_id: int) -> HttpResponseBase:
    """Records money received, after a second look."""
    owed = queries.balance_of(household_id)
    form = PaymentForm(request.POST or None, initial={"amount": owed} if owed > 0 else {})
    return _carry(request, household_id, form, _receive, title=_("Record a payment"), sign=-1)


@for_desk(Role.FINANCE)
def refund(request: Request, household_id: int) -> HttpResponseBase:
    """Records money returned, after a second look."""
    return _carry(request, household_id, RefundForm(request.POST or None), _return, title=_("Return money"), sign=1)


def _receive(household_id: int, values: dict[str, Any], common: dict[str, Any]) -> str:
    operations.record_payment(
        household_id=household_id,
        amount_fen=values["amount"],
        method=values["method"],
        reference=values["reference"],
        client_id=values["client_id"],
        **common,
    )
    return _("%(amount)s is recorded.") % {"amount": yuan(values["amount"])}


def _return(household_id: int, values: dict[str, Any], common: dict[str, Any]) -> str:
    operations.refund(
        household_id=household_id,
        amount_fen=values["amount"],
        method=values["method"],
        reason=values["reason"],
        client_id=values["client_id"],
        **common,
    )
    return _("The return of %(amount)s is recorded.") % {"amount": yuan(values["amount"])}


def _carry(
    request: Request,
    household_id: int,
    form: PaymentForm,
    act: Callable[[int, dict[str, Any], dict[str, Any]], str],
    *,
    title: str,
    sign: int,
) -> HttpResponse:
    """Shows the form, then what it would do, and does it when the person says yes."""
    household, back = household_queries.household(household_id), reverse("desk:account", args=[household_id])
    context: dict[str, Any] = {"household": household, "form": form, "act_url": request.path}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return sheet(request, "desk/money/form.html", context, title=title, back=back, status=status)
    if not request.POST.get("sure"):
        names = queries.method_names()
        after = queries.balance_of(household_id) + sign * form.cleaned_data["amount"]
        context |= {"method": names[form.cleaned_data["method"]], "after_fen": after, "credit_fen": -after}
        return sheet(request, "desk/money/sure.html", context, title=title, back=back)
    try:
        said = act(household_id, form.cleaned_data, {"at": clock.now(), "by": request.person.actor})
    except Refusal as refusal:
        put_on(form, refusal)
        return sheet(request, "desk/money/form.html", context, title=title, back=back, status=422)
    say(request, said)
    return leave_for(request, back)
