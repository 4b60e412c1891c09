"""What is offered to a caregiver and what she would swap, as lines of her phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch
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
    """One offer as she reads it. Before she has the visit she is told the district, not the address nor the family.

    `open`: it waits for her word and can become hers; `fits` is False where that takes one of her visits in return.
    `give_back` are those that she may give for a swap. `unfit`: it waits for somebody and cannot become hers as her
    time is now; `sent`: because she is sent there already; `several`: because it would take more than one of her
    visits in return. `ran_out`: its time is over.
    """

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
    fits: bool = True
    give_back: tuple[VisitSummary, ...] = ()
    unfit: bool = False
    sent: bool = False
    several: bool = False
    ran_out: bool = False


def offered(caregiver_id: int, at: datetime, own: Sequence[VisitSummary]) -> list[Line]:
    """What she was asked to take: what waits for her first, then what does not fit her time now, then how the others
    ended. `own` are those of her visits that she could give in return. A constant number of queries."""
    lines = _lines(queries.offers_to(caregiver_id), caregiver_id, at)
    waiting = [line for line in lines if line.open]
    fitting, sent = _fitting(waiting, caregiver_id, at, own), _sent(waiting, caregiver_id)
    judged = [_judged(line, fitting, line.visit.id in sent, own) if line.open else line for line in lines]
    return sorted(
        judged,
        key=lambda line: (
            not line.open,
            not line.unfit,
            line.offer.expires_at if line.open or line.unfit else at,
            -line.offer.id,
        ),
    )


def _fitting(waiting: Sequence[Line], caregiver_id: int, at: datetime, own: Sequence[VisitSummary]) -> dispatch.Fitting:
    visits = [line.visit for line in waiting]
    homes = households.homes(visit.home_id for visit in visits)
    swaps = {line.visit.id for line in waiting if line.offer.is_swap}
    return dispatch.visits_that_fit(caregiver_id, visits, homes, at=at, own=own, swaps=swaps)


def _sent(waiting: Iterable[Line], caregiver_id: int) -> set[int]:
    """The visits among them to which she is sent already, as one of two."""
    crews = dispatch.crews_of_visits(line.visit.id for line in waiting)
    return {visit_id for visit_id, crew in crews.items() if caregiver_id in {one.caregiver_id for one in crew}}


def _judged(line: Line, fitting: dispatch.Fitting, sent: bool, own: Sequence[VisitSummary]) -> Line:
    """A line that waits for her, with whether it can become hers: a swap perhaps for one of her own visits."""
    fits = line.visit.id in fitting.now
    enough = fitting.in_return.get(line.visit.id, frozenset())
    possible = not sent and (fits or bool(enough))
    return replace(
        line,
        open=possible,
        unfit=not possible,
        fits=fits,
        give_back=tuple(one for one in own if line.offer.is_swap and (fits or one.id in enough)),
        sent=sent,
        several=line.visit.id in fitting.several,
    )


def can_give_back(offer: OfferSummary, caregiver_id: int, at: datetime) -> bool:
    """Whether one of her own visits, given in return, makes a swap fit her that does not fit her time."""
    found = offered(caregiver_id, at, to_give_back(caregiver_id, at)) if offer.is_swap else []
    return any(line.offer.id == offer.id and line.open and not line.fits for line in found)


def count_waiting(caregiver_id: int, at: datetime) -> int:
    """How many offers wait for her word that can become hers; one query while none waits."""
    if not queries.count_offers_to(caregiver_id, at=at):
        return 0
    return sum(line.open for line in offered(caregiver_id, at, to_give_back(caregiver_id, at)))


def swapped(caregiver_id: int, at: datetime) -> list[Line]:
    """What she would give away, the latest first."""
    return _lines([(one, None) for one in queries.swaps_of(caregiver_id)], caregiver_id, at)


def _lines(found: Iterable[tuple[OfferSummary, Invited | None]], caregiver_id: int, at: datetime) -> list[Line]:
    pairs = list(found)
    visits = booking.visits(one.visit_id for one, _invited in pairs)
    homes = households.homes(visit.home_id for visit in visits.values())
    names = workforce.names_of(i for one, _invited in pairs for i in (one.giver_id, one.taker_id))
    return [
        Line(
            offer=one,
            visit=visits[one.visit_id],
            district=homes[visits[one.visit_id].home_id].district,
            pay_fen=invited.pay_fen if invited else 0,
            state=queries.state_in_words(one, at),
            tone=TONES.get(one.state_at(at), ""),
            giver=names.get(one.giver_id or 0, ""),
            taker=names.get(one.taker_id or 0, ""),
            mine=one.taker_id == caregiver_id,
            open=one.is_open(at) and not (invited and invited.declined_at),
            declined=bool(invited and invited.declined_at),
            ran_out=one.state_at(at) is OfferState.EXPIRED,
        )
        for one, invited in pairs
    ]


def to_give_back(caregiver_id: int, at: datetime) -> list[VisitSummary]:
    """Her own visits of the next two weeks that she could give in return."""
    cards = cards_of(caregiver_id, from_day=day_of(at), days=AHEAD_DAYS, at=at)
    return [card.visit for card in cards if card.visit.starts_at > at and card.work.state == "planned"]
