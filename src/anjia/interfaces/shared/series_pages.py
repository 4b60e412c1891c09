"""A change of a series in two steps: the form, then everything that will happen, then it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from anjia.interfaces.shared.access import Request
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.series_shown import CHOICE, Named, shown_words
from anjia.interfaces.shared.toasts import say
from anjia.journeys.queries import SeriesPlan, SeriesPreview, preview_of
from anjia.kernel import clock
from anjia.kernel.errors import Refusal

NOT_OF_THE_FORM = ("csrfmiddlewaretoken", "client_id", "seal", "late_confirmed")


@dataclass(frozen=True)
class Step:
    """One change of a series: its form, what it would do, and doing it. `act` returns the address to go on to."""

    form: forms.Form
    plan: Callable[[datetime], SeriesPlan]
    act: Callable[[datetime, dict[str, Any]], str]
    template: str
    context: dict[str, Any]
    said: str
    named: Named


def asked(request: Request) -> QueryDict | None:
    """What the form was sent with; None when it is opened for the first time."""
    if request.method == "POST":
        return request.POST
    return request.GET if "from_on" in request.GET else None


def walk(request: Request, step: Step) -> HttpResponseBase:
    """The form; once it is filled in, what will happen; on the last word, that it happens."""
    if not step.form.is_bound:
        return _page(request, step, None)
    if not step.form.is_valid():
        return _page(request, step, None, status=422)
    at, choices = clock.now(), choices_of(request.POST if request.method == "POST" else request.GET)
    try:
        if request.method == "POST":
            url = step.act(at, _confirmed(request) | {"choices": choices})
            say(request, step.said)
            return redirect(url)
        shown = preview_of(step.plan(at), choices, at=at, may_open=request.person.staff is not None)
    except Refusal as refusal:
        return _refused(request, step, refusal, choices, at)
    return _page(request, step, shown)


def _refused(
    request: Request, step: Step, refusal: Refusal, choices: dict[date, str], at: datetime
) -> HttpResponseBase:
    """What was refused: at its field; or, when it was shown already, above what would happen now."""
    if request.method == "POST" and refusal.field in ("seal", "late_confirmed", "starts_at", "caregiver", ""):
        try:
            shown = preview_of(step.plan(at), choices, at=at, may_open=request.person.staff is not None)
        except Refusal as another:
            put_on(step.form, another)
            return _page(request, step, None, status=422)
        return _page(request, step, shown, status=409, refused=refusal.sentence)
    put_on(step.form, refusal)
    return _page(request, step, None, status=422)


def _confirmed(request: Request) -> dict[str, Any]:
    return {
        "client_id": _client_id(request.POST.get("client_id", "")),
        "seal": request.POST.get("seal", "")[:20],
        "late_confirmed": request.POST.get("late_confirmed") == "on",
    }


def _client_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def choices_of(given: QueryDict) -> dict[date, str]:
    """The way chosen for each date that clashes: fields named "way-2026-12-08"."""
    found = {}
    for name, value in given.items():
        if name.startswith(CHOICE) and isinstance(value, str):
            try:
                found[date.fromisoformat(name.removeprefix(CHOICE))] = value[:40]
            except ValueError:
                continue
    return found


def _page(
    request: Request, step: Step, shown: SeriesPreview | None, *, status: int = 200, refused: str = ""
) -> HttpResponseBase:
    context = {**step.context, "form": step.form, "preview": None, "refused": refused}
    if shown is not None:
        given: Any = step.form.data
        kept = [(name, value) for name in given for value in given.getlist(name) if _is_kept(name)]
        context |= {"preview": shown_words(shown, step.named), "kept": kept, "client_id": uuid4()}
    return render(request, step.template, context, status=status)


def _is_kept(name: str) -> bool:
    return name not in NOT_OF_THE_FORM and not name.startswith(CHOICE)
