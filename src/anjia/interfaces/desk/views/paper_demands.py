"""Which papers are asked for, by law and by the company."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anjia.catalog import queries as catalog_queries
from anjia.interfaces.desk.forms.papers import DemandForm
from anjia.interfaces.desk.views.caregivers import EDITORS
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import operations, queries


@for_desk(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def demands(request: Request) -> HttpResponseBase:
    """Which papers are asked for, by law and by the company, and since when."""
    form = DemandForm(request.POST or None, auto_id="demand_%s")
    if request.method == "POST" and form.is_valid():
        try:
            operations.demand_paper(**form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Saved. New visits follow it at once."))
            return redirect("desk:papers")
    context = {"form": form, "rows": _demanded()}
    return render(request, "desk/workforce/papers.html", context, status=422 if form.is_bound else 200)


def _demanded() -> list[dict[str, Any]]:
    papers, trades = queries.paper_names(), catalog_queries.trade_names()
    own = [
        {"paper": papers[kind], "trade": trades.get(trade, "") or _("any work"), "from_on": day, "article": ""}
        for (kind, trade), day in sorted(queries.demands().items())
    ]
    return own + [
        {"paper": papers[kind], "trade": _(", ").join(trades[trade] for trade in for_trades), "article": article}
        for (kind, article), for_trades in queries.papers_by_law(clock.day_of(clock.now())).items()
    ]
