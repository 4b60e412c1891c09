"""Bringing lists along: send a file, look at what it would change, put it into force."""

import time
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.onboarding import ACCEPTED, FileForm
from anjia.interfaces.desk.import_cards import SHOWN, columns_of, lines_of, tabs_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number, number_or
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.onboarding import operations, queries
from anjia.onboarding.rules import Kind

EDITORS = (Role.ADVISER, Role.DISPATCHER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
SECONDS_AT_ONCE = 3.0  # a long list is written in several requests, so that none runs into a time limit


@for_desk(*EDITORS)
def imports(request: Request) -> HttpResponseBase:
    """The places to drop a list, and the lists sent before."""
    if request.method != "POST":
        return _imports_page(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _imports_page(request, refused=wrong)
    sent = form.cleaned_data["file"]
    try:
        batch_id = operations.preview_import(
            kind=form.cleaned_data["kind"],
            file_name=sent.name,
            content=sent.read(),
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        return _imports_page(request, refused=refusal.sentence, file_name=sent.name)
    return redirect("desk:import", batch_id)


def _imports_page(request: Request, refused: str = "", file_name: str = "") -> HttpResponseBase:
    before = request.GET.get("before", "")
    found = queries.batches(before_id=number(before), limit=PAGE + 1)
    context = {
        "places": _places(),
        "accepted": ACCEPTED,
        "refused": refused,
        "file_name": file_name,
        "batches": [{"batch": row, "kind": queries.kind_names()[row.kind]} for row in found[:PAGE]],
        "older": f"?before={found[PAGE - 1].id}" if len(found) > PAGE else "",
        "first": "?" if before else "",
        "questions": catalog.count_price_questions(),
    }
    return render(request, "desk/onboarding/list.html", context, status=422 if refused else 200)


def _places() -> list[dict[str, str]]:
    """Where a file can be dropped, with the columns it should have."""
    names = queries.kind_names()
    columns = {
        Kind.HOUSEHOLDS: (_("Name and phone; as you have them: address, size, notes, taboos, source."), "family"),
        Kind.CAREGIVERS: (
            _("Name, phone, hourly pay, skills; as you have them: district, native place, joined."),
            "users",
        ),
        Kind.PRICES: (_("Service and price; as you have them: code, category, unit, duration, scope."), "receipt"),
    }
    return [
        {"kind": kind.value, "name": names[kind], "text": text, "icon": icon} for kind, (text, icon) in columns.items()
    ]


@for_desk(*EDITORS)
@require_GET
def batch(request: Request, batch_id: int) -> HttpResponseBase:
    """A file row by row: what it would change, or what became of it."""
    summary = queries.batch(batch_id)
    show, after = request.GET.get("show", ""), request.GET.get("after", "")
    page = queries.rows_page(batch_id, show=show if show in SHOWN else "", after=number_or(-1, after), limit=PAGE)
    columns = columns_of(summary)
    chosen = {"show": show} if show in SHOWN and show else {}
    context = {
        "batch": summary,
        "kind": queries.kind_names()[summary.kind],
        "prices": summary.kind == Kind.PRICES,
        "columns": [name for _place, name in columns],
        "lines": lines_of(page.rows, summary, columns),
        "tabs": tabs_of(summary, show, reverse("desk:import", args=[batch_id])),
        "older": f"?{urlencode({**chosen, 'after': page.next_after})}" if page.next_after is not None else "",
        "first": f"?{urlencode(chosen)}" if after else "",
        "begun": summary.state == "previewed" and summary.written > 0,
    }
    return render(request, "desk/onboarding/batch.html", context)


@for_desk(*EDITORS)
@require_POST
def confirm(request: Request, batch_id: int) -> HttpResponseBase:
    """Writes rows for some seconds; what is left goes on with the next request, by itself or by the button."""
    until = time.monotonic() + SECONDS_AT_ONCE
    more = True
    while more and time.monotonic() < until:
        more = operations.write_some(batch_id=batch_id, at=clock.now(), by=request.person.actor)
    summary = queries.batch(batch_id)
    if more and request.headers.get("HX-Request"):
        return render(request, "desk/onboarding/_progress.html", {"batch": summary})
    if not more:
        say(request, _written_words(summary))
    address = reverse("desk:import", args=[batch_id])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _written_words(summary: queries.BatchSummary) -> str:
    words = ngettext("%(count)d row is written.", "%(count)d rows are written.", summary.written)
    return words % {"count": summary.written}


@for_desk(*EDITORS)
@require_POST
def discard(request: Request, batch_id: int) -> HttpResponseBase:
    """Leaves a file that was only read."""
    operations.discard_import(batch_id=batch_id, at=clock.now(), by=request.person.actor)
    say(request, _("The file is discarded. Nothing of it was written."), tone="")
    return redirect("desk:imports")


@for_desk(*EDITORS)
@require_GET
def bad_rows(request: Request, batch_id: int) -> HttpResponseBase:
    """The rows that were not taken, with the reasons, as a workbook to be mended and sent again."""
    response = HttpResponse(queries.bad_rows_workbook(batch_id), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="to-mend-{batch_id}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
