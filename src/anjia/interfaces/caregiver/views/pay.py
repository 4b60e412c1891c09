"""The caregiver's pay: what she has earned since the last slip, and every slip line by line."""

from datetime import timedelta

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.kernel.errors import Missing
from anjia.payroll import queries


@for_caregiver
@require_GET
def payslips(request: Request) -> HttpResponseBase:
    """What waits for the next slip, then the slips, newest first."""
    waiting = queries.waiting_earnings(request.person.id)
    context = {
        "waiting": waiting,
        "waiting_fen": sum(earning.amount_fen for earning in waiting),
        "slips": queries.payslips_of_caregiver(request.person.id),
        "tabs": bottom_bar("payslips"),
    }
    return render(request, "caregiver/pay/payslips.html", context)


@for_caregiver
@require_GET
def payslip(request: Request, payslip_id: int) -> HttpResponseBase:
    """One slip, line by line."""
    slip = queries.payslip(payslip_id)
    if slip.caregiver_id != request.person.id:
        raise Missing
    lines = queries.lines_of(payslip_id)
    context = {
        "slip": slip,
        "ends_on": slip.week_on + timedelta(days=6),
        "lines": lines,
        "minutes": sum(line.minutes for line in lines),
        "tax": queries.tax_on(payslip_id),
        "method": queries.method_names().get(slip.paid_by, ""),
        "back": reverse("caregiver:payslips"),
        "tabs": bottom_bar("payslips"),
    }
    return render(request, "caregiver/pay/payslip.html", context)
