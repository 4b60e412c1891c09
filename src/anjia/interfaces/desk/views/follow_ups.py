"""Coming back to every visit: how many were, which were not, and the page of one call."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import clock_of
from anjia.interfaces.desk.complaint_cards import scores_of, unsettled_tabs
from anjia.interfaces.desk.forms.follow_ups import CallForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind
from anjia.quality import operations, queries
from anjia.quality.queries import FollowUpSummary
from anjia.workforce import queries as workforce

PAGE = 50
LOOK_BACK = timedelta(days=30)
AHEAD = timedelta(days=14)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def follow_ups(request: Request) -> HttpResponseBase:
    """How many of the last thirty days' visits were followed up; every one that was not, the longest waiting first."""
    now = clock.now()
    missing = queries.not_attempted(after=_key(request.GET.get("after", "")), limit=PAGE)
    context = {
        "coverage": queries.coverage_between(now - LOOK_BACK, now),
        "rows": _rows(missing, now),
        "again": _rows(queries.calls_to_repeat(until=now + AHEAD), now),
        "older": _key_of(missing[-1]) if len(missing) == PAGE else "",
        "tabs": unsettled_tabs("follow-ups"),
    }
    return render(request, "desk/quality/follow_ups.html", context)


def _key(text: str) -> tuple[datetime, int] | None:
    """Where the page before ended; anything that is no key is the first page."""
    seconds, _dash, visit_id = text.partition("-")
    found, last = number(seconds), number(visit_id)
    if found is None or last is None or found > 10**16:
        return None
    return datetime.fromtimestamp(0, clock.SHANGHAI) + timedelta(microseconds=found), last


def _key_of(row: FollowUpSummary) -> str:
    passed = row.done_at - datetime.fromtimestamp(0, clock.SHANGHAI)
    return f"{passed // timedelta(microseconds=1)}-{row.visit_id}"


def _rows(found: list[FollowUpSummary], now: datetime) -> list[dict[str, Any]]:
    visits = booking.visits(one.visit_id for one in found)
    families = households.names_of(one.household_id for one in found)
    caregivers = workforce.names_of(one.caregiver_id for one in found)
    promised = promises.promises_of(one.subject for one in found)
    return [
        {
            "follow_up": one,
            "visit": visits[one.visit_id],
            "household": families.get(one.household_id, ""),
            "caregiver": caregivers.get(one.caregiver_id, ""),
            "clock": _clock(promised[one.subject], now, undone=one.attempted_at is None),
        }
        for one in found
    ]


def _clock(promised: list[PromiseSummary], now: datetime, *, undone: bool = False) -> Any:
    made = [one for one in promised if one.kind == Kind.VISIT_FOLLOW_UP]
    return clock_of(made[-1], at=now, undone=undone) if made else None


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def follow_up(request: Request, visit_id: int) -> HttpResponseBase:
    """One call: whom, about which visit, what was said; the stars are typed in while the household speaks."""
    found = queries.follow_up_of(visit_id)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            complaint_id = _write_down(request, visit_id, form)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return _after(request, complaint_id)
    return _page(request, found, form)


@transaction.atomic
def _write_down(request: Request, visit_id: int, form: CallForm) -> int | None:
    values, at, by = form.cleaned_data, clock.now(), request.person.actor
    operations.record_call_back(
        visit_id=visit_id,
        outcome=values["outcome"],
        note=values["note"],
        call_again_at=values["call_again_at"],
        at=at,
        by=by,
    )
    scores = form.scores()
    if scores is None:
        return None
    asked = queries.surveys_of_visits([visit_id]).get(visit_id)
    if asked is None:
        raise Refusal(_("This visit was not asked about; please write what was said into the note."))
    return operations.record_answer(
        survey_id=asked.id,
        scores=scores,
        good_points=values["good_points"],
        points_to_improve=values["points_to_improve"],
        at=at,
        by=by,
    )


def _after(request: Request, complaint_id: int | None) -> HttpResponseBase:
    if complaint_id is None:
        say(request, _("Written down."))
        return redirect("desk:follow-ups")
    say(request, _("Written down. A complaint was opened from the answer."), tone="")
    return redirect("desk:complaint", complaint_id)


def _page(request: Request, found: FollowUpSummary, form: CallForm, phone: str = "") -> HttpResponse:
    now = clock.now()
    asked = queries.surveys_of_visits([found.visit_id]).get(found.visit_id)
    ways, outcomes = queries.way_names(), queries.outcome_names()
    context = {
        "follow_up": found,
        "visit": booking.visit(found.visit_id),
        "household": households.household(found.household_id),
        "caregiver": workforce.names_of([found.caregiver_id]).get(found.caregiver_id, ""),
        "survey": asked,
        "scores": scores_of(asked.scores) if asked else [],
        "open": asked is not None and asked.may_answer(now),
        "clock": _clock(promises.promises_of([found.subject])[found.subject], now, undone=found.attempted_at is None),
        "attempts": [
            {"row": one, "words": outcomes.get(one.outcome) or ways[one.way]}
            for one in queries.attempts_of(found.visit_id)
        ],
        "form": form,
        "ratings": form.ratings(),
        "phone": phone,
    }
    return render(request, "desk/quality/follow_up.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def phone(request: Request, visit_id: int) -> HttpResponseBase:
    """Shows the household's whole number for the call; that it was shown becomes part of the story."""
    found = queries.follow_up_of(visit_id)
    shown = household_operations.reveal_phone(
        household_id=found.household_id,
        purpose=_("to ask how visit %(id)d was") % {"id": visit_id},
        at=clock.now(),
        by=request.person.actor,
    )
    return _page(request, found, CallForm(), phone=shown.removeprefix("+86"))
