"""First to accept: one has the visit, everybody else reads who was quicker."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch import operations as dispatch
from anjia.fieldwork import queries as fieldwork
from anjia.fieldwork.rules import State as WorkState
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line
from anjia.offers.events import OfferTaken, SwapAccepted, SwapRefused
from anjia.offers.models import Invitation, Offer
from anjia.offers.operations.crews import crew_of
from anjia.offers.operations.records import end_offer, locked_offer, ran_out, refuse_ended
from anjia.offers.rules import OfferKind, OfferState, needs_word
from anjia.promises import operations as promise_operations
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.quality.rules.interviews import is_key


@whole
def accept_offer(
    *, offer_id: int, caregiver_id: int, at: datetime, by: Actor, back_visit_id: int | None = None
) -> OfferState:
    """Takes what she was asked to take; whoever accepts first has it. Her second tap gives the same answer.

    A visit that nobody has is hers at once. A swap is hers at once, or waits for the desk's word (ACCEPTED) when the
    clause or a key household asks for it; `back_visit_id` is one of her visits that she gives in return. Every hard
    rule is asked again under the diaries' locks. Raises Missing unless she was asked.
    """
    row = locked_offer(offer_id)
    if not Invitation.objects.filter(offer=row, caregiver_id=caregiver_id).exists():
        raise Missing
    if row.taker_id == caregiver_id and row.state in (OfferState.TAKEN, OfferState.ACCEPTED):
        return OfferState(row.state)
    refuse_ended(row)
    if at >= row.expires_at:
        raise Refusal(ran_out(row))
    row.taker_id = caregiver_id
    if row.kind == OfferKind.VISIT:
        dispatch.assign_visit(visit_id=row.visit_id, caregiver_id=caregiver_id, at=at, by=by)
        return _taken(row, at=at, by=by)
    row.back_visit_id = back_visit_id
    return _swap(row, at=at, by=by)


def _taken(row: Offer, *, at: datetime, by: Actor) -> OfferState:
    end_offer(row, OfferState.TAKEN, at=at, by=by)
    announce(OfferTaken(**_about(row)), at=at, by=by)
    return OfferState.TAKEN


def _about(row: Offer) -> dict[str, Any]:
    ids = {"offer_id": row.pk, "visit_id": row.visit_id}
    return {**ids, "caregiver_id": row.taker_id, "back_visit_id": row.back_visit_id}


def _swap(row: Offer, *, at: datetime, by: Actor) -> OfferState:
    _refuse_begun(row, at)
    if not _waits_for_a_word(row, at):
        _exchange(row, at=at, by=by)
        return _taken(row, at=at, by=by)
    end_offer(row, OfferState.ACCEPTED, at=at, by=by)
    announce(SwapAccepted(**_about(row)), at=at, by=by)
    promise_operations.make_promise(
        kind=Kind.SWAP_APPROVED,
        subject=f"offer:{row.pk}",
        made_at=at,
        due_at=row.expires_at,
        caregiver_id=row.giver_id,
        by=by,
    )
    return OfferState.ACCEPTED


def _refuse_begun(row: Offer, at: datetime) -> None:
    """The giver still has the visit and has not set out; what is given in return is hers to give and as far ahead."""
    if row.giver_id not in crew_of(row.visit_id):
        raise Refusal(_("This visit went to somebody else meanwhile. The next offer comes here."))
    ids = [row.visit_id, *([row.back_visit_id] if row.back_visit_id else [])]
    if row.back_visit_id and row.taker_id not in crew_of(row.back_visit_id):
        raise Missing
    works, visits = fieldwork.progress_of_many(ids), booking.visits(ids)
    begun = [i for i in ids if works[i].state is not WorkState.PLANNED or visits[i].starts_at <= at]
    if begun or any(visits[i].state != VisitState.PLANNED for i in ids):
        raise Refusal(_("One of the two visits has begun or was cancelled; it can no longer be swapped."))


def _waits_for_a_word(row: Offer, at: datetime) -> bool:
    ids = [row.visit_id, *([row.back_visit_id] if row.back_visit_id else [])]
    visits = booking.visits(ids).values()
    lead = promises.clause_in_force(Kind.SWAP_APPROVED, at=at).minutes
    whose = {visit.household_id: is_key(households.household(visit.household_id).tags) for visit in visits}
    return any(needs_word(visit.starts_at, at, lead, key=whose[visit.household_id]) for visit in visits)


def _exchange(row: Offer, *, at: datetime, by: Actor) -> None:
    dispatch.hand_over(
        visit_id=row.visit_id,
        from_caregiver_id=row.giver_id or 0,
        caregiver_id=row.taker_id or 0,
        back_visit_id=row.back_visit_id,
        reason=gettext_noop("Swapped among caregivers"),
        at=at,
        by=by,
    )


@whole
def agree_to_swap(*, offer_id: int, at: datetime, by: Actor) -> None:
    """The desk's yes: the visit goes over, every hard rule asked again. Twice is once."""
    row = locked_offer(offer_id)
    if row.state == OfferState.TAKEN:
        return
    _refuse_not_waiting(row, at)
    _refuse_begun(row, at)
    _exchange(row, at=at, by=by)
    _taken(row, at=at, by=by)
    _keep(row, _("agreed"), at=at, by=by)


@whole
def refuse_swap(*, offer_id: int, answer: str, at: datetime, by: Actor) -> None:
    """The desk's no, with a reason of 1-200 characters both read: the visit stays where it is. Twice is once."""
    words = clean_line(answer, most=200, what=_("the reason"), least=1)
    row = locked_offer(offer_id)
    if row.state == OfferState.REFUSED:
        return
    _refuse_not_waiting(row, at)
    end_offer(row, OfferState.REFUSED, at=at, by=by, answer=words)
    fact = SwapRefused(offer_id=row.pk, visit_id=row.visit_id, caregiver_id=row.giver_id or 0, answer=words)
    announce(fact, at=at, by=by)
    _keep(row, words, at=at, by=by)


def _refuse_not_waiting(row: Offer, at: datetime) -> None:
    if row.state != OfferState.ACCEPTED or at >= row.expires_at:
        raise Refusal(_("This swap does not wait for a word: nobody has accepted it, or it has ended."))


def _keep(row: Offer, evidence: str, *, at: datetime, by: Actor) -> None:
    subject = f"offer:{row.pk}"
    promise_operations.keep_promise(kind=Kind.SWAP_APPROVED, subject=subject, evidence=evidence, at=at, by=by)
