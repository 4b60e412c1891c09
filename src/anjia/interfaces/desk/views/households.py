"""The list of households: search, filters, a new one, the list as a file."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company.rules import Role
from anjia.households import operations, queries
from anjia.households.queries import HomeSummary, HouseholdSummary
from anjia.interfaces.desk.forms.households import NewHouseholdForm
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import KINDS, kind_of, table_file
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal

EDITORS = (Role.ADVISER, Role.DISPATCHER)
FILTERS = ("q", "district", "tag")
BATCH = 500


def _asked(request: Request) -> dict[str, str]:
    """What the list is narrowed to."""
    return {name: request.GET.get(name, "")[:40] for name in FILTERS}


def _narrowing(asked: dict[str, str]) -> dict[str, Any]:
    return {"query": asked["q"], "district": asked["district"], "tag": asked["tag"]}


@for_desk()
@require_GET
def households(request: Request) -> HttpResponseBase:
    """Households, newest first."""
    asked, before = _asked(request), request.GET.get("before", "")
    page = queries.households_page(**_narrowing(asked), before_id=number(before))
    homes = queries.homes_of_many([row.id for row in page.households])
    chosen = {name: value for name, value in asked.items() if value}
    context = {
        "rows": [{"household": row, "districts": _districts(homes[row.id])} for row in page.households],
        "count": queries.count_households(**_narrowing(asked)),
        "asked": asked,
        "narrowed": bool(chosen),
        "chosen": urlencode(chosen),
        "older": f"?{urlencode({**chosen, 'before': page.next_before_id})}" if page.next_before_id else "",
        "first": f"?{urlencode(chosen)}" if before else "",
        "districts": queries.districts_in_use(),
        "tags": queries.tags_in_use(),
        "may_edit": request.person.may(*EDITORS),
    }
    return render(request, "desk/households/list.html", context)


def _districts(homes: list[HomeSummary]) -> str:
    return _(", ").join(dict.fromkeys(home.district for home in homes))


@for_desk(*EDITORS)
def new(request: Request) -> HttpResponseBase:
    """Makes a household known; a phone known before leads to its household."""
    form = NewHouseholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:household", _register(request, form.cleaned_data))
        except Refusal as refusal:
            put_on(form, refusal)
    return render(request, "desk/households/new.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def _register(request: Request, values: dict[str, Any]) -> int:
    common: dict[str, Any] = {"at": clock.now(), "by": request.person.actor}
    known = queries.household_of_phone(values["phone"])
    household_id = operations.register_household(
        name=values["name"],
        phone=values["phone"],
        source=values["source"],
        branch_id=int(values["branch"]) if values["branch"] else None,
        **common,
    )
    if known is not None:
        say(request, _("This phone was known: here is its household."), tone="")
    if values["address"]:
        home = {key: values[key] for key in ("district", "address", "label", "square_metres")}
        operations.add_home(household_id=household_id, **home, **common)
    return household_id


@for_desk()
@require_GET
def export(request: Request, kind: str) -> HttpResponseBase:
    """The narrowed list as a file; phones stay masked."""
    if kind not in KINDS:
        raise Http404
    head = [_("Number"), _("Name"), _("Phone"), _("District"), _("Tags"), _("How it reached us"), _("Known since")]
    return table_file(kind_of(kind), "households", head, _lines(_narrowing(_asked(request))))


def _lines(narrowing: dict[str, Any]) -> Iterator[list[str | int]]:
    sources = queries.source_names()
    before_id: int | None = None
    while True:
        page = queries.households_page(**narrowing, before_id=before_id, limit=BATCH)
        homes = queries.homes_of_many([row.id for row in page.households])
        for row in page.households:
            yield _line(row, _districts(homes[row.id]), sources)
        before_id = page.next_before_id
        if before_id is None:
            return


def _line(row: HouseholdSummary, districts: str, sources: dict[str, str]) -> list[str | int]:
    tags = _(", ").join(row.tags)
    since = formats.day_in_shanghai(row.registered_at).isoformat()
    return [row.id, row.name, row.masked_phone, districts, tags, sources.get(row.source, row.source), since]
