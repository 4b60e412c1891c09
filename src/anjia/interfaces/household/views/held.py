"""What is kept: a time for ten minutes, what an older tab leads to, and the order."""

from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from anjia.dispatch import operations as dispatch_operations
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import AssignmentSummary
from anjia.interfaces.household.people import crew_comers
from anjia.interfaces.household.views.slots import picker, start_of
from anjia.interfaces.household.wishes import Wish, number, wish_of
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.toasts import say
from anjia.journeys import operations as journeys
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal

HELD = "held_slot"


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
            without=wish.not_ids,
            people=wish.people,
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        minute = clock.minute_of(starts_at)
        return picker(request, wish, day_of(starts_at), taken=_told(refusal, starts_at), instead_of=minute)
    request.session[HELD] = {"hold": hold_id, **wish.given}
    return redirect("household:held", hold_id)


def _told(refusal: Refusal, starts_at: datetime) -> str:
    """What a family reads. Why a caregiver cannot come, papers or leave, is hers: it reads that the time is gone."""
    if starts_at <= clock.now() or not refusal.field:
        return refusal.sentence
    return _("Somebody was a moment quicker. The next best is chosen for you; nothing you entered is lost.")


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


def _let_go_since(request: Request, slot: AssignmentSummary) -> bool:
    """Whether the family gave this time back, for another one or none, while an older tab still shows it."""
    kept = request.session.get(HELD) or {}
    return slot.household_id == request.person.id and not slot.is_hold and kept.get("hold") != slot.id


def _of_an_older_tab(request: Request, slot: AssignmentSummary) -> HttpResponseBase | None:
    """Where a tab leads whose time became a visit or was given back since; None while it shows what this phone has."""
    if slot.household_id == request.person.id and slot.visit_id is not None:
        return redirect("household:visit", slot.visit_id)
    return _to_what_is_kept(request) if _let_go_since(request, slot) else None


def _to_what_is_kept(request: Request) -> HttpResponseBase:
    """Leads from a time that was given back to what was chosen instead, or to the choice of a service."""
    kept = request.session.get(HELD)
    if kept is None:
        say(request, _("This time is no longer kept for you. Please choose once more."), tone="warn")
        return redirect("household:services")
    instead = dispatch.hold(kept["hold"])
    if instead.visit_id is not None:
        say(request, _("You chose another time in the meantime: this is the visit."), tone="warn")
    elif not _has_run_out(instead):
        say(request, _("You chose another time in the meantime: this is the one that is kept for you."), tone="warn")
    return redirect("household:held", instead.id)  # which says so itself of one that has run out


def _has_run_out(slot: AssignmentSummary) -> bool:
    return not slot.is_hold or (slot.expires_at is not None and slot.expires_at <= clock.now())


@for_household
@require_GET
def held(request: Request, hold_id: int) -> HttpResponseBase:
    """Everything once more, with the minutes that are left."""
    slot = dispatch.hold(hold_id)
    if (elsewhere := _of_an_older_tab(request, slot)) is not None:
        return elsewhere
    wish = _wish_held(request, slot)
    if _has_run_out(slot):
        say(request, _("The ten minutes are over and the time is free again. Please choose once more."), tone="warn")
        return redirect(f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}")
    crew = dispatch.crew_of_hold(hold_id)
    context = {
        "slot": slot,
        "wish": wish,
        "comers": crew_comers((one.caregiver_id for one in crew), wish.offering.trade),
        "back": f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}",
    }
    return render(request, "household/booking/held.html", context)


@for_household
@require_POST
def confirm(request: Request, hold_id: int) -> HttpResponseBase:
    """Orders the visit, or moves it; a second tap finds what the first one did."""
    slot = dispatch.hold(hold_id)
    if (elsewhere := _of_an_older_tab(request, slot)) is not None:
        return elsewhere
    wish = _wish_held(request, slot)
    try:
        return _moved(request, hold_id, wish) if wish.visit_id else _ordered(request, hold_id, wish)
    except Refusal as refusal:
        return picker(request, wish, day_of(slot.starts_at), taken=refusal.sentence)


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
        reason=gettext_noop("The household chose another time."),
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
    if (elsewhere := _of_an_older_tab(request, slot)) is not None:
        return elsewhere
    wish = _wish_held(request, slot)
    _let_go(request)
    return redirect(f"{reverse('household:slots')}?{wish.query}&day={day_of(slot.starts_at)}")
