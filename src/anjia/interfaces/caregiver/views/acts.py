"""The caregiver's acts, one address each. A phone that repeats an act is answered as if it were the first time.

The phone's script sends `X-Act` and gets the visit's page back at once, to save a round trip on a poor network;
without the script the answer is a redirect.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from math import isfinite
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.fieldwork import operations
from anjia.fieldwork.rules import When
from anjia.interfaces.caregiver.views.visits import show
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal

Act = Callable[..., None]


def act(done: Act) -> Callable[..., HttpResponseBase]:
    """Makes an act a view: reads what every act carries, does it, and answers with the visit as it is then."""

    @for_caregiver
    @require_POST
    @wraps(done)
    def view(request: Request, visit_id: int, **kwargs: Any) -> HttpResponseBase:
        done(request, _carried(request, visit_id), **kwargs)
        return show(request, visit_id) if "X-Act" in request.headers else redirect("caregiver:visit", visit_id)

    return view


def _carried(request: Request, visit_id: int) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "caregiver_id": request.person.id,
        "client_id": client_id_of(request.POST.get("client_id", "")),
        "said_at": said_at_of(request.POST.get("said_at", "")),
        "at": clock.now(),
        "by": request.person.actor,
    }


def client_id_of(text: str) -> UUID:
    """The tap's own number, made on the phone. Raises Refusal without one."""
    try:
        return UUID(text)
    except ValueError as fault:
        raise Refusal(_("This tap has no number. Please reload the page and tap again.")) from fault


def said_at_of(text: str) -> datetime | None:
    """The phone's own time; a clock that says nonsense says nothing."""
    try:
        said = parse_datetime(text[:40])
    except ValueError:
        return None
    return said if said is not None and said.tzinfo is not None else None


def _degrees(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


@act
def set_out(request: Request, carried: dict[str, Any]) -> None:
    """I am on my way."""
    operations.set_out(**carried)


@act
def check_in(request: Request, carried: dict[str, Any]) -> None:
    """I am at the door."""
    operations.check_in(
        **carried,
        latitude=_degrees(request.POST.get("latitude", "")),
        longitude=_degrees(request.POST.get("longitude", "")),
        note=request.POST.get("note", ""),
    )


@act
def tick(request: Request, carried: dict[str, Any], position: int) -> None:
    """This step is done."""
    operations.tick_step(**carried, position=position)


@act
def untick(request: Request, carried: dict[str, Any], position: int) -> None:
    """This step is not done after all."""
    operations.untick_step(**carried, position=position)


@act
def add_photo(request: Request, carried: dict[str, Any]) -> None:
    """A photo of a step, or of the whole home."""
    upload = request.FILES.get("photo")
    position, when = request.POST.get("position", ""), request.POST.get("when", "")
    if upload is None:
        raise Refusal(_("No photo arrived. Please take it again."), field="photo")
    if not position.isascii() or not position.isdecimal() or len(position) > 4 or when not in set(When):
        raise Missing
    operations.add_photo(**carried, position=int(position), when=When(when), upload=upload)


@act
def remove_photo(request: Request, carried: dict[str, Any], photo_id: int) -> None:
    """Not this photo."""
    operations.remove_photo(**carried, photo_id=photo_id)


@act
def report_incident(request: Request, carried: dict[str, Any]) -> None:
    """Something went otherwise than agreed."""
    operations.report_incident(
        **carried,
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", ""),
        upload=request.FILES.get("photo"),
    )


@act
def complete(request: Request, carried: dict[str, Any]) -> None:
    """The work is done."""
    operations.complete_visit(
        **carried, reason=request.POST.get("reason", ""), closing_note=request.POST.get("closing_note", "")
    )
