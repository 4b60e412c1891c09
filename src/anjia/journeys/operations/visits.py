"""Place an order from a hold; cancel and move a visit with its caregiver's time; pay a granted refund."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.billing import operations as billing
from anjia.billing import queries as billing_queries
from anjia.booking import operations as booking
from anjia.booking import queries as booking_queries
from anjia.booking.operations import PlacedOrder
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.queries import AssignmentSummary
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.rules import State
from anjia.guarantees import operations as guarantees
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.retry import whole

MINUTE_SECONDS = 60
MOST_LOOKED_AT = 1000


def place_order_from_hold(
    *,
    hold_id: int,
    household_id: int,
    offering_id: int,
    home_id: int,
    visit_price_fen: int,
    at: datetime,
    by: Actor,
    proposal_id: int | None = None,
) -> PlacedOrder:
    """Makes an order of a held slot: its start, its length, its caregiver. The same hold gives the same order.

    Raises Missing for another household's hold, and the Refusal of dispatch when the hold has run out.
    """
    hold = _own_hold(hold_id, household_id)
    if hold.visit_id is not None:
        return _order_of(hold.visit_id)
    wanted = {
        "household_id": household_id,
        "offering_id": offering_id,
        "home_id": home_id,
        "visit_price_fen": visit_price_fen,
        "proposal_id": proposal_id,
    }
    try:
        return _place(hold, wanted, at=at, by=by)
    except Refusal:
        # The second of two taps waits for the first one and then finds the hold confirmed.
        visit_id = _own_hold(hold_id, household_id).visit_id
        if visit_id is None:
            raise
        return _order_of(visit_id)


@whole
def _place(hold: AssignmentSummary, wanted: dict[str, Any], *, at: datetime, by: Actor) -> PlacedOrder:
    people = len(dispatch_queries.crew_of_hold(hold.id))
    length = {"minutes": _minutes(hold), "people": people}
    placed = booking.place_order(**wanted, **length, starts_at=hold.starts_at, at=at, by=by)
    dispatch.confirm_hold(hold_id=hold.id, visit_id=placed.visit_id, at=at, by=by)
    return placed


def _own_hold(hold_id: int, household_id: int) -> AssignmentSummary:
    hold = dispatch_queries.hold(hold_id)
    if hold.household_id != household_id:
        raise Missing
    return hold


def _minutes(hold: AssignmentSummary) -> int:
    return int((hold.ends_at - hold.starts_at).total_seconds()) // MINUTE_SECONDS


def _order_of(visit_id: int) -> PlacedOrder:
    return PlacedOrder(booking_queries.visit(visit_id).order_id, visit_id)


def refuse_at_work(visit_id: int) -> None:
    """From the check-in on the visit takes place: it ends by being completed, and is made good afterwards."""
    work = fieldwork_queries.progress_of_many([visit_id])[visit_id]
    if work.checked_in_at is None or work.completed_at is not None:
        return
    sentence = _(
        "The caregiver has been at the door since %(time)s, so this visit can no longer be cancelled or moved. She can "
        "finish it early with a reason; what was not right can be made good afterwards."
    )
    raise Refusal(sentence % {"time": work.checked_in_at.astimezone(SHANGHAI).strftime("%H:%M")})


@whole
def cancel_visit_and_release(
    *,
    visit_id: int,
    reason: str,
    at: datetime,
    by: Actor,
    late_confirmed: bool = False,
    household_asked: bool | None = None,
) -> bool:
    """Cancels a visit and frees the caregiver's time. Twice is once; returns whether it changed.

    A late cancellation is refused until `late_confirmed`, as in booking; refused, too, while the caregiver is at work.
    """
    refuse_at_work(visit_id)
    changed = booking.cancel_visit(
        visit_id=visit_id,
        reason=reason,
        late_confirmed=late_confirmed,
        household_asked=household_asked,
        at=at,
        by=by,
    )
    if changed:
        dispatch.release_visit(visit_id=visit_id, at=at, by=by)
    return changed


@whole
def move_visit_and_reassign(
    *,
    visit_id: int,
    starts_at: datetime,
    reason: str,
    at: datetime,
    by: Actor,
    caregiver_id: int | None = None,
    household_asked: bool | None = None,
) -> None:
    """Gives a visit another start and sends somebody who can keep it.

    That is `caregiver_id` if named, else the caregiver of before if she is free then, else the best of the others.
    Refuses, and changes nothing, when nobody can come.
    """
    refuse_at_work(visit_id)
    before = dispatch_queries.assignment_of(visit_id)
    booking.move_visit(
        visit_id=visit_id, starts_at=starts_at, reason=reason, household_asked=household_asked, at=at, by=by
    )
    dispatch.release_visit(visit_id=visit_id, at=at, by=by)
    if caregiver_id is None and before is not None:
        free = {one.caregiver_id for one in dispatch_queries.candidates_for(visit_id, at=at, most=MOST_LOOKED_AT)}
        caregiver_id = before.caregiver_id if before.caregiver_id in free else None
    dispatch.assign_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=by)
    if caregiver_id is not None and booking_queries.visit(visit_id).people > 1:
        dispatch.assign_visit(visit_id=visit_id, at=at, by=by)


@whole
def move_visit_to_hold(*, visit_id: int, hold_id: int, household_id: int, reason: str, at: datetime, by: Actor) -> None:
    """Moves a household's visit to the slot it holds, with the caregiver held. Asked again, it changes nothing.

    Raises Missing for another household's visit or hold, Refusal when the hold is for another length of time.
    """
    hold = _own_hold(hold_id, household_id)
    visit = booking_queries.visit(visit_id)
    if visit.household_id != household_id:
        raise Missing
    if hold.visit_id == visit_id:
        return
    if _minutes(hold) != visit.minutes:
        raise Refusal(_("This time is kept for a visit of another length. Please choose again."))
    refuse_at_work(visit_id)
    booking.move_visit(visit_id=visit_id, starts_at=hold.starts_at, reason=reason, at=at, by=by)
    dispatch.release_visit(visit_id=visit_id, at=at, by=by)
    dispatch.confirm_hold(hold_id=hold_id, visit_id=visit_id, at=at, by=by)


@whole
def pay_granted_refund(*, refund_request_id: int, method: str, at: datetime, by: Actor) -> int:
    """Pays a granted refund and keeps its promise, in one transaction; returns the fen that went out.

    At most what the household has paid and not got back goes out; the rest only lowers what it owes. Refuses a refund
    that is not granted, and one that was paid: two who pay at once pay once.
    """
    household_id, amount_fen, words = guarantees.to_be_paid(request_id=refund_request_id)
    out_fen = min(amount_fen, billing_queries.returnable_fen(household_id))
    payment_id = None
    if out_fen:
        payment_id = billing.refund(
            household_id=household_id, amount_fen=out_fen, method=method, reason=words[:200], at=at, by=by
        )
    guarantees.record_refund_paid(
        request_id=refund_request_id,
        out_fen=out_fen,
        method=method if out_fen else "account",
        payment_id=payment_id,
        at=at,
        by=by,
    )
    return out_fen


@whole
def agree_scope(
    *, visit_id: int, steps: Sequence[str], at: datetime, by: Actor, move_in_on: date | None = None
) -> None:
    """Agrees what a visit is guaranteed to do, as booking does, until somebody sets out for it."""
    if fieldwork_queries.progress_of_many([visit_id])[visit_id].state is not State.PLANNED:
        raise Refusal(_("The caregiver is on the way or at work; what is guaranteed can no longer be changed."))
    booking.agree_scope(visit_id=visit_id, steps=steps, move_in_on=move_in_on, at=at, by=by)
