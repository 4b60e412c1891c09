"""Offers as lines of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.households import queries as households
from anjia.offers import queries
from anjia.offers.queries import Invited, OfferSummary
from anjia.offers.rules import UNFINISHED, OfferState
from anjia.workforce import queries as workforce

TONES = {OfferState.OPEN: "accent", OfferState.ACCEPTED: "warn", OfferState.TAKEN: "good", OfferState.EXPIRED: "bad"}


@dataclass(frozen=True)
class OfferLine:
    """One offer with everybody's names."""

    one: OfferSummary
    visit: VisitSummary
    back: VisitSummary | None
    household: str
    giver: str
    taker: str
    state: str
    tone: str


@dataclass(frozen=True)
class Asked:
    """One who was asked."""

    invited: Invited
    name: str


def lines_of(found: Sequence[OfferSummary], at: datetime) -> list[OfferLine]:
    """The offers as lines, as they stand at an instant: three queries, however many."""
    visits = booking.visits(i for one in found for i in (one.visit_id, one.back_visit_id) if i)
    homes = households.names_of(visit.household_id for visit in visits.values())
    names = workforce.names_of(i for one in found for i in (one.giver_id, one.taker_id))
    return [
        OfferLine(
            one=one,
            visit=visits[one.visit_id],
            back=visits.get(one.back_visit_id or 0),
            household=homes.get(visits[one.visit_id].household_id, ""),
            giver=names.get(one.giver_id or 0, ""),
            taker=names.get(one.taker_id or 0, ""),
            state=queries.state_in_words(one, at),
            tone=TONES.get(one.state_at(at), ""),
        )
        for one in found
    ]


def asked_of(offer_id: int) -> list[Asked]:
    """Who was asked, the best first. Two queries."""
    found = queries.invited_of(offer_id)
    names = workforce.names_of(one.caregiver_id for one in found)
    return [Asked(one, names.get(one.caregiver_id, "")) for one in found]


def offers_on(visit_id: int, at: datetime, *, alone: bool) -> dict[str, object]:
    """What the visit's page shows: its latest offer, and whether it can be offered (`alone`: nobody is sent)."""
    found = queries.offers_of_visits([visit_id])[visit_id]
    latest = lines_of(found[:1], at)
    waiting = bool(found) and found[0].state_at(at) in UNFINISHED
    return {"latest_offer": latest[0] if latest else None, "may_offer": alone and not waiting}
