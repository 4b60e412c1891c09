"""The catalog at the desk: services by trade, a new one."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from anjia.catalog import operations, queries
from anjia.catalog.queries import OfferingSummary
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.catalog import NewOfferingForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.kernel import clock
from anjia.kernel.errors import Refusal

EDITORS = (Role.ADVISER,)


@for_desk()
@require_GET
def offerings(request: Request) -> HttpResponseBase:
    """Services by trade; with `retired`, those no longer offered."""
    query, retired = request.GET.get("q", "")[:40], bool(request.GET.get("retired"))
    found = queries.offerings(query=query, retired=retired, at=clock.now())
    context = {
        "groups": _groups(found),
        "query": query,
        "retired": retired,
        "questions": queries.count_price_questions(),
        "may_edit": request.person.may(*EDITORS),
    }
    return render(request, "desk/catalog/list.html", context)


def _groups(found: list[OfferingSummary]) -> list[dict[str, Any]]:
    """The services of each trade that has any, in the order of the trades."""
    steps = queries.step_counts(row.id for row in found)
    by_trade = {
        trade: [_row(row, steps[row.id]) for row in found if row.trade == trade] for trade in queries.trade_names()
    }
    return [{"title": queries.trade_names()[trade], "rows": rows} for trade, rows in by_trade.items() if rows]


def _row(row: OfferingSummary, steps: int) -> dict[str, Any]:
    return {"offering": row, "steps": steps, "price": queries.price_words(row.unit, row.price_fen)}


@for_desk(*EDITORS)
def new(request: Request) -> HttpResponseBase:
    """Puts a service into the catalog."""
    form = NewOfferingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offering_id = operations.list_offering(**form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("desk:offering", offering_id)
    return render(request, "desk/catalog/new.html", {"form": form}, status=422 if form.is_bound else 200)
