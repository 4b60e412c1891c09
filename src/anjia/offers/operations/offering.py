"""Put a visit to those who can keep it: the desk one that nobody has, a caregiver one of hers."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.dispatch import queries as dispatch
from anjia.dispatch.rules import Candidate
from anjia.fieldwork import queries as fieldwork
from anjia.fieldwork.rules import State as WorkState
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line
from anjia.offers.events import SwapOffered, VisitOffered
from anjia.offers.models import Invitation, Offer
from anjia.offers.operations.crews import crew_of
from anjia.offers.rules import LEAST_OPEN, MOST_ASKED, MOST_OPEN, OfferKind, expiry_of, pay_fen
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.workforce import queries as workforce

MOST_LOOKED_AT = 1000


@whole
def offer_visit(
    *,
    visit_id: int,
    at: datetime,
    by: Actor,
    caregiver_ids: Collection[int] | None = None,
    best: int = MOST_ASKED,
    minutes: int | None = None,
) -> int:
    """Puts a visit that nobody has to those who can keep it, until it runs out; returns the offer's id.

    To `caregiver_ids` among them, or to the `best` few. `minutes` is how long it stands, by default as the clause says.
    Whoever said no to it before is not asked again. Refuses a visit with a caregiver, one offered already, one that
    begins too soon, and one that nobody could take.
    """
    visit = _open_visit(visit_id, at)
    crew = crew_of(visit_id)
    if len(crew) >= visit.people:
        raise Refusal(_("This visit has a caregiver. To offer it, take her off the visit first."))
    stands = minutes if minutes is not None else promises.clause_in_force(Kind.OFFER_OPEN, at=at).minutes
    if not LEAST_OPEN <= stands <= MOST_OPEN:
        sentence = _("An offer stands between %(least)d minutes and three days.")
        raise Refusal(sentence % {"least": LEAST_OPEN}, field="minutes")
    said_no = _said_no(visit)
    found = [one for one in _able(visit_id, at) if one.caregiver_id not in said_no | crew]
    if caregiver_ids is not None:
        found = [one for one in found if one.caregiver_id in set(caregiver_ids)]
    row = _new(visit, OfferKind.VISIT, _end(visit, stands, at), at=at, by=by)
    asked = _invite(row, visit, found[: min(best, MOST_ASKED)])
    fact = VisitOffered(
        offer_id=row.pk, visit_id=visit_id, household_id=visit.household_id, asked=asked, expires_at=row.expires_at
    )
    announce(fact, at=at, by=by)
    return int(row.pk)


def _able(visit_id: int, at: datetime) -> list[Candidate]:
    return dispatch.ranked(dispatch.need_of(visit_id), at=at, most=MOST_LOOKED_AT)


def _said_no(visit: VisitSummary) -> set[int]:
    rows = Invitation.objects.filter(
        offer__visit_id=visit.id, offer__starts_at=visit.starts_at, declined_at__isnull=False
    )
    return set(rows.values_list("caregiver_id", flat=True))


def _open_visit(visit_id: int, at: datetime) -> VisitSummary:
    """The visit, if it is planned and nobody has set out for it. Raises Missing, or Refusal."""
    visit = booking.visit(visit_id)
    work = fieldwork.progress_of_many([visit_id])[visit_id]
    if visit.state != VisitState.PLANNED or work.state is not WorkState.PLANNED or visit.starts_at <= at:
        raise Refusal(_("This visit has begun, is over or was cancelled; it can no longer be offered to anybody."))
    return visit


def _end(visit: VisitSummary, minutes: int, at: datetime) -> datetime:
    end = expiry_of(at, minutes, visit.starts_at)
    if end is None:
        raise Refusal(_("It is less than an hour to this visit: too short for an offer. Please call somebody."))
    return end


def _new(visit: VisitSummary, kind: OfferKind, expires_at: datetime, *, at: datetime, by: Actor, **more: Any) -> Offer:
    with once("offer_open_once", _("This visit is offered already. Take that offer back first, or wait for its end.")):
        return Offer.objects.create(  # type: ignore[no-any-return]
            kind=kind,
            visit_id=visit.id,
            starts_at=visit.starts_at,
            expires_at=expires_at,
            offered_at=at,
            offered_by=(by.name or str(by))[:80],
            **more,
        )


def _invite(row: Offer, visit: VisitSummary, found: Iterable[Candidate]) -> int:
    """Asks them; returns how many. Refuses nobody at all."""
    candidates = list(found)
    if not candidates:
        raise Refusal(_("Nobody is free and able for this visit at its time. Please move it, or call somebody."))
    rates = workforce.pay_rates_of(one.caregiver_id for one in candidates)
    Invitation.objects.bulk_create(
        Invitation(
            offer=row,
            caregiver_id=one.caregiver_id,
            pay_fen=pay_fen(rates[one.caregiver_id], visit.minutes),
            score=one.score,
            reasons=[[str(reason.ground), reason.value, reason.points] for reason in one.reasons],
        )
        for one in candidates
    )
    return len(candidates)


@whole
def offer_swap(
    *,
    visit_id: int,
    caregiver_id: int,
    client_id: UUID,
    at: datetime,
    by: Actor,
    to_caregiver_id: int | None = None,
    note: str = "",
) -> int:
    """Puts one of her coming visits to a colleague, or to all who can keep it; returns the offer's id.

    The same tap again gives the same offer. It stands until an hour before the visit and stays hers until somebody has
    it. Raises Missing for a visit that is not hers; refuses when nobody could take it.
    """
    known = Offer.objects.filter(giver_id=caregiver_id, client_id=client_id).first()
    if known is not None:
        return int(known.pk)
    crew = crew_of(visit_id)
    if caregiver_id not in crew:
        raise Missing
    visit = _open_visit(visit_id, at)
    found = [one for one in _able(visit_id, at) if one.caregiver_id not in crew]
    if to_caregiver_id is not None:
        found = _only(found, to_caregiver_id)
    words = clean_line(note, most=120, what=_("the note"))
    given_by: dict[str, Any] = {"giver_id": caregiver_id, "client_id": client_id, "note": words}
    row = _new(visit, OfferKind.SWAP, _end(visit, MOST_OPEN * 200, at), at=at, by=by, **given_by)
    fact = SwapOffered(
        offer_id=row.pk,
        visit_id=visit_id,
        caregiver_id=caregiver_id,
        household_id=visit.household_id,
        asked=_invite(row, visit, found[:MOST_ASKED]),
        expires_at=row.expires_at,
    )
    announce(fact, at=at, by=by)
    return int(row.pk)


def _only(found: list[Candidate], caregiver_id: int) -> list[Candidate]:
    chosen = [one for one in found if one.caregiver_id == caregiver_id]
    if not chosen:
        name = workforce.names_of([caregiver_id]).get(caregiver_id)
        if name is None:
            raise Missing
        sentence = _("%(name)s is not free then or does not do this work. Choose another, or ask all who can.")
        raise Refusal(sentence % {"name": name}, field="to")
    return chosen
