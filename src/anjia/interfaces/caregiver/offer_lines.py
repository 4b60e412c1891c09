"""What is offered to a caregiver and what she would swap, as lines of her phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.households import queries as households
from anjia.interfaces.caregiver.cards import cards_of
from anjia.kernel.clock import day_of
from anjia.offers import queries
from anjia.offers.queries import Invited, OfferSummary
from anjia.offers.rules import OfferState
from anjia.workforce import queries as workforce

TONES = {OfferState.TAKEN: "good", OfferState.ACCEPTED: "warn", OfferState.OPEN: "accent"}
AHEAD_DAYS = 14


@dataclass(frozen=True)
class Line:
    """One offer as she reads it. Before she has the visit she is told the district, not the address nor the family."""

    offer: OfferSummary
    visit: VisitSummary
    district: str
    pay_fen: int
    state: str
    tone: str
    giver: str
    taker: str
    mine: bool
    open: bool
    declined: bool


def offered(caregiver_id: int, at: datetime) -> list[Line]:
    """What she was asked to take: what waits for her first, then how the others ended. A constant number of queries."""
    found = queries.offers_to(caregiver_id)
    lines = _lines([(one, invited) for one, invited in found], caregiver_id, at)
    return sorted(lines, key=lambda line: (not line.open, line.offer.expires_at if line.open else at, -line.offer.id))


def swapped(caregiver_id: int, at: datetime) -> list[Line]:
    """What she would give away, the latest first."""
    return _lines([(one, None) for one in queries.swaps_of(caregiver_id)], caregiver_id, at)


def _lines(found: Iterable[tuple[OfferSummary, Invited | None]], caregiver_id: int, at: datetime) -> list[Line]:
    pairs = list(found)
    visits = booking.visits(one.visit_id for one, _invited in pairs)
    homes = households.homes(visit.home_id for visit in visits.values())
    names = workforce.names_of(i for one, _invited in pairs for i in (one.giver_id, one.taker_id))
    words = queries.offer_state_names()
    return [
        Line(
            offer=one,
            visit=visits[one.visit_id],
            district=homes[visits[one.visit_id].home_id].district,
            pay_fen=invited.pay_fen if invited else 0,
            state=words[one.state],
            tone=TONES.get(OfferState(one.state), ""),
            giver=names.get(one.giver_id or 0, ""),
            taker=names.get(one.taker_id or 0, ""),
            mine=one.taker_id == caregiver_id,
            open=one.is_open(at) and not (invited and invited.declined_at),
            declined=bool(invited and invited.declined_at),
        )
        for one, invited in pairs
    ]


def to_give_back(caregiver_id: int, at: datetime) -> list[VisitSummary]:
    """Her own visits of the next two weeks that she could give in return."""
    cards = cards_of(caregiver_id, from_day=day_of(at), days=AHEAD_DAYS, at=at)
    return [card.visit for card in cards if card.visit.starts_at > at and card.work.state == "planned"]
