"""A caregiver's papers and how far she goes; which papers the company asks for."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anjia.catalog import queries as catalog_queries
from anjia.interfaces.desk.forms.papers import AreaForm, CredentialForm, DemandForm, WithdrawForm
from anjia.interfaces.desk.views.caregiver import edited
from anjia.interfaces.desk.views.caregivers import EDITORS
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import operations, queries


@for_desk(*EDITORS)
@require_POST
def record(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Puts a paper on record."""
    form = CredentialForm(request.POST, auto_id="paper_%s")
    said = _("The paper is on record.")
    return edited(request, caregiver_id, "paper_form", form, lambda v, c: operations.record_credential(**v, **c), said)


def _hers(caregiver_id: int, credential_id: int) -> None:
    if credential_id not in {one.id for one in queries.credentials_of(caregiver_id)}:
        raise Missing


@for_desk(*EDITORS)
@require_POST
def verify(request: Request, caregiver_id: int, credential_id: int) -> HttpResponseBase:
    """The original was seen."""
    _hers(caregiver_id, credential_id)
    operations.verify_credential(credential_id=credential_id, at=clock.now(), by=request.person.actor)
    say(request, _("The paper counts from now on."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def withdraw(request: Request, caregiver_id: int, credential_id: int) -> HttpResponseBase:
    """A paper no longer counts."""
    _hers(caregiver_id, credential_id)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    operations.withdraw_credential(credential_id=credential_id, reason=reason, at=clock.now(), by=request.person.actor)
    say(request, _("The paper no longer counts. Visits that she has already stay hers: please look at them."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def set_area(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Sets how far she goes."""
    form = AreaForm(request.POST, auto_id="area_%s")
    return edited(
        request, caregiver_id, "area_form", form, lambda v, c: operations.set_service_area(**v, **c), _("Saved.")
    )


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
