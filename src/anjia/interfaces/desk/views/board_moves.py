"""A visit on the board: what it is, where it would fit, put elsewhere by hand, taken back; and who else moves."""

import json
from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch import queries
from anjia.dispatch.queries import Asked, Version
from anjia.households import queries as household_queries
from anjia.interfaces.desk.board.asked import read
from anjia.interfaces.desk.board.lanes import Block, lanes_of
from anjia.interfaces.desk.board.live import board_changes
from anjia.interfaces.desk.board.moves import choices_of, to_confirm, trial_body, undo_read, undo_token
from anjia.interfaces.desk.forms.board import HandMoveForm
from anjia.interfaces.desk.sheets import sheet
from anjia.interfaces.desk.views.board import DISPATCHERS
from anjia.interfaces.desk.visit_lines import visit_lines
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk, refused
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.journeys.operations import Moved
from anjia.kernel import clock
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Refusal
from anjia.workforce import queries as workforce_queries

STALE = 409
PLACE, FREE = "place", "free"  # in an address: the place of a visit that nobody has


@for_desk(*DISPATCHERS)
@require_GET
def trial(request: Request, visit_id: int) -> HttpResponseBase:
    """Where the visit would fit in the days that the board shows: asked once, when a drag begins."""
    at = clock.now()
    asked = read(request.GET, day_of(at))
    free = request.GET.get(PLACE) == FREE
    found = queries.trial_of(visit_id, from_day=asked.first, days=asked.days, at=at, free_place=free)
    answer = JsonResponse(trial_body(found, at))
    answer["Cache-Control"] = "private, no-store"
    return answer


@for_desk()
@require_GET
def visit_sheet(request: Request, visit_id: int) -> HttpResponseBase:
    """The visit as the board knows it, with the form that puts it elsewhere."""
    visit = booking_queries.visit(visit_id)
    return _sheet(request, visit, clock.now(), free=request.GET.get(PLACE) == FREE)


def _sheet(
    request: Request,
    visit: VisitSummary,
    at: datetime,
    form: HandMoveForm | None = None,
    status: int = 200,
    *,
    free: bool = False,
) -> HttpResponse:
    (line,) = visit_lines([visit], at)
    block = _block(visit, line.caregiver_id, at)
    movable = bool(block.version) if block else visit.state == VisitState.PLANNED and visit.ends_at > at
    may_move = movable and request.person.may(*DISPATCHERS)
    context: dict[str, Any] = {"visit": visit, "line": line, "block": block, "may_move": may_move}
    if may_move:
        found = queries.trial_of(visit.id, from_day=day_of(visit.starts_at), at=at, free_place=free)
        people = choices_of(found)
        initial = {"caregiver": found.caregiver_id, "starts_at": visit.starts_at, "version": str(found.version)}
        if form is None:
            form = HandMoveForm(initial=initial, people=people, auto_id="board_%s")
        else:
            form.fields["caregiver"].widget.choices = [("", _("Nobody yet")), *people]
        context["form"] = form
    title = f"{line.household} · {formats.moment(visit.starts_at, day_of(at))}"
    return sheet(request, "desk/dispatch/board_visit.html", context, title=title, back=_board_of(visit), status=status)


def _block(visit: VisitSummary, caregiver_id: int | None, at: datetime) -> Block | None:
    """The visit's block, with its warnings; None while nobody is sent."""
    if caregiver_id is None:
        return None
    day = day_of(visit.starts_at)
    found = queries.day_board(day, at=at, asked=Asked(only=frozenset([caregiver_id])))
    blocks = [block for lane in lanes_of(found.rows, midnight(day), at) for block in lane.blocks]
    return next((block for block in blocks if block.visit_id == visit.id), None)


def _board_of(visit: VisitSummary) -> str:
    return f"{reverse('desk:board')}?day={day_of(visit.starts_at).isoformat()}"


@for_desk(*DISPATCHERS)
@require_POST
def move(request: Request, visit_id: int) -> HttpResponseBase:
    """Puts the visit elsewhere; asks first when there is something to confirm."""
    at = clock.now()
    visit = booking_queries.visit(visit_id)
    form = HandMoveForm(request.POST, auto_id="board_%s")
    if not form.is_valid():
        return _sheet(request, visit, at, form, 422)
    wanted = form.cleaned_data
    crew = {one.id: one.caregiver_id for one in queries.crews_of_visits([visit_id]).get(visit_id, ())}
    seen: Version = wanted["version"]
    before = crew.get(seen.assignment_id)
    lacks = not seen.assignment_id and len(crew) < visit.people
    is_current = seen.starts_at == visit.starts_at and (before is not None or lacks)
    asks = to_confirm(visit, before, wanted["caregiver"], wanted["starts_at"], at) if is_current else []
    wished: dict[str, Any] = {
        "visit_id": visit_id,
        "caregiver_id": wanted["caregiver"],
        "starts_at": wanted["starts_at"],
        "expected": wanted["version"],
        "reason": wanted["reason"] or BY_HAND,
        "at": at,
        "by": request.person.actor,
    }
    try:
        if asks and "sure" not in request.POST:
            journeys.rehearse_by_hand(**wished)
            return _sure(request, visit, form, asks)
        moved = journeys.move_by_hand(**wished)
    except Refusal as refusal:
        if refusal.field == "expected" or "drag" in request.POST:
            return _refused(request, visit_id, refusal)
        put_on(form, refusal)
        return _sheet(request, visit, at, form, 422, free=not seen.assignment_id)
    return _moved(request, moved)


# Kept as they stand here; whoever reads them does so in a language of their own.
BY_HAND, BACK = gettext_noop("moved on the board"), gettext_noop("taken back on the board")


def _sure(request: Request, visit: VisitSummary, form: HandMoveForm, asks: list[str]) -> HttpResponse:
    context = {"visit": visit, "form": form, "asks": asks, "drag": "drag" in request.POST}
    return sheet(request, "desk/dispatch/board_sure.html", context, title=_("Move the visit?"), back=_board_of(visit))


def _refused(request: Request, visit_id: int, refusal: Refusal) -> HttpResponse:
    """The sentence; a stale page also hears which rows to fetch again."""
    answer = refused(request, refusal, STALE if refusal.field == "expected" else 422)
    given = queries.assignment_of(visit_id)
    rows = [given.caregiver_id] if given else []
    answer["HX-Trigger"] = json.dumps({"board-changed": {"rows": rows}, "close-sheet": {}})
    return answer


def _moved(request: Request, moved: Moved, *, taken_back: bool = False) -> HttpResponseBase:
    """Says what was done, with the way back; the page fetches the rows that it touched."""
    sentence = _sentence(moved, taken_back)
    undo = reverse("desk:board-undo", args=[moved.visit_id, undo_token(moved)]) if moved.changed else ""
    if not request.headers.get("HX-Request"):
        say(request, sentence, undo=undo)
        return redirect(f"{reverse('desk:board')}?day={day_of(moved.version.starts_at).isoformat()}")
    rows = [one for one in (moved.caregiver_before, moved.caregiver_now) if one is not None]
    told = {
        "close-sheet": {},  # first: what is said while a sheet is open closes with it
        "toast": {"text": sentence, "tone": "good", "undo": undo},
        "board-changed": {"rows": rows},
    }
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})


def _sentence(moved: Moved, taken_back: bool) -> str:
    if not moved.changed:
        return _("It is where it was.")
    when = formats.moment(moved.version.starts_at, day_of(clock.now()))
    visit = booking_queries.visit(moved.visit_id)
    household = household_queries.names_of([visit.household_id]).get(visit.household_id, "")
    if moved.caregiver_now is None:
        return _("%(household)s, %(when)s: waits for somebody again.") % {"household": household, "when": when}
    name = workforce_queries.names_of([moved.caregiver_now]).get(moved.caregiver_now, "")
    values = {"household": household, "when": when, "name": name}
    if taken_back:
        return _("Taken back. %(household)s, %(when)s: %(name)s.") % values
    return _("%(household)s, %(when)s: %(name)s.") % values


@for_desk(*DISPATCHERS)
@require_POST
def undo(request: Request, visit_id: int, token: str) -> HttpResponseBase:
    """Puts the visit back where the last move found it, if that is still possible; else says why not."""
    booking_queries.visit(visit_id)
    caregiver_id, starts_at, version = undo_read(visit_id, token)
    try:
        moved = journeys.move_by_hand(
            visit_id=visit_id,
            caregiver_id=caregiver_id,
            starts_at=starts_at,
            expected=version,
            reason=BACK,
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        return _refused(request, visit_id, refusal)
    return _moved(request, moved, taken_back=True)


@for_desk()
@require_GET
def _watch(request: Request) -> HttpResponseBase:
    return HttpResponse()


async def live(request: Request) -> HttpResponseBase:
    """Names the caregivers whose rows changed, as soon as somebody changes them."""
    checked = await sync_to_async(_watch)(request)
    if checked.status_code != 200:
        return checked
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)  # a server that cannot stream: the browser does not come again
    seen = number_or(0, request.headers.get("Last-Event-ID") or request.GET.get("seen", ""))
    stream = board_changes(request.person.company_id, seen)
    answer = StreamingHttpResponse(stream, content_type="text/event-stream")
    answer["Cache-Control"] = "no-cache"
    answer["X-Accel-Buffering"] = "no"
    return answer


live.audience, live.roles = "desk", ()  # type: ignore[attr-defined]
