"""Emergencies: what is open, one of them, and what is done about it; and the alarm above every page."""

from collections.abc import Callable
from datetime import datetime

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.guarantees import operations, queries
from anjia.guarantees.queries import EmergencySummary
from anjia.households import queries as households
from anjia.households.rules import masked_address
from anjia.interfaces.desk.clocks import clocks_of
from anjia.interfaces.desk.forms.guarantees import WordsForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.guarantees import emergency_line
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.story import entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import story_of
from anjia.promises import queries as promises
from anjia.workforce import queries as workforce

STORY = 20
CLOSED = 30
Act = Callable[[str, datetime, Actor], object]


@for_desk()
@require_GET
def emergencies(request: Request) -> HttpResponseBase:
    """What is open, the oldest first, and the last that are over."""
    found, over = queries.open_emergencies(), queries.closed_emergencies(limit=CLOSED)
    names = households.names_of(one.household_id for one in (*found, *over))
    context = {"open": _rows(found, names), "over": _rows(over, names)}
    return render(request, "desk/guarantees/emergencies.html", context)


def _rows(found: list[EmergencySummary], names: dict[int, str]) -> list[dict[str, object]]:
    return [{"line": emergency_line(one), "household": names.get(one.household_id, "")} for one in found]


@for_desk()
@require_GET
def alarms(request: Request) -> HttpResponseBase:
    """The alarm above every page, asked again every 20 seconds."""
    return render(request, "desk/guarantees/alarms.html")


@for_desk()
@require_GET
def page(request: Request, emergency_id: int) -> HttpResponseBase:
    """One emergency: who called, where, what first, and what was done."""
    return _shown(request, queries.emergency(emergency_id), {})


def _shown(request: Request, one: EmergencySummary, given: dict[str, Form]) -> HttpResponse:
    subject = f"emergency:{one.id}"
    visit = booking.visit(one.visit_id)
    home = households.home(visit.home_id)
    blank = {"answer": WordsForm(auto_id="answer-%s"), "close": WordsForm(auto_id="close-%s")}
    context = {
        "line": emergency_line(one),
        "one": one,
        "visit": visit,
        "home": home,
        "address": masked_address(home.address),
        "household": households.household(one.household_id),
        "caregiver": workforce.caregiver(one.caregiver_id) if one.caregiver_id else None,
        "steps": queries.first_steps()[one.kind],
        "calls": queries.first_calls(one.kind),
        "clocks": clocks_of(promises.promises_of([subject])[subject], at=clock.now()),
        "entries": entries_of(story_of(subject, limit=STORY), here=request.path),
        "forms": blank | given,
        "opened": next(iter(given), ""),
    }
    return render(request, "desk/guarantees/emergency.html", context, status=422 if given else 200)


@for_desk()
@require_POST
def take_up(request: Request, emergency_id: int) -> HttpResponseBase:
    """I see to it."""
    operations.take_up_emergency(emergency_id=emergency_id, at=clock.now(), by=request.person.actor)
    say(request, _("You see to it. Call first, then write down what was done."))
    return redirect("desk:emergency", emergency_id)


def _act(request: Request, emergency_id: int, name: str, act: Act, said: str) -> HttpResponseBase:
    one = queries.emergency(emergency_id)
    if request.method != "POST":
        return redirect("desk:emergency", emergency_id)
    form = WordsForm(request.POST, auto_id=f"{name}-%s")
    if form.is_valid():
        try:
            act(form.cleaned_data["text"], clock.now(), request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, said)
            return redirect("desk:emergency", emergency_id)
    return _shown(request, one, {name: form})


@for_desk()
def answer(request: Request, emergency_id: int) -> HttpResponseBase:
    """Says what was done."""

    def act(text: str, at: datetime, by: Actor) -> None:
        operations.answer_emergency(emergency_id=emergency_id, text=text, at=at, by=by)

    return _act(request, emergency_id, "answer", act, _("Whoever called reads it now."))


@for_desk()
def close(request: Request, emergency_id: int) -> HttpResponseBase:
    """Says how it ended."""

    def act(text: str, at: datetime, by: Actor) -> None:
        operations.close_emergency(emergency_id=emergency_id, text=text, at=at, by=by)

    return _act(request, emergency_id, "close", act, _("Closed."))
