"""Picking a time: free times of a day, who could come, ten minutes to decide, and the order."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.dispatch import operations as dispatch_operations
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import AssignmentSummary, SlotDay, Start
from anjia.interfaces.household.people import comer_of, comers_of, given_name
from anjia.interfaces.household.wishes import Wish, lengths, number, wish_of
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.clock import at_minute, day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import queries as workforce

DAYS = 14
MOST_OTHERS = 3
HELD = "held_slot"


@for_household
@require_GET
def slots(request: Request) -> HttpResponseBase:
    """The free times of a day; days in a strip."""
    return _page(request, wish_of(request.person.id, request.GET), _chosen_day(request.GET.get("day", "")))


def _chosen_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _free(request: Request, wish: Wish) -> tuple[SlotDay, ...]:
    at = clock.now()
    return dispatch.free_slots(
        wish.offering.trade,
        minutes=wish.minutes,
        place=wish.home.place,
        from_day=day_of(at),
        days=DAYS,
        at=at,
        household_id=request.person.id,
    )


def _page(request: Request, wish: Wish, day: date | None, *, taken: str = "", instead_of: int = 0) -> HttpResponseBase:
    """The picker; after a slot was taken by somebody else with the next best in its place."""
    days = _free(request, wish)
    shown = _shown(days, day)
    best = [start for one in days for start in one.starts]
    people = workforce.caregivers({start.best_id for start in shown.starts} | {start.best_id for start in best[:1]})
    context = {
        "wish": wish,
        "days": [{"day": one.day, "name": _name_of(one.day), "free": bool(one.starts)} for one in days],
        "shown": shown,
        "starts": [{"row": start, "name": given_name(people[start.best_id].name)} for start in shown.starts],
        "lengths": [] if wish.proposal_id or wish.visit_id else lengths(wish.offering),
        "taken": taken,
        "next_best": _next_best(best, instead_of, people) if taken else None,
        "back": _back(wish),
    }
    return render(request, "household/booking/slots.html", context, status=409 if taken else 200)


def _shown(days: tuple[SlotDay, ...], wanted: date | None) -> SlotDay:
    """The day wanted, or the next one that is free, or the first that is; the first of all when none is."""
    free = [one for one in days if one.starts]
    later = [one for one in free if wanted and one.day >= wanted]
    return (later or free or list(days))[0]


def _name_of(day: date) -> str:
    """Today and tomorrow by name, any other day by its weekday."""
    today = day_of(clock.now())
    return formats.near_day(day, today) if (day - today).days < 2 else formats.weekdays()[day.weekday()]


def _next_best(starts: list[Start], instead_of: int, people: dict[int, Any]) -> dict[str, Any] | None:
    """The same start with somebody else, or the first one after it, or the first of all."""
    later = [start for start in starts if start.minute >= instead_of] or starts
    if not later:
        return None
    person = people.get(later[0].best_id) or workforce.caregiver(later[0].best_id)
    return {"row": later[0], "name": given_name(person.name), "same": later[0].minute == instead_of}


def _back(wish: Wish) -> str:
    if wish.visit_id:
        return reverse("household:visit", args=[wish.visit_id])
    if wish.proposal_id:
        return reverse("household:proposal", args=[wish.proposal_id])
    return reverse("household:services")


@for_household
@require_GET
def who(request: Request) -> HttpResponseBase:
    """Who could come at a start, best first, and what speaks for each."""
    wish = wish_of(request.person.id, request.GET)
    need = wish.need(request.person.id, start_of(request.GET.get("start", ""))[0])
    found = dispatch.ranked(need, at=clock.now(), most=MOST_OTHERS)
    context = {
        "comers": comers_of(found, wish.offering.trade),
        "wish": wish,
        "starts_at": need.starts_at,
        "starts_minute": clock.minute_of(need.starts_at),
    }
    return render(request, "household/booking/_who.html", context)


def start_of(text: str) -> tuple[datetime, int]:
    """The start and the caregiver behind "<epoch minute>-<caregiver id>". Raises Refusal for anything else."""
    minute, _dash, caregiver = text.partition("-")
    if not 0 < number(minute) < 2**31:
        raise Refusal(_("Please choose a time."), field="start")
    return at_minute(number(minute)), number(caregiver)


@for_household
@require_POST
def hold(request: Request) -> HttpResponseBase:
    """Keeps a time for ten minutes; if it was just taken, shows the next best."""
    wish = wish_of(request.person.id, request.POST)
    starts_at, proposed_id = start_of(request.POST.get("start", ""))
    caregiver_id = number(request.POST.get("who")) or proposed_id  # one of the first three, chosen by name
    _let_go(request)
    try:
        hold_id = dispatch_operations.hold_slot(
            caregiver_id=caregiver_id or None,
            starts_at=starts_at,
            minutes=wish.minutes,
            place=wish.home.place,
            trade=wish.offering.trade,
            household_id=request.person.id,
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        minute = clock.minute_of(starts_at)
        return _page(request, wish, day_of(starts_at), taken=refusal.sentence, instead_of=minute)
    request.session[HELD] = {"hold": hold_id, **wish.given}
    return redirect("household:held", hold_id)


def _let_go(request: Request) -> None:
    """Gives back what this phone held before: nobody keeps two times at once."""
    before = request.session.pop(HELD, None)
    if before is None:
        return
    try:
        if dispatch.hold(before["hold"]).is_hold:
            dispatch_operations.release_hold(hold_id=before["hold"], at=clock.now(), by=request.person.actor)
    except (Refusal, Missing):
        return  # it became a visit this moment, or is gone: either way it is no longer held


def _wish_held(request: Request, slot: AssignmentSummary) -> Wish:
    """What the slot is held for, if it is this phone's. Raises Missing."""
    kept = request.session.get(HELD) or {}
    if kept.get("hold") != slot.id or slot.household_id != request.person.id:
        raise Missing
    return wish_of(request.person.id, kept)


@for_household
@require_GET
def held(request: Request, hold_id: int) -> HttpResponseBase:
    """Everything once more, with the minutes that are left."""
    slot = dispatch.hold(hold_id)
    if slot.household_id == request.person.id and slot.visit_id is not None:
        return redirect("household:visit", slot.visit_id)
    wish = _wish_held(request, slot)
    if not slot.is_hold or (slot.expires_at and slot.expires_at <= clock.now()):
        say(request, _("The ten minutes are over and the time is free again. Please choose once more."), tone="warn")
        return redirect(f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}")
    person = workforce.caregiver(slot.caregiver_id)
    context = {
        "slot": slot,
        "wish": wish,
        "comer": comer_of(person, wish.offering.trade),
        "back": f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}",
    }
    return render(request, "household/booking/held.html", context)


@for_household
@require_POST
def confirm(request: Request, hold_id: int) -> HttpResponseBase:
    """Orders the visit, or moves it; a second tap finds what the first one did."""
    slot = dispatch.hold(hold_id)
    if slot.household_id == request.person.id and slot.visit_id is not None:
        return redirect("household:visit", slot.visit_id)
    wish = _wish_held(request, slot)
    try:
        return _moved(request, hold_id, wish) if wish.visit_id else _ordered(request, hold_id, wish)
    except Refusal as refusal:
        return _page(request, wish, day_of(slot.starts_at), taken=refusal.sentence)


def _ordered(request: Request, hold_id: int, wish: Wish) -> HttpResponseBase:
    placed = journeys.place_order_from_hold(
        hold_id=hold_id,
        household_id=request.person.id,
        offering_id=wish.offering.id,
        home_id=wish.home.id,
        visit_price_fen=wish.price_fen,
        proposal_id=wish.proposal_id,
        at=clock.now(),
        by=request.person.actor,
    )
    return redirect("household:ordered", placed.order_id)


def _moved(request: Request, hold_id: int, wish: Wish) -> HttpResponseBase:
    journeys.move_visit_to_hold(
        visit_id=wish.visit_id or 0,
        hold_id=hold_id,
        household_id=request.person.id,
        reason=_("The household chose another time."),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Your visit is moved."))
    return redirect("household:visit", wish.visit_id)


@for_household
@require_POST
def release(request: Request, hold_id: int) -> HttpResponseBase:
    """Gives the time back and returns to the picker."""
    slot = dispatch.hold(hold_id)
    wish = _wish_held(request, slot)
    _let_go(request)
    return redirect(f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}")
