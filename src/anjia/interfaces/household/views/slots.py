"""Picking a time: free times of a day, and who could come."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import SlotDay, Start
from anjia.interfaces.household.people import comers_of, given_names
from anjia.interfaces.household.wishes import Wish, lengths, number, wish_of
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.parts import Choice, Day
from anjia.kernel import clock
from anjia.kernel.clock import at_minute, day_of
from anjia.kernel.errors import Refusal
from anjia.workforce import queries as workforce

DAYS = 14
MOST_OTHERS = 3


@for_household
@require_GET
def slots(request: Request) -> HttpResponseBase:
    """The free times of a day; days in a strip."""
    wish = wish_of(request.person.id, _with_unwanted(request.GET))
    return picker(request, wish, _chosen_day(request.GET.get("day", "")), chosen=number(request.GET.get("minute")))


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


def picker(
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
            label=formats.little_day(one.day),
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
    at = clock.now()
    found = dispatch.ranked(need, at=at, most=MOST_OTHERS, caregiver_id=wish.with_id, without=wish.not_ids)
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
