"""Picking a time: free times of a day, who could come, ten minutes to decide, and the order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from anjia.dispatch import operations as dispatch_operations
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import AssignmentSummary, SlotDay, Start
from anjia.interfaces.household.people import comers_of, crew_comers, given_names
from anjia.interfaces.household.wishes import Wish, lengths, number, wish_of
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.parts import Choice, Day
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
    wish = wish_of(request.person.id, _with_unwanted(request.GET))
    return _page(request, wish, _chosen_day(request.GET.get("day", "")), chosen=number(request.GET.get("minute")))


def _with_unwanted(given: QueryDict) -> dict[str, Any]:
    """What was asked, with one more caregiver who is not wanted, if the form names her."""
    values = given.dict()
    return values | {"not": "-".join(filter(None, (str(values.get("not", "")), str(values.pop("also_not", "")))))}


def _chosen_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _free(request: Request, wish: Wish, before: Sequence[int]) -> tuple[SlotDay, ...]:
    at = clock.now()
    return dispatch.free_slots(
        wish.offering.trade,
        minutes=wish.minutes,
        place=wish.home.place,
        from_day=day_of(at),
        days=DAYS,
        at=at,
        household_id=request.person.id,
        caregiver_id=wish.with_id,
        without=wish.not_ids,
        people=wish.people,
        before=before,
        jurisdiction=request.company.jurisdiction,
    )


def _page(
    request: Request, wish: Wish, day: date | None, *, taken: str = "", instead_of: int = 0, chosen: int = 0
) -> HttpResponseBase:
    """The picker, with the start that was chosen; after it was taken by somebody else with the next best instead."""
    before = dispatch.came_before(request.person.id, at=clock.now())
    days = _free(request, wish, before)
    best = [start for one in days for start in one.starts]
    following = _following(best, instead_of) if taken else []
    shown = _shown(days, day_of(following[0].at) if following else day)
    familiar = [caregiver_id for caregiver_id, _visits in Counter(before).most_common()]
    shown_ids = {start.best_id for start in [*shown.starts, *following]}
    people = given_names(workforce.names_of({*shown_ids, *familiar, *wish.not_ids, wish.with_id}))
    choosable = [*familiar, *sorted(shown_ids)]
    context = {
        "wish": wish,
        "days": _in_strip(days, shown.day, wish),
        "shown": shown,
        "shown_iso": shown.day.isoformat(),
        "starts": _starts(shown.starts, people, wish, following[0].minute if following else chosen),
        "lengths": [] if wish.proposal_id or wish.visit_id else [(m, formats.span(m)) for m in lengths(wish.offering)],
        "taken": taken,
        "following": [{"row": row, "name": people[row.best_id], "same": row.minute == instead_of} for row in following],
        "who": _choices(people, choosable, wish.with_id),
        "whom_else_not": _choices(people, [one for one in choosable if one not in wish.not_ids], None),
        "unwanted": _choices(people, [*wish.not_ids], None),
        "who_could_come": f"{reverse('household:slot-who')}?{wish.query}",
        "back": _back(wish),
        "anybody": wish.anybody.query,
    }
    return render(request, "household/booking/slots.html", context, status=409 if taken else 200)


def _shown(days: tuple[SlotDay, ...], wanted: date | None) -> SlotDay:
    """The day wanted, or the next one that is free, or the first that is; the first of all when none is."""
    free = [one for one in days if one.starts]
    later = [one for one in free if wanted and one.day >= wanted]
    return (later or free or list(days))[0]


def _in_strip(days: Iterable[SlotDay], shown: date, wish: Wish) -> list[Day]:
    """The days by name and date; those with a free time lead to it."""
    today, query = day_of(clock.now()), wish.query
    return [
        Day(
            name=_name_of(one.day, today),
            label=f"{one.day.month}/{one.day.day}",
            url=f"?{query}&day={one.day.isoformat()}" if one.starts else "",
            current=one.day == shown,
        )
        for one in days
    ]


def _name_of(day: date, today: date) -> str:
    """Today and tomorrow by name, any other day by its weekday."""
    return formats.near_day(day, today) if (day - today).days < 2 else formats.weekday(day)


def _starts(starts: Iterable[Start], people: Mapping[int, str], wish: Wish, chosen: int) -> list[Choice]:
    """The times of a day, each with who fits best, by her name as those shown are told apart."""
    beside = [_("and one more")] if wish.people > 1 else []
    return [
        Choice(
            value=f"{start.minute}-{start.best_id}",
            label=formats.clock(start.at),
            note=" ".join([people[start.best_id], *beside]),
            checked=start.minute == chosen,
        )
        for start in starts
    ]


def _following(starts: list[Start], instead_of: int) -> list[Start]:
    """The same start with somebody else and those after it; the first ones of all where none comes after."""
    later = [start for start in starts if start.minute >= instead_of] or starts
    return later[:MOST_OTHERS]


def _choices(people: dict[int, str], ids: list[int], also: int | None) -> list[tuple[int, str]]:
    """(id, name as told apart) of those that a family may ask for: who was here, who could come, whom it named."""
    wanted = dict.fromkeys([*ids, *([also] if also else [])])
    return [(key, people[key]) for key in wanted if key in people]


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
            without=wish.not_ids,
            people=wish.people,
            at=clock.now(),
            by=request.person.actor,
        )
    except Refusal as refusal:
        minute = clock.minute_of(starts_at)
        return _page(request, wish, day_of(starts_at), taken=_told(refusal, starts_at), instead_of=minute)
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
