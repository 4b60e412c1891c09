"""A visit behind its own link: confirm it, move it, cancel it. It shows what, when and who, and nothing more.

A link that is wrong, over or closed says one and the same sentence.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import is_late
from anjia.company import queries as company_queries
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import SlotDay
from anjia.interfaces.public.limits import count_use
from anjia.interfaces.shared.access import Request, for_everyone, refused
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.clock import at_minute, day_of, minute_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.offers import operations, queries
from anjia.offers.queries import FoundLink
from anjia.offers.rules import LinkAct
from anjia.workforce import queries as workforce

DAYS = 7
LEAD_MINUTES = 24 * 60
Page = Callable[[Request, FoundLink, datetime], HttpResponseBase]


def behind_link(view: Page) -> Callable[..., HttpResponseBase]:
    """Opens the visit of a link that holds, in its company's scope; any other link gets the one sentence."""

    @for_everyone
    @wraps(view)
    def opened(request: Request, token: str) -> HttpResponseBase:
        count_use(request, token)
        found, at = queries.link_by_token(token), clock.now()
        if found is None:
            return _closed(request)
        with company_scope(found.company_id):
            if not queries.link_holds(found, at):
                return _closed(request)
            request.company = company_queries.company(found.company_id)
            return view(request, found, at)

    return opened


def _closed(request: Request) -> HttpResponseBase:
    sentence = _("This link opens nothing (any more). Please call the company, or ask it for a new one.")
    return refused(request, Refusal(sentence), 404)


def _by(found: FoundLink) -> Actor:
    return Actor("household", found.household_id, gettext_noop("by the visit's link"))


@behind_link
@require_GET
def visit(request: Request, found: FoundLink, at: datetime) -> HttpResponseBase:
    """What, when, who; and what can be done."""
    operations.record_link_use(link_id=found.id, what=LinkAct.OPENED, at=at)
    return _shown(request, found, at)


def _shown(request: Request, found: FoundLink, at: datetime, problem: str = "") -> HttpResponseBase:
    one = booking.visit(found.visit_id)
    crew = dispatch.crews_of_visits([one.id]).get(one.id, ())
    late = is_late(one.starts_at, at)
    link = queries.link_of(one.id, one.starts_at)
    context: dict[str, Any] = {
        "title": one.title,
        "starts_at": one.starts_at,
        "read": minute_of(one.starts_at),
        "ends_at": one.ends_at,
        "comes": _(", ").join(_first_names([given.caregiver_id for given in crew])),
        "confirmed": bool(link and link.confirmed_at),
        "late": late,
        "days": () if late else _other_starts(one, crew[0].caregiver_id if crew else None, at),
        "problem": problem,
    }
    return render(request, "public/visit_link.html", context, status=409 if problem else 200)


def _read(request: Request) -> datetime | None:
    """The visit's start as the page showed it on which somebody pressed."""
    return _instant(request.POST.get("read"))


def _instant(given: str | None) -> datetime | None:
    minute = number(given)
    return at_minute(minute) if minute and minute < 2**31 else None


def _first_names(ids: list[int]) -> list[str]:
    """How a stranger may know them: the family name and 阿姨, or the first word of any other name."""
    known = workforce.names_of(ids)
    names = [known.get(caregiver_id, "") for caregiver_id in ids]
    return [one[:1] + _(" (caregiver)") if one and not one.isascii() else one.partition(" ")[0] for one in names]


def _other_starts(visit: VisitSummary, caregiver_id: int | None, at: datetime) -> tuple[SlotDay, ...]:
    """Free starts of the next days, but not the visit's own: with the same caregiver, else with anybody."""
    need = dispatch.need_of(visit.id)
    asked: dict[str, Any] = {"minutes": need.minutes, "place": need.place, "from_day": day_of(at), "days": DAYS}
    asked |= {"household_id": need.household_id, "visit_id": visit.id, "lead_minutes": LEAD_MINUTES, "at": at}
    for who in dict.fromkeys((caregiver_id, None)):
        found = dispatch.free_slots(need.trade, caregiver_id=who, **asked)
        others = (replace(one, starts=tuple(s for s in one.starts if s.at != visit.starts_at)) for one in found)
        days = tuple(one for one in others if one.starts)
        if days:
            return days
    return ()


@behind_link
@require_POST
def confirm(request: Request, found: FoundLink, at: datetime) -> HttpResponseBase:
    """I know, and it stands."""
    try:
        operations.confirm_by_link(link_id=found.id, read=_read(request), at=at, by=_by(found))
    except Refusal as refusal:
        return _shown(request, found, at, refusal.sentence)
    say(request, _("Thank you. We come as agreed."))
    return redirect(request.path.removesuffix("confirm/"))


@behind_link
@require_POST
def move(request: Request, found: FoundLink, at: datetime) -> HttpResponseBase:
    """Another start; nothing changes when it has just been taken."""
    starts_at = _instant(request.POST.get("start"))
    if starts_at is None:
        raise Missing
    try:
        journeys.move_by_link(link=found, read=_read(request), starts_at=starts_at, at=at, by=_by(found))
    except Refusal as refusal:
        # Why a caregiver cannot come, and her whole name, are hers: a stranger reads that the time is gone.
        gone = _("This time has just been taken. Please choose another one.")
        return _shown(request, found, at, gone if refusal.field in ("starts_at", "caregiver") else refusal.sentence)
    say(request, _("The visit is moved."))
    return redirect(request.path.removesuffix("move/"))


@behind_link
@require_POST
def cancel(request: Request, found: FoundLink, at: datetime) -> HttpResponseBase:
    """Not at all: the link has done its work with it."""
    try:
        journeys.cancel_by_link(link=found, read=_read(request), at=at, by=_by(found))
    except Refusal as refusal:
        return _shown(request, found, at, refusal.sentence)
    return render(request, "public/visit_cancelled.html", {})
