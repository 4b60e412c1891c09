"""One caregiver: record, trades, week, leave, log-in, and her story."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company_queries
from anjia.dispatch import queries as dispatch_queries
from anjia.interfaces.desk.due.districts import district_words
from anjia.interfaces.desk.forms.areas import AreaForm
from anjia.interfaces.desk.forms.papers import CredentialForm
from anjia.interfaces.desk.forms.workforce import LeaveForm, LoginForm, RecordForm, StatusForm, TradesForm, WeekForm
from anjia.interfaces.desk.pair_lines import of_caregiver
from anjia.interfaces.desk.views.caregivers import EDITORS, TONES, trades_in_words
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.formats import weekdays
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.story import SMALL, entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.workforce import operations, queries
from anjia.workforce.queries import CaregiverSummary
from anjia.workforce.rules import DAY_MINUTES, Hours, Status, hours_in_words, week_minutes

Act = Callable[[dict[str, Any], dict[str, Any]], Any]
STORY = 40
SOON = timedelta(days=30)


@for_desk()
@require_GET
def page(request: Request, caregiver_id: int) -> HttpResponseBase:
    """The caregiver's page; `before` asks for the older part of her story."""
    return _shown(request, caregiver_id)


def _shown(request: Request, caregiver_id: int, status: int = 200, **forms_given: forms.Form) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    person, week = queries.caregiver(caregiver_id), queries.week_of(caregiver_id)
    context: dict[str, Any] = {
        "caregiver": person,
        "status": queries.status_names()[person.status],
        "tone": TONES[Status(person.status)],
        "trades": trades_in_words(person),
        "branch": next((b.name for b in company_queries.branches() if b.id == person.branch_id), ""),
        "days": _days(week),
        "week_hours": f"{week_minutes(week) / 60:.1f}".removesuffix(".0"),
        "leaves": _leaves(caregiver_id),
        "papers": _papers(caregiver_id),
        "district_changes": _district_changes(caregiver_id),
        "may_edit": request.person.may(*EDITORS),
    }
    context |= (
        of_caregiver(caregiver_id, at=clock.now()) | _forms(person, week) | _story(request, caregiver_id) | forms_given
    )
    return render(request, "desk/workforce/page.html", context, status=status)


def _days(week: list[Hours]) -> list[dict[str, Any]]:
    """The weekdays with their stretches in words and as positions on the day."""
    return [
        {
            "name": name,
            "blocks": [
                {"from": h.from_minute, "until": min(h.until_minute, DAY_MINUTES), "words": hours_in_words(h)}
                for h in week
                if h.weekday == day
            ],
        }
        for day, name in enumerate(weekdays())
    ]


def _leaves(caregiver_id: int) -> list[dict[str, Any]]:
    at = clock.now()
    return [{"leave": leave, "over": leave.ends_at <= at} for leave in queries.leaves_of(caregiver_id)]


def _papers(caregiver_id: int) -> list[dict[str, Any]]:
    """Her papers with their names; `over`: it has run out, `soon`: it runs out within a month."""
    today, names = clock.day_of(clock.now()), queries.paper_names()
    return [
        {
            "paper": one,
            "name": names[one.kind],
            "over": one.valid_until is not None and one.valid_until < today,
            "soon": one.valid_until is not None and one.valid_until < today + SOON,
        }
        for one in queries.credentials_of(caregiver_id)
    ]


def _district_changes(caregiver_id: int) -> list[dict[str, Any]]:
    """What she changed herself and nobody has seen: one line, or none."""
    found = queries.districts_to_see(caregiver_id)
    return [{"said_at": one.said_at, "seen": ",".join(one.after), **district_words(one)} for one in found]


def _forms(person: CaregiverSummary, week: list[Hours]) -> dict[str, forms.Form]:
    fields = ("name", "hourly_pay_fen", "district", "native_place", "introduction")
    levels = {trade: str(level) for trade, level in person.trades}
    return {
        "record_form": RecordForm(initial={name: getattr(person, name) for name in fields}, auto_id="record_%s"),
        "trades_form": TradesForm(initial=levels, auto_id="trades_%s"),
        "week_form": WeekForm(initial=WeekForm.initial_of(week), auto_id="week_%s"),
        "leave_form": LeaveForm(auto_id="leave_%s"),
        "login_form": LoginForm(auto_id="login_%s"),
        "paper_form": CredentialForm(auto_id="paper_%s"),
        "area_form": AreaForm(initial=_area(person), kept=person.only_in, auto_id="area_%s"),
    }


def _area(person: CaregiverSummary) -> dict[str, Any]:
    only_in = list(person.only_in)
    return {"farthest_minutes": person.farthest_minutes, "only_in": only_in, "was": ",".join(only_in)}


def _story(request: Request, caregiver_id: int) -> dict[str, Any]:
    before = request.GET.get("before", "")
    before_id = number(before)
    whole = bool(request.GET.get("whole"))
    without = () if whole else SMALL
    facts = story_of(f"caregiver:{caregiver_id}", limit=STORY, before_id=before_id, without=without)
    entries = entries_of(facts, here=request.path)
    older = facts[-1].id if len(facts) == STORY else None
    return {"entries": entries, "older": older, "before": before, "whole": whole}


def edited(request: Request, caregiver_id: int, name: str, form: forms.Form, act: Act, said: str) -> HttpResponseBase:
    """Carries a form of the page out, or shows the page again with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data, {"caregiver_id": caregiver_id, "at": clock.now(), "by": request.person.actor})
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, said)
            return redirect("desk:caregiver", caregiver_id)
    return _shown(request, caregiver_id, status=422, **{name: form})


@for_desk(*EDITORS)
@require_POST
def change(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Corrects the record."""
    here = {"district": queries.caregiver(caregiver_id).district}
    form = RecordForm(request.POST, initial=here, auto_id="record_%s")
    return edited(
        request, caregiver_id, "record_form", form, lambda v, c: operations.change_caregiver(**v, **c), _("Saved.")
    )


@for_desk(*EDITORS)
@require_POST
def set_status(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Makes her ready for work, or lets her go."""
    form = StatusForm(request.POST)
    if not form.is_valid():
        raise Missing
    at = clock.now()
    operations.set_status(caregiver_id=caregiver_id, **form.cleaned_data, at=at, by=request.person.actor)
    said = _("Now: %(status)s.") % {"status": queries.status_names()[form.cleaned_data["status"]]}
    say(request, said + (_left_alone(caregiver_id, at) if form.cleaned_data["status"] == Status.LEFT else ""))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def set_trades(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Sets what she can be sent to."""
    form = TradesForm(request.POST, auto_id="trades_%s")

    def act(_values: dict[str, Any], common: dict[str, Any]) -> None:
        operations.set_trades(trades=form.levels(), **common)

    return edited(request, caregiver_id, "trades_form", form, act, _("Saved."))


@for_desk(*EDITORS)
@require_POST
def set_week(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Sets the hours of her week."""
    form = WeekForm(request.POST, auto_id="week_%s")

    def act(_values: dict[str, Any], common: dict[str, Any]) -> None:
        operations.set_working_hours(hours=form.hours(), **common)

    return edited(request, caregiver_id, "week_form", form, act, _("The week is set. New visits follow it at once."))


@for_desk(*EDITORS)
@require_POST
def record_leave(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Notes a time away."""
    form = LeaveForm(request.POST, auto_id="leave_%s")
    valid = form.is_valid()
    away = (form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]) if valid else (clock.now(), clock.now())
    return edited(
        request,
        caregiver_id,
        "leave_form",
        form,
        lambda v, c: operations.record_leave(**v, **c),
        _("The leave is noted: no new visit falls into it.") + _left_alone(caregiver_id, *away),
    )


def _left_alone(caregiver_id: int, from_at: datetime, until_at: datetime | None = None) -> str:
    """How many visits need somebody else, and where they wait; nothing when there are none."""
    rows = dispatch_queries.touched_by_absence(caregiver_id, from_at=from_at, until_at=until_at, at=clock.now())
    count = sum(row.visit_id is not None for row in rows)
    words = ngettext(
        "%(count)d visit in this time now needs somebody else: it stands on Today and among the visits with nobody.",
        "%(count)d visits in this time now need somebody else: they stand on Today and among the visits with nobody.",
        count,
    )
    return " " + words % {"count": count} if count else ""


@for_desk(*EDITORS)
@require_POST
def cancel_leave(request: Request, caregiver_id: int, leave_id: int) -> HttpResponseBase:
    """Takes a leave back."""
    if leave_id not in {leave.id for leave in queries.leaves_of(caregiver_id)}:
        raise Missing
    operations.cancel_leave(leave_id=leave_id, at=clock.now(), by=request.person.actor)
    say(request, _("The leave is cancelled."))
    return redirect("desk:caregiver", caregiver_id)


@for_desk(*EDITORS)
@require_POST
def open_login(request: Request, caregiver_id: int) -> HttpResponseBase:
    """Lets her log in with her phone."""
    form = LoginForm(request.POST, auto_id="login_%s")
    return edited(
        request,
        caregiver_id,
        "login_form",
        form,
        lambda v, c: operations.open_login(**v, **c),
        _("She can log in with her phone now."),
    )
