"""Caregivers' pay: the slips of a week, one slip line by line, paid or not yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.forms.money import PayForm, WithholdingForm
from anjia.interfaces.desk.sheets import leave_for, sheet
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import KINDS, kind_of, table_file
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.payroll import operations, queries
from anjia.workforce import queries as workforce_queries


def _asked_week(request: Request) -> date:
    """The Monday of the week asked for; without one, of last week: the latest whose slips can be issued."""
    try:
        return clock.monday_of(date.fromisoformat(request.GET.get("week", "")))
    except ValueError:
        return clock.monday_of(clock.day_of(clock.now())) - timedelta(days=7)


@for_desk(Role.FINANCE)
@require_GET
def payslips(request: Request) -> HttpResponseBase:
    """Everybody's slip of a week."""
    week_on = _asked_week(request)
    slips = queries.payslips_of_week(week_on)
    names = workforce_queries.names_of(slip.caregiver_id for slip in slips)
    waiting = queries.waiting_for(week_on)
    context = {
        "week_on": week_on,
        "ends_on": week_on + timedelta(days=6),
        "weeks": _weeks(week_on),
        "rows": [{"slip": slip, "name": names[slip.caregiver_id]} for slip in slips],
        "total_fen": sum(slip.total_fen for slip in slips),
        "unpaid_fen": sum(slip.total_fen for slip in slips if slip.paid_at is None),
        "unpaid": sum(1 for slip in slips if slip.paid_at is None),
        "waiting": waiting,
        "over": week_on + timedelta(days=6) < clock.day_of(clock.now()),
        "way": queries.way_names()[queries.withholding_now()],
        "way_form": WithholdingForm(initial={"way": queries.withholding_now()}),
    }
    return render(request, "desk/money/payslips.html", context)


def _weeks(shown: date) -> list[date]:
    """The weeks to choose from, newest first: those with slips, this one and the last, and the one shown."""
    this_week = clock.monday_of(clock.day_of(clock.now()))
    known = {*queries.weeks_with_payslips(), this_week, this_week - timedelta(days=7), shown}
    return sorted(known, reverse=True)


@for_desk(Role.FINANCE)
@require_POST
def issue(request: Request) -> HttpResponseBase:
    """Puts everybody's week together."""
    try:
        week_on = clock.monday_of(date.fromisoformat(request.POST.get("week", "")))
    except ValueError as wrong:
        raise Http404 from wrong
    count = operations.issue_payslips(week_on=week_on, at=clock.now(), by=request.person.actor)
    words = ngettext("%(count)d pay slip was issued.", "%(count)d pay slips were issued.", count)
    say(request, words % {"count": count})
    return redirect(f"{reverse('desk:payslips')}?week={week_on.isoformat()}")


@for_desk(Role.FINANCE)
@require_POST
def withholding(request: Request) -> HttpResponseBase:
    """Decides how tax is withheld from slips issued from now on."""
    operations.choose_withholding(way=request.POST.get("way", ""), at=clock.now(), by=request.person.actor)
    say(request, _("Saved. It holds for slips issued from now on."))
    return redirect("desk:payslips")


@for_desk(Role.FINANCE)
@require_GET
def export(request: Request, kind: str) -> HttpResponseBase:
    """The week's slips line by line as a file; amounts in yuan."""
    if kind not in KINDS:
        raise Http404
    week_on = _asked_week(request)
    head = [_("Caregiver"), _("Day"), _("Service"), _("Minutes"), _("Yuan per hour"), _("Amount, yuan"), _("Paid")]
    return table_file(kind_of(kind), f"payslips-{week_on.isoformat()}", head, _lines(week_on))


def _lines(week_on: date) -> Iterator[list[Any]]:
    slips = queries.payslips_of_week(week_on)
    names = workforce_queries.names_of(slip.caregiver_id for slip in slips)
    earned = queries.lines_of_many(slip.id for slip in slips)
    for slip in slips:
        paid = _("yes") if slip.paid_at else _("no")
        for line in earned[slip.id]:
            day = line.worked_on.isoformat()
            amounts = [line.minutes, line.hourly_fen / 100, line.amount_fen / 100]
            yield [names[slip.caregiver_id], day, line.title, *amounts, paid]


@for_desk(Role.FINANCE)
@require_GET
def page(request: Request, payslip_id: int) -> HttpResponseBase:
    """One slip, line by line."""
    slip = queries.payslip(payslip_id)
    lines = queries.lines_of(payslip_id)
    context = {
        "slip": slip,
        "ends_on": slip.week_on + timedelta(days=6),
        "caregiver": workforce_queries.caregiver(slip.caregiver_id),
        "method": queries.method_names().get(slip.paid_by, ""),
        "lines": lines,
        "minutes": sum(line.minutes for line in lines),
        "tax": queries.tax_on(payslip_id),
    }
    return render(request, "desk/money/payslip.html", context)


@for_desk(Role.FINANCE)
def pay(request: Request, payslip_id: int) -> HttpResponseBase:
    """Records that the slip was paid in full."""
    slip, back = queries.payslip(payslip_id), reverse("desk:payslip", args=[payslip_id])
    form = PayForm(request.POST or None)
    if form.is_valid():
        method = form.cleaned_data["method"]
        first = operations.pay_payslip(payslip_id=payslip_id, method=method, at=clock.now(), by=request.person.actor)
        say(request, _("Recorded as paid.") if first else _("This slip was paid before."), tone="good" if first else "")
        return leave_for(request, back)
    name = workforce_queries.names_of([slip.caregiver_id])[slip.caregiver_id]
    context = {"form": form, "slip": slip, "name": name, "act_url": request.path}
    status = 422 if form.is_bound else 200
    return sheet(request, "desk/money/pay.html", context, title=_("Pay out"), back=back, status=status)
