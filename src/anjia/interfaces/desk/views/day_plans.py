"""Plans of a day: what was computed, a new one; and the repair of today."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.company.rules import Role
from anjia.dayplans import operations, queries, tasks
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.desk.forms.dayplans import PlanForm
from anjia.interfaces.desk.plan_cards import aside_rows, orphan_rows
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.workforce import queries as workforce
from anjia.workforce.queries import LeaveRequestSummary


def plan_faces(current: str, *, repaired: date | None = None) -> list[Link]:
    """The faces of planning: days, the repair of today or of the day that is being `repaired`, weights."""
    repair_label, repair_url = _repair_of(repaired)
    named = [
        ("day-plans", _("Day plans"), "board", reverse("desk:day-plans")),
        ("repair", repair_label, "refresh", repair_url),
        ("plan-weights", _("Weights"), "settings", reverse("desk:plan-weights")),
    ]
    return [Link(label=label, url=url, icon=icon, current=name == current) for name, label, icon, url in named]


def _repair_of(day: date | None) -> tuple[str, str]:
    """How the repair of a day (None: today) is called, and where it stands."""
    current_day = clock.day_of(clock.now())
    if day is None or day == current_day:
        return _("Repair today"), reverse("desk:repair")
    url = f"{reverse('desk:repair')}?day={day.isoformat()}"
    return _("Repair %(day)s") % {"day": formats.short_day(day, current_day)}, url


@for_desk(Role.DISPATCHER)
def day_plans(request: Request) -> HttpResponseBase:
    """The plans of a day, and a form for a new one; the next day unless another one is asked for."""
    at = clock.now()
    asked = request.POST.get("day", "") if request.method == "POST" else request.GET.get("day", "")
    day = day_asked(asked, clock.day_of(at) + timedelta(days=1))
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"day": day})
    if request.method == "POST" and form.is_valid():
        try:
            plan_id, new = _start(request, form, at)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            if not new:
                say(request, _("A plan for this day is being computed already."))
            return redirect("desk:day-plan", plan_id)
    return _list(request, form, day)


def _start(request: Request, form: PlanForm, at: datetime) -> tuple[int, bool]:
    """Asks for the plan and for a worker, both or neither."""
    with transaction.atomic():
        plan_id, new = operations.request_plan(
            day=form.cleaned_data["day"], parameters=form.parameters(), at=at, by=request.person.actor
        )
        if new:
            tasks.compute_day.enqueue(company_id=request.person.company_id, plan_id=plan_id)
    return plan_id, new


def _list(request: Request, form: PlanForm, day: date) -> HttpResponse:
    states, kinds = queries.state_names(), queries.kind_names()
    context: dict[str, Any] = {
        "day": day,
        "form": form,
        "rows": [(one, states[one.state], kinds[one.kind]) for one in queries.plans_of(day)],
        "faces": plan_faces("day-plans"),
    }
    return render(request, "desk/dayplans/list.html", context, status=422 if form.errors else 200)


@for_desk(Role.DISPATCHER)
def repair(request: Request) -> HttpResponseBase:
    """What of a day (today) nobody can keep, and the button that proposes how to mend it."""
    at = clock.now()
    asked = request.POST if request.method == "POST" else request.GET
    day = day_asked(asked.get("day", ""), clock.day_of(at))
    if request.method == "POST":
        with transaction.atomic():
            plan_id = operations.propose_repair(day=day, at=at, by=request.person.actor)
            tasks.deepen_repair.enqueue(company_id=request.person.company_id, plan_id=plan_id)
        return redirect("desk:day-plan", plan_id)
    trouble = queries.trouble_of(day, at=at)
    context = {
        "day": day,
        "named": _repair_of(day)[0],
        "rows": orphan_rows(trouble),
        "aside": aside_rows(trouble.aside),
        "asked": _leave_asked_for(day),
        "plans": [one for one in queries.plans_of(day) if one.kind == "repair"][:5],
        "faces": plan_faces("repair", repaired=day),
    }
    return render(request, "desk/dayplans/repair.html", context)


def _leave_asked_for(day: date) -> list[tuple[LeaveRequestSummary, str]]:
    """Who says that she cannot come on this day and waits for an answer. Two queries."""
    open_ones = workforce.open_leave_requests(between=(clock.midnight(day), clock.midnight(day + timedelta(days=1))))
    names = workforce.names_of(one.caregiver_id for one in open_ones)
    return [(one, names[one.caregiver_id]) for one in open_ones]
