"""Keeping time while somebody decides."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dispatch.events import SlotHeld
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.diaries import (
    lock_diaries,
    locked_crew,
    release_hold_row,
    release_run_out,
)
from anjia.dispatch.operations.laying import lay
from anjia.dispatch.queries import VisitNeed, ranked
from anjia.dispatch.rules import Chooser, chooser_of
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.retry import whole
from anjia.kernel.scope import company_scope

log = logging.getLogger(__name__)

USUAL_HOLD_MINUTES = 10
MOST_HOLD_MINUTES = 24 * 60
MOST_TRIES = 3


@whole
def hold_slot(
    *,
    caregiver_id: int | None,
    starts_at: datetime,
    minutes: int,
    place: Place,
    trade: str,
    at: datetime,
    by: Actor,
    household_id: int | None = None,
    hold_minutes: int = USUAL_HOLD_MINUTES,
    without: Collection[int] = (),
    people: int = 1,
) -> int:
    """Keeps a caregiver's time for `hold_minutes` and returns the hold's id.

    Without a caregiver the best one who is free is taken, of those not named in `without`. For `people` two the time
    of the best other one is kept with hers: both or none, and the id is the leading one's. Refuses a start in the past,
    one of those in `without`, and a time that is taken, with the next free start. Raises Missing for a caregiver of
    nobody here.
    """
    starts_at = starts_at.replace(second=0, microsecond=0)
    if starts_at <= at:
        raise Refusal(_("This time has passed. Please choose a later start."), field="starts_at")
    if caregiver_id in without:
        raise Refusal(_("You asked that somebody else comes. Please choose another time or caregiver."))
    hold_for = timedelta(minutes=min(max(hold_minutes, 1), MOST_HOLD_MINUTES))
    need = VisitNeed(household_id, trade, starts_at, minutes, place, people=people)
    taken: set[int] = set(without)
    lead_id: int | None = None
    for seat in range(1, people + 1):
        seated = Seat(need, seat, lead_id, hold_for, at, by)
        chosen = caregiver_id if seat == 1 else None
        named = chooser_of(by.kind)
        held, holder = _hold_best(seated, taken) if chosen is None else _hold(seated, chosen, named)
        taken.add(holder)
        lead_id = lead_id or held
    return lead_id or 0


@dataclass(frozen=True)
class Seat:
    """One place in the crew of a visit, whose time is to be held: `lead_id` is the hold of the leading one."""

    need: VisitNeed
    seat: int
    lead_id: int | None
    hold_for: timedelta
    at: datetime
    by: Actor


def _hold_best(seat: Seat, taken: Collection[int]) -> tuple[int, int]:
    """Holds the first of the best candidates whose time is still free under her lock: the hold and who it is."""
    for candidate in ranked(seat.need, at=seat.at, most=MOST_TRIES, without=taken):
        try:
            with transaction.atomic():
                return _hold(seat, candidate.caregiver_id)
        except Refusal:
            continue
    if seat.seat > 1:
        raise Refusal(_("Two are no longer free together at this time. Please choose another start."), "starts_at")
    raise Refusal(_("Nobody is free at this time any more. Please choose another start."), field="starts_at")


def _hold(seat: Seat, caregiver_id: int, chooser: Chooser = Chooser.SYSTEM) -> tuple[int, int]:
    need, at = seat.need, seat.at
    lock_diaries([caregiver_id])
    expires_at = at + seat.hold_for
    row = Assignment(
        state=Assignment.State.HELD,
        expires_at=expires_at,
        made_at=at,
        seat=seat.seat,
        lead_id=seat.lead_id,
        chosen_by=chooser,
    )
    lay(need, caregiver_id, row)
    fact = SlotHeld(
        hold_id=row.pk,
        caregiver_id=caregiver_id,
        household_id=row.household_id,
        starts_at=need.starts_at,
        minutes=need.minutes,
        expires_at=expires_at,
    )
    announce(fact, at=at, by=seat.by)
    return int(row.pk), caregiver_id


@whole
def release_hold(*, hold_id: int, at: datetime, by: Actor) -> None:
    """Gives kept time back. Twice is once; refuses time that belongs to a visit by now."""
    for row in locked_crew(hold_id):
        if row.state == Assignment.State.ASSIGNED:
            raise Refusal(_("This time belongs to a visit by now. Please cancel or move the visit instead."))
        if row.state == Assignment.State.HELD:
            release_hold_row(row, at=at, by=by)


def release_expired_holds(*, at: datetime) -> int:
    """Releases every hold of every company whose time has run out; returns how many.

    Costs what has run out, not what is held. Each caregiver's in a transaction of their own, so that one that
    fails holds up no other: it is logged, and due again at the next sweep.
    """
    rows = Assignment.everywhere.filter(state=Assignment.State.HELD, expires_at__lte=at)
    due = sorted(set(rows.values_list("company_id", "caregiver_id")))
    return sum(_release_run_out(company_id, caregiver_id, at=at) for company_id, caregiver_id in due)


def _release_run_out(company_id: int, caregiver_id: int, *, at: datetime) -> int:
    try:
        with company_scope(company_id):
            return _release_locked(caregiver_id, at=at)
    except Exception:
        log.exception("run-out holds of caregiver %s could not be released", caregiver_id)
        return 0


@whole
def _release_locked(caregiver_id: int, *, at: datetime) -> int:
    lock_diaries([caregiver_id])
    return release_run_out(caregiver_id, at=at)
