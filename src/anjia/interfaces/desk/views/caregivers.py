"""The list of caregivers: search, filters, a new one, the list as a file."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog_queries
from anjia.catalog.rules import Trade
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.workforce import EngageForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import KINDS, kind_of, table_file
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.refusals import put_on
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import operations, queries
from anjia.workforce.queries import CaregiverSummary
from anjia.workforce.rules import USUAL_LEVEL, Status

EDITORS = (Role.DISPATCHER,)
BATCH = 500
TONES = {Status.READY: "good", Status.APPLICANT: "warn", Status.LEFT: ""}


def _asked(request: Request) -> dict[str, str]:
    """What the list is narrowed to."""
    return {name: request.GET.get(name, "")[:40] for name in ("q", "trade", "status")}


def _narrowing(asked: dict[str, str]) -> dict[str, Any]:
    return {"query": asked["q"], "trade": asked["trade"], "status": asked["status"]}


@for_desk()
@require_GET
def caregivers(request: Request) -> HttpResponseBase:
    """Caregivers, the longest here first."""
    asked, after = _asked(request), request.GET.get("after", "")
    page = queries.caregivers_page(**_narrowing(asked), after_id=number_or(0, after))
    chosen = {name: value for name, value in asked.items() if value}
    context = {
        "rows": [_row(row) for row in page.caregivers],
        "count": queries.count_caregivers(**_narrowing(asked)),
        "asked": asked,
        "narrowed": bool(chosen),
        "chosen": urlencode(chosen),
        "further": f"?{urlencode({**chosen, 'after': page.next_after_id})}" if page.next_after_id else "",
        "first": f"?{urlencode(chosen)}" if after else "",
        "trades": catalog_queries.trade_names(),
        "statuses": queries.status_names(),
        "may_edit": request.person.may(*EDITORS),
    }
    return render(request, "desk/workforce/list.html", context)


def _row(row: CaregiverSummary) -> dict[str, Any]:
    return {
        "caregiver": row,
        "trades": trades_in_words(row),
        "status": queries.status_names()[row.status],
        "tone": TONES[Status(row.status)],
    }


def trades_in_words(row: CaregiverSummary) -> list[tuple[str, int]]:
    """What she can do, the best first: (name of the trade, level)."""
    names = catalog_queries.trade_names()
    return [(names[trade], level) for trade, level in sorted(row.trades, key=lambda pair: -pair[1])]


@for_desk(*EDITORS)
def new(request: Request) -> HttpResponseBase:
    """Takes a caregiver in."""
    form = EngageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:caregiver", _engage(request, form.cleaned_data))
        except Refusal as refusal:
            put_on(form, refusal)
    return render(request, "desk/workforce/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _engage(request: Request, values: dict[str, Any]) -> int:
    trades = {Trade(trade): USUAL_LEVEL for trade in values["trades"]}
    if values["ready"] and not trades:
        raise Refusal(_("Whoever is ready for work can do something. Please choose it."), field="trades")
    record = {
        key: values[key] for key in ("name", "phone", "district", "hourly_pay_fen", "native_place", "introduction")
    }
    return operations.engage_caregiver(
        **record,
        trades=trades,
        status=Status.READY if values["ready"] else Status.APPLICANT,
        branch_id=int(values["branch"]) if values["branch"] else None,
        at=clock.now(),
        by=request.person.actor,
    )


@for_desk()
@require_GET
def export(request: Request, kind: str) -> HttpResponseBase:
    """The narrowed list as a file; phones stay masked."""
    if kind not in KINDS:
        raise Http404
    head = [_("Number"), _("Name"), _("Phone"), _("Status"), _("Trades"), _("Lives in"), _("Here since")]
    return table_file(kind_of(kind), "caregivers", head, _lines(_narrowing(_asked(request))))


def _lines(narrowing: dict[str, Any]) -> Iterator[list[str | int]]:
    after_id: int | None = 0
    while after_id is not None:
        page = queries.caregivers_page(**narrowing, after_id=after_id, limit=BATCH)
        yield from (_line(row) for row in page.caregivers)
        after_id = page.next_after_id


def _line(row: CaregiverSummary) -> list[str | int]:
    trades = _(", ").join(f"{name} {level}" for name, level in trades_in_words(row))
    status = queries.status_names()[row.status]
    return [row.id, row.name, row.masked_phone, status, trades, row.district, row.joined_on.isoformat()]
