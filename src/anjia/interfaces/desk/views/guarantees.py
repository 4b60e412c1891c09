"""A month of what was given; and from a visit's page: a delay, a free extra, a refund or help asked for by phone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.guarantees import operations, queries
from anjia.guarantees.queries import CaregiverGoodwill
from anjia.households import queries as households
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.desk.forms import guarantees as forms
from anjia.interfaces.desk.sheets import leave_for, sheet
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.workforce import queries as workforce

READERS = (Role.QUALITY_LEAD, Role.FINANCE)
SENDERS = (Role.DISPATCHER, Role.ADVISER, Role.QUALITY_LEAD)
ASKERS = (Role.ADVISER, Role.QUALITY_LEAD, Role.FINANCE)
LATEST = 30
Act = Callable[[dict[str, Any], datetime, Actor], object]


@for_desk(*READERS)
@require_GET
def figures(request: Request) -> HttpResponseBase:
    """What a month's delays, free extras and refunds came to; free extras by caregiver with what is left."""
    at = clock.now()
    month = day_asked(request.GET.get("month", ""), day_of(at)).replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    begin, end = midnight(month), midnight(following)
    given = queries.goodwill_of_month(month)
    latest = queries.latest_pre_compensations(limit=LATEST)
    names = households.names_of(one.household_id for one in latest)
    context = {
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": following if following <= day_of(at) else None,
        "delays": queries.given_for_delays(begin, end),
        "refunded_fen": queries.refunded_between(begin, end),
        "goodwill_fen": sum(one.worth_fen for one in given),
        "goodwill_minutes": sum(one.minutes for one in given),
        "most_fen": promises.clause_in_force(Kind.GOODWILL, at=at).most_fen,
        "rows": _rows(given, month),
        "latest": [{"one": one, "household": names.get(one.household_id, "")} for one in latest],
    }
    return render(request, "desk/guarantees/figures.html", context)


def _rows(given: list[CaregiverGoodwill], month: date) -> list[dict[str, object]]:
    names = workforce.names_of(one.caregiver_id for one in given)
    most = promises.clause_in_force(Kind.GOODWILL, at=midnight(month)).most_fen
    return [
        {"one": one, "name": names.get(one.caregiver_id, ""), "left_fen": max(0, most - one.worth_fen)} for one in given
    ]


def _by_sheet(
    request: Request, visit_id: int, form: Form, act: Act, *, title: str, said: str, note: str = ""
) -> HttpResponseBase:
    """A small form over the visit's page: done and back, or shown again with what is wrong."""
    visit, back = booking.visit(visit_id), reverse("desk:visit", args=[visit_id])
    if form.is_valid():
        try:
            act(form.cleaned_data, clock.now(), request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, said)
            return leave_for(request, back)
    context = {"form": form, "visit": visit, "act_url": request.path, "note": note}
    status = 422 if form.is_bound else 200
    return sheet(request, "desk/guarantees/_form.html", context, title=title, back=back, status=status)


@for_desk(*SENDERS)
def delay(request: Request, visit_id: int) -> HttpResponseBase:
    """Announces a delay before it happens."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.announce_delay(visit_id=visit_id, **values, at=at, by=by)

    form = forms.DelayForm(request.POST or None)
    note = _("The family is told at once, and gets what the clause gives for such a wait, unless it asked for it.")
    title, said = _("The visit begins late"), _("The family is told.")
    return _by_sheet(request, visit_id, form, act, title=title, said=said, note=note)


@for_desk(*SENDERS)
def goodwill(request: Request, visit_id: int) -> HttpResponseBase:
    """Writes down extra work free of charge."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.grant_goodwill(visit_id=visit_id, **values, at=at, by=by)

    form = forms.GoodwillForm(request.POST or None)
    note = _("At a price of zero, from the budget of the caregiver who is sent to this visit.")
    title, said = _("Something extra, free"), _("Written down. The family sees it.")
    return _by_sheet(request, visit_id, form, act, title=title, said=said, note=note)


@for_desk(*ASKERS)
def refund(request: Request, visit_id: int) -> HttpResponseBase:
    """Writes down a refund asked for by phone."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.ask_refund(visit_id=visit_id, **values, at=at, by=by)

    form = forms.AskForm(request.POST or None)
    said = _("Written down. It is promised when it is decided.")
    return _by_sheet(request, visit_id, form, act, title=_("A refund is asked for"), said=said)


@for_desk()
def emergency(request: Request, visit_id: int) -> HttpResponseBase:
    """Writes down a call for help that came by phone."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.call_for_help(visit_id=visit_id, **values, at=at, by=by)

    form = forms.CallForm(request.POST or None)
    title, said = _("Emergency by phone"), _("Everybody at the desk sees it.")
    return _by_sheet(request, visit_id, form, act, title=title, said=said)
