"""The waiting list: join, be offered freed time in order, take it or let it pass, leave."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from anjia.booking.rules import FARTHEST
from anjia.catalog import queries as catalog
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI, at_minute, day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.scope import company_scope
from anjia.offers.events import FreedTimeOffered, FreedTimePassed, WaitingEnded, WaitingJoined
from anjia.offers.models import Waiting
from anjia.offers.queries.waiting import in_order, wished_of
from anjia.offers.rules import STILL_WAITING, WaitingState, Wished, days_are_possible, first_fit, hours_are_possible
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.quality.rules.interviews import is_key
from anjia.workforce import queries as workforce

log = logging.getLogger(__name__)

MOST_LOOKED_AT = 100
MOST_DAYS = 31


@whole
def join_waiting_list(
    *,
    household_id: int,
    offering_id: int,
    home_id: int,
    price_fen: int,
    wished: Wished,
    at: datetime,
    by: Actor,
    caregiver_id: int | None = None,
) -> int:
    """Puts the household on the list and returns the entry's id; who waits for it already keeps that place.

    A key household comes before the others. Raises Missing for a home that is not its own, Refusal for a wish that no
    time to come could satisfy.
    """
    offering = catalog.offering(offering_id)
    if home_id not in {home.id for home in households.homes_of(household_id)}:
        raise Missing
    if caregiver_id is not None and not workforce.names_of([caregiver_id]):
        raise Missing
    if not days_are_possible(wished, day_of(at), day_of(at + FARTHEST)):
        sentence = _("Please choose days that are still to come, 62 at most, within a year from now.")
        raise Refusal(sentence, field="until_on")
    if not hours_are_possible(wished):
        sentence = _("Please choose hours of one day that are long enough for the visit; a night is agreed by phone.")
        raise Refusal(sentence, field="latest")
    row, first = Waiting.objects.get_or_create(
        household_id=household_id,
        home_id=home_id,
        offering_id=offering_id,
        state__in=STILL_WAITING,
        defaults={
            "state": WaitingState.WAITING,
            "trade": offering.trade,
            "price_fen": price_fen,
            "caregiver_id": caregiver_id,
            "key": is_key(households.household(household_id).tags),
            "joined_at": at,
            "joined_by": (by.name or str(by))[:80],
            "since": at,
            **_wish_columns(wished),
        },
    )
    if first:
        fact = WaitingJoined(waiting_id=row.pk, household_id=household_id, offering_id=offering_id)
        announce(fact, at=at, by=by)
    return int(row.pk)


def _wish_columns(wished: Wished) -> dict[str, Any]:
    days = {"from_on": wished.from_on, "until_on": wished.until_on, "weekdays": sorted(set(wished.weekdays))}
    hours = {"from_minute": wished.from_minute, "until_minute": wished.until_minute}
    return {**days, **hours, "minutes": wished.minutes}


def _locked(waiting_id: int, household_id: int | None = None) -> Waiting:
    row: Waiting | None = Waiting.objects.select_for_update().filter(pk=waiting_id).first()
    if row is None or household_id not in (None, row.household_id):
        raise Missing
    return row


def offer_freed_time(*, at: datetime) -> int:
    """Looks, in the order of the list, for time that is free and keeps it for who waits; returns how many were offered.

    Each in a transaction of their own: one that fails holds up no other, and what was kept stays kept.
    """
    return sum(_offer_next(waiting_id, at=at) for waiting_id in in_order()[:MOST_LOOKED_AT])


def _offer_next(waiting_id: int, *, at: datetime) -> int:
    try:
        return _offer_to(waiting_id, at=at)
    except Refusal:
        return 0  # taken by somebody else between the look and the hold: the next change looks again


@whole
def _offer_to(waiting_id: int, *, at: datetime) -> int:
    row = _locked(waiting_id)
    if row.state != WaitingState.WAITING:
        return 0
    if row.until_on < day_of(at):
        _end(row, WaitingState.LAPSED, at=at, by=SYSTEM)
        return 0
    found = _free(row, at)
    if found is None:
        return 0
    minute, caregiver_id = found
    minutes = promises.clause_in_force(Kind.FREED_TIME_KEPT, at=at).minutes
    starts_at, held_until = at_minute(minute), at + timedelta(minutes=minutes)
    row.hold_id = dispatch.hold_slot(
        caregiver_id=caregiver_id,
        starts_at=starts_at,
        minutes=row.minutes,
        place=households.home(row.home_id).place,
        trade=row.trade,
        household_id=row.household_id,
        hold_minutes=minutes,
        at=at,
        by=SYSTEM,
    )
    row.state, row.held_until = WaitingState.OFFERED, held_until
    row.save(update_fields=["state", "hold", "held_until"])
    _tell_offered(row, starts_at, held_until, caregiver_id, at=at)
    return 1


def _tell_offered(row: Waiting, starts_at: datetime, held_until: datetime, caregiver_id: int, *, at: datetime) -> None:
    fact = FreedTimeOffered(
        waiting_id=row.pk,
        household_id=row.household_id,
        caregiver_id=caregiver_id,
        hold_id=row.hold_id or 0,
        starts_at=starts_at,
        held_until=held_until,
    )
    announce(fact, at=at, by=SYSTEM)


def _free(row: Waiting, at: datetime) -> tuple[int, int] | None:
    """The first free (epoch minute, caregiver) that the household wished for and has not let pass."""
    wished = wished_of(row)
    from_day, passed = max(row.from_on, day_of(at)), {(minute, who) for minute, who in row.passed}
    while from_day <= row.until_on:
        days = min(MOST_DAYS, (row.until_on - from_day).days + 1)
        found = first_fit(wished, _starts(row, from_day, days, at), passed)
        if found is not None:
            return found
        from_day += timedelta(days=days)
    return None


def _starts(row: Waiting, from_day: date, days: int, at: datetime) -> Sequence[tuple[date, int, int, int]]:
    free = dispatch_queries.free_slots(
        row.trade,
        minutes=row.minutes,
        place=households.home(row.home_id).place,
        from_day=from_day,
        days=days,
        at=at,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
    )
    return [(one.day, _of_day(start.minute), start.minute, start.best_id) for one in free for start in one.starts]


def _of_day(minute: int) -> int:
    local = at_minute(minute).astimezone(SHANGHAI)
    return local.hour * 60 + local.minute


@whole
def pass_freed_time_on(*, hold_id: int, ran_out: bool, at: datetime) -> int:
    """Whoever the released time was kept for waits again: further back when it ran out. Twice is once."""
    row = Waiting.objects.select_for_update().filter(hold_id=hold_id, state=WaitingState.OFFERED).first()
    if row is None:
        return 0
    _pass(row, ran_out=ran_out, at=at, by=SYSTEM)
    return 1


def _pass(row: Waiting, *, ran_out: bool, at: datetime, by: Actor) -> None:
    kept = dispatch_queries.hold(row.hold_id or 0)
    row.passed = [*row.passed, [int(kept.starts_at.timestamp()) // 60, kept.caregiver_id]]
    row.state, row.hold_id, row.held_until = WaitingState.WAITING, None, None
    row.since = at if ran_out else row.since
    row.save(update_fields=["state", "hold", "held_until", "passed", "since"])
    announce(FreedTimePassed(waiting_id=row.pk, household_id=row.household_id, ran_out=ran_out), at=at, by=by)


@whole
def decline_freed_time(*, waiting_id: int, household_id: int, at: datetime, by: Actor) -> None:
    """Not this time: it goes to the next, and the household keeps its place. Twice is once."""
    row = _locked(waiting_id, household_id)
    if row.state != WaitingState.OFFERED:
        return
    hold_id = row.hold_id or 0
    _pass(row, ran_out=False, at=at, by=by)
    dispatch.release_hold(hold_id=hold_id, at=at, by=by)


@whole
def leave_waiting_list(*, waiting_id: int, at: datetime, by: Actor, household_id: int | None = None) -> None:
    """No longer waits; a time kept for it goes to the next. Twice is once; refuses one that is booked."""
    row = _locked(waiting_id, household_id)
    if row.state in (WaitingState.LEFT, WaitingState.LAPSED):
        return
    if row.state == WaitingState.BOOKED:
        raise Refusal(_("The time is booked by now. To give it up, please cancel the visit."))
    hold_id = row.hold_id
    _end(row, WaitingState.LEFT, at=at, by=by)
    if hold_id is not None:
        dispatch.release_hold(hold_id=hold_id, at=at, by=by)


def _end(row: Waiting, state: WaitingState, *, at: datetime, by: Actor) -> None:
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "ended_at", "visit"])
    fact = WaitingEnded(waiting_id=row.pk, household_id=row.household_id, visit_id=row.visit_id, how=state.value)
    announce(fact, at=at, by=by)


@whole
def book_waiting(*, waiting_id: int, household_id: int, visit_id: int, at: datetime, by: Actor) -> None:
    """The kept time became a visit. Twice is once; refuses when nothing is kept any more."""
    row = _locked(waiting_id, household_id)
    if row.state == WaitingState.BOOKED and row.visit_id == visit_id:
        return
    if row.state != WaitingState.OFFERED:
        raise Refusal(_("This time is no longer kept for you. You stay on the list; the next one comes here."))
    row.visit_id = visit_id
    _end(row, WaitingState.BOOKED, at=at, by=by)


def look_after_waiting_lists(*, at: datetime) -> int:
    """Looks once more for everybody of every company who waits: what no fact told of, and days that have passed."""
    companies = Waiting.everywhere.filter(state=WaitingState.WAITING).values_list("company_id", flat=True).distinct()
    return sum(_look_after(company_id, at=at) for company_id in sorted(set(companies)))


def _look_after(company_id: int, *, at: datetime) -> int:
    try:
        with company_scope(company_id):
            return offer_freed_time(at=at)
    except Exception:
        log.exception("the waiting list of company %s could not be looked after", company_id)
        return 0
