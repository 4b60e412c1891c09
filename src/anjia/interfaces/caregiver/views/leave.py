"""Leave: she asks for it, sees which visits it touches, reads the answer, takes it back. Sick today: two taps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.forms import DateTimeField, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.caregiver.views.acts import client_id_of, said_at_of
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.kernel import clock
from anjia.kernel.clock import SHANGHAI, day_of, midnight
from anjia.kernel.errors import Refusal
from anjia.workforce import operations, queries
from anjia.workforce.queries import LeaveRequestSummary
from anjia.workforce.rules import LeaveKind, RequestState

TONES = {RequestState.GRANTED: "good", RequestState.REFUSED: "bad", RequestState.OPEN: "warn"}
WITHIN = timedelta(days=400)


@dataclass(frozen=True)
class Line:
    """One request: how it stands, and which of her visits lie in it while it is open."""

    one: LeaveRequestSummary
    kind: str
    state: str
    tone: str
    touched: tuple[VisitSummary, ...]


def _touched(caregiver_id: int, from_at: datetime, until_at: datetime, at: datetime) -> list[VisitSummary]:
    """Her visits to come in these hours, in order. Two queries."""
    rows = dispatch.touched_by_absence(caregiver_id, from_at=from_at, until_at=until_at, at=at)
    visits = booking.visits(row.visit_id for row in rows if row.visit_id is not None)
    return sorted(visits.values(), key=lambda visit: visit.starts_at)


def _lines(caregiver_id: int, at: datetime) -> list[Line]:
    found = queries.leave_requests_of(caregiver_id)
    waiting = [one for one in found if one.is_open]
    visits: Sequence[VisitSummary] = ()
    if waiting:
        first, last = min(one.starts_at for one in waiting), max(one.ends_at for one in waiting)
        visits = _touched(caregiver_id, first, last, at)
    kinds, states = queries.leave_kind_names(), queries.request_state_names()
    return [
        Line(
            one,
            kinds[one.kind],
            states[one.state],
            TONES.get(RequestState(one.state), ""),
            tuple(v for v in visits if one.is_open and v.starts_at < one.ends_at and v.ends_at > one.starts_at),
        )
        for one in found
    ]


@for_caregiver
@require_GET
def leave(request: Request) -> HttpResponseBase:
    """What she asked for, and the form to ask."""
    return _page(request)


def _page(request: Request) -> HttpResponseBase:
    at = clock.now()
    tomorrow = day_of(at) + timedelta(days=1)
    tonight = midnight(tomorrow)
    lines = _lines(request.person.id, at)
    asked = {line.one.leave_id for line in lines}
    context = {
        "lines": lines,
        "noted": [
            one
            for one in queries.leaves_of(request.person.id)
            if one.id not in asked and not one.cancelled_at and one.ends_at > at
        ],
        "kinds": list(queries.leave_kind_names().items()),
        "today": _touched(request.person.id, at, tonight, at),
        "first": midnight(tomorrow) + timedelta(hours=8),
        "last": midnight(tomorrow) + timedelta(hours=18),
        "client_id": uuid4(),
        "sick_client_id": uuid4(),
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/leave/leave.html", context)


@for_caregiver
@require_GET
def touched(request: Request) -> HttpResponseBase:
    """Which of her visits lie in the time typed so far."""
    at = clock.now()
    try:
        from_at, until_at = _hour(request.GET.get("starts_at", "")), _hour(request.GET.get("ends_at", ""))
    except Refusal:
        return render(request, "caregiver/leave/_touched.html", {"unknown": True})
    fits = timedelta() < until_at - from_at <= WITHIN
    visits = _touched(request.person.id, from_at, until_at, at) if fits else []
    return render(request, "caregiver/leave/_touched.html", {"visits": visits, "unknown": not fits})


def _hour(text: str) -> datetime:
    try:
        value: datetime | None = DateTimeField().to_python(text[:40])
    except ValidationError as fault:
        raise Refusal(_("Please give day and time.")) from fault
    if value is None or not 1900 < value.year < 2200:
        raise Refusal(_("Please give day and time."))
    return value.replace(tzinfo=SHANGHAI)


@for_caregiver
@require_POST
def ask(request: Request) -> HttpResponseBase:
    """Asks; with `sick` for the rest of today. The phone's queue may send it later: the phone's own time counts."""
    at = clock.now()
    said_at = said_at_of(request.POST.get("said_at", ""))
    sick = bool(request.POST.get("sick"))
    operations.ask_leave(
        caregiver_id=request.person.id,
        client_id=client_id_of(request.POST.get("client_id", "")),
        said_at=said_at,
        reason=request.POST.get("reason", ""),
        urgent=sick,
        at=at,
        by=request.person.actor,
        **(_rest_of_today(at) if sick else _typed(request)),
    )
    return _answer(request)


def _rest_of_today(at: datetime) -> dict[str, Any]:
    tonight = midnight(day_of(at) + timedelta(days=1))
    return {"kind": LeaveKind.ILLNESS, "starts_at": at.replace(second=0, microsecond=0), "ends_at": tonight}


def _typed(request: Request) -> dict[str, Any]:
    starts_at, ends_at = _hour(request.POST.get("starts_at", "")), _hour(request.POST.get("ends_at", ""))
    return {"kind": request.POST.get("kind", ""), "starts_at": starts_at, "ends_at": ends_at}


@for_caregiver
@require_POST
def withdraw(request: Request, leave_request_id: int) -> HttpResponseBase:
    """Takes a request back."""
    operations.withdraw_leave_request(
        leave_request_id=leave_request_id,
        caregiver_id=request.person.id,
        at=clock.now(),
        by=request.person.actor,
    )
    return _answer(request)


def _answer(request: Request) -> HttpResponseBase:
    return _page(request) if "X-Act" in request.headers else redirect("caregiver:leave")
