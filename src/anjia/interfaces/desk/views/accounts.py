"""Households' accounts: who owes, what came in, the list as a file."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.billing import queries
from anjia.company.rules import Role
from anjia.households import queries as household_queries
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import KINDS, kind_of, table_file
from anjia.interfaces.shared.numbers import number, number_or
from anjia.interfaces.shared.parts import Link
from anjia.kernel import clock

READERS = (Role.FINANCE, Role.ADVISER)
PAGE = 50


def faces(chosen: str) -> list[Link]:
    """The two faces of households' money."""
    names = {"accounts": _("Owing"), "payments": _("Money in and out")}
    return [Link(label=label, url=reverse(f"desk:{name}"), current=name == chosen) for name, label in names.items()]


def _month(at: datetime) -> tuple[datetime, datetime]:
    """The Shanghai month of the instant, from its first midnight to now."""
    return clock.midnight(clock.day_of(at).replace(day=1)), at + timedelta(seconds=1)


@for_desk(*READERS)
@require_GET
def accounts(request: Request) -> HttpResponseBase:
    """Households that owe, most first; with a search, whoever matches."""
    query = request.GET.get("q", "")[:40]
    owed = queries.owing()
    rows = _found(query) if query else owed
    page = number_or(0, request.GET.get("page"))
    shown = rows[page * PAGE : (page + 1) * PAGE]
    people = household_queries.households(household_id for household_id, _fen in shown)
    context = {
        "rows": [{"household": people[household_id], "fen": fen} for household_id, fen in shown],
        "query": query,
        "owed_fen": sum(fen for _id, fen in owed),
        "owing": len(owed),
        "totals": queries.totals_between(*_month(clock.now())),
        "faces": faces("accounts"),
        "older": f"?q={query}&page={page + 1}" if len(rows) > (page + 1) * PAGE else "",
        "newer": f"?q={query}&page={page - 1}" if page else "",
    }
    return render(request, "desk/money/accounts.html", context)


def _found(query: str) -> list[tuple[int, int]]:
    balances = queries.balances_of(household_queries.ids_matching(query))
    return sorted(balances.items(), key=lambda pair: (-pair[1], -pair[0]))


@for_desk(*READERS)
@require_GET
def payments(request: Request) -> HttpResponseBase:
    """Money received and returned, newest first."""
    before = request.GET.get("before", "")
    rows = queries.payments(before_id=number(before), limit=PAGE + 1)
    shown, names = rows[:PAGE], queries.method_names()
    people = household_queries.names_of(row.household_id for row in shown)
    context = {
        "rows": [{"payment": row, "name": people[row.household_id], "method": names[row.method]} for row in shown],
        "older": f"?before={shown[-1].id}" if len(rows) > PAGE else "",
        "newer": "?" if before else "",
        "faces": faces("payments"),
    }
    return render(request, "desk/money/payments.html", context)


@for_desk(*READERS)
@require_GET
def export(request: Request, kind: str) -> HttpResponseBase:
    """Everybody who owes, as a file; amounts in yuan."""
    if kind not in KINDS:
        raise Http404
    head = [_("Number"), _("Name"), _("Phone"), _("Owed, yuan")]
    return table_file(kind_of(kind), "owing", head, _lines(queries.owing(limit=100_000)))


def _lines(owed: list[tuple[int, int]]) -> Iterator[list[Any]]:
    for start in range(0, len(owed), 500):
        batch = owed[start : start + 500]
        people = household_queries.households(household_id for household_id, _fen in batch)
        for household_id, fen in batch:
            row = people[household_id]
            yield [row.id, row.name, row.masked_phone, fen / 100]
