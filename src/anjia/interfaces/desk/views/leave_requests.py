"""Leave that caregivers ask for: what waits, what a yes would free, the answer."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.interfaces.desk.acting import Act, carry_out
from anjia.interfaces.desk.clocks import clocks_of
from anjia.interfaces.desk.forms.requests import GrantForm, RefuseForm
from anjia.interfaces.desk.request_tabs import tabs
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.story import entries_of
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.queries import story_of
from anjia.promises import queries as promises
from anjia.workforce import operations, queries
from anjia.workforce.queries import LeaveRequestSummary
from anjia.workforce.rules import RequestState

DECIDERS = (Role.DISPATCHER,)
TONES = {RequestState.GRANTED: "good", RequestState.REFUSED: "bad", RequestState.OPEN: "warn"}
STORY = 20


@for_desk(*DECIDERS)
@require_GET
def leave_requests(request: Request) -> HttpResponseBase:
    """What waits for an answer, and what was answered."""
    waiting, answered = queries.open_leave_requests(), queries.answered_leave_requests()
    names = queries.names_of(one.caregiver_id for one in (*waiting, *answered))
    promised = promises.promises_of(one.subject for one in waiting)
    due = {subject: made[-1].due_at for subject, made in promised.items() if made}
    context = {
        "waiting": [_row(one, names) | {"due_at": due.get(one.subject)} for one in waiting],
        "answered": [_row(one, names) for one in answered],
        "tabs": tabs("leave-requests"),
        "now": clock.now(),
    }
    return render(request, "desk/requests/leave_requests.html", context)


def _row(one: LeaveRequestSummary, names: dict[int, str]) -> dict[str, Any]:
    state = RequestState(one.state)
    return {
        "one": one,
        "name": names.get(one.caregiver_id, ""),
        "kind": queries.leave_kind_names()[one.kind],
        "state": queries.request_state_names()[state],
        "tone": TONES.get(state, ""),
    }


@for_desk(*DECIDERS)
@require_GET
def page(request: Request, leave_request_id: int) -> HttpResponseBase:
    """One request, the visits a yes would free, and the answer."""
    return _shown(request, queries.leave_request(leave_request_id), {})


def _shown(request: Request, one: LeaveRequestSummary, given: dict[str, Form]) -> HttpResponse:
    at = clock.now()
    made = promises.promises_of([one.subject])[one.subject]
    context = {
        "row": _row(one, queries.names_of([one.caregiver_id])),
        "one": one,
        "visits": _touched(one, at) if one.is_open else [],
        "clocks": clocks_of(made, at=at),
        "entries": entries_of(story_of(one.subject, limit=STORY), here=request.path),
        "forms": {"grant": GrantForm(auto_id="grant-%s"), "refuse": RefuseForm(auto_id="refuse-%s")} | given,
        "opened": next(iter(given), ""),
    }
    return render(request, "desk/requests/leave_request.html", context, status=422 if given else 200)


def _touched(one: LeaveRequestSummary, at: datetime) -> list[dict[str, Any]]:
    """Her visits that a yes would leave with nobody, in order."""
    rows = dispatch.touched_by_absence(one.caregiver_id, from_at=one.starts_at, until_at=one.ends_at, at=at)
    visits = booking.visits(row.visit_id for row in rows if row.visit_id is not None)
    names = households.names_of(visit.household_id for visit in visits.values())
    ordered = sorted(visits.values(), key=lambda visit: visit.starts_at)
    return [{"visit": visit, "household": names.get(visit.household_id, "")} for visit in ordered]


def _act(request: Request, request_id: int, name: str, kind: type[Form], act: Act, said: str) -> HttpResponseBase:
    one, form = queries.leave_request(request_id), kind(request.POST, auto_id=f"{name}-%s")
    back = redirect("desk:leave_request", request_id)
    return carry_out(request, form, act, said, back=back, shown=lambda: _shown(request, one, {name: form}))


@for_desk(*DECIDERS)
def grant(request: Request, leave_request_id: int) -> HttpResponseBase:
    """Says yes: the leave is recorded and her visits in it wait for somebody else."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.grant_leave(leave_request_id=leave_request_id, answer=values["answer"], at=at, by=by)

    said = _("Granted. She reads it on her phone; her visits in this time stand on Today for somebody else.")
    return _act(request, leave_request_id, "grant", GrantForm, act, said)


@for_desk(*DECIDERS)
def refuse(request: Request, leave_request_id: int) -> HttpResponseBase:
    """Says no, with a reason she reads."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.refuse_leave(leave_request_id=leave_request_id, answer=values["answer"], at=at, by=by)

    return _act(request, leave_request_id, "refuse", RefuseForm, act, _("Answered. She reads the reason on her phone."))
