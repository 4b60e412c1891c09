"""What a household wants a time for: a service at its list price, a line of an accepted proposal, or a moved visit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from anjia.booking import queries as booking
from anjia.booking.rules import MOST_PEOPLE, VisitState, is_bookable, visit_price
from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import Unit
from anjia.dispatch.queries import VisitNeed
from anjia.households import queries as households
from anjia.households.queries import HomeSummary
from anjia.interfaces.shared.numbers import number_or
from anjia.kernel.errors import Missing
from anjia.sales import queries as sales
from anjia.sales.rules import ProposalState

LONGEST_MINUTES = 480
STEP_MINUTES = 60
MOST_UNWANTED = 20


@dataclass(frozen=True)
class Wish:
    """One visit that looks for its time. `price_fen` is what it will cost; `query` leads back to it."""

    offering: OfferingSummary
    home: HomeSummary
    minutes: int
    price_fen: int
    proposal_id: int | None = None
    visit_id: int | None = None
    people: int = 1
    with_id: int | None = None
    not_ids: tuple[int, ...] = ()

    @cached_property
    def given(self) -> dict[str, int | str]:
        """The wish as plain numbers, the unwanted as "3-7": for addresses and for the session."""
        given: dict[str, int | str] = {"offering": self.offering.id, "home": self.home.id, "minutes": self.minutes}
        more: dict[str, int | str | None] = {
            "proposal": self.proposal_id,
            "visit": self.visit_id,
            "people": self.people if self.people > 1 else None,
            "with": self.with_id,
            "not": "-".join(map(str, self.not_ids)),
        }
        return given | {name: value for name, value in more.items() if value}

    @property
    def is_particular(self) -> bool:
        """Whether it says who, or how many."""
        return self.people > 1 or self.with_id is not None or bool(self.not_ids)

    @property
    def anybody(self) -> "Wish":
        """The same without saying who; for one caregiver, where that is open."""
        return replace(self, with_id=None, not_ids=(), people=1 if self.may_be_two else self.people)

    @property
    def may_be_two(self) -> bool:
        """Whether the household can ask for two: not for what was agreed or ordered for one."""
        return not (self.proposal_id or self.visit_id)

    @cached_property
    def query(self) -> str:
        """The wish as part of an address."""
        return urlencode(self.given)

    def need(self, household_id: int, starts_at: datetime) -> VisitNeed:
        """What dispatch is asked for at that start."""
        return VisitNeed(
            household_id=household_id,
            trade=self.offering.trade,
            starts_at=starts_at,
            minutes=self.minutes,
            place=self.home.place,
            visit_id=self.visit_id,
            people=self.people,
        )


def number(value: Any) -> int:
    """Digits as a number; anything else is 0, which nothing has as its id."""
    return number_or(0, value)


def wish_of(household_id: int, given: Mapping[str, Any]) -> Wish:
    """The wish behind an address or a form, as this household may have it. Raises Missing for anything else."""
    wish = _bare_wish(household_id, given)
    unwanted = {number(part) for part in str(given.get("not", "")).split("-")[:MOST_UNWANTED]} - {0}
    with_id = number(given.get("with")) or None
    wish = replace(wish, with_id=with_id, not_ids=tuple(sorted(unwanted - {with_id})))
    if wish.may_be_two and number(given.get("people")) == MOST_PEOPLE:
        by_the_hour = wish.offering.unit == Unit.PER_HOUR
        wish = replace(wish, people=MOST_PEOPLE, price_fen=wish.price_fen * (MOST_PEOPLE if by_the_hour else 1))
    return wish


def _bare_wish(household_id: int, given: Mapping[str, Any]) -> Wish:
    if visit_id := number(given.get("visit")):
        return _moved(household_id, visit_id)
    if proposal_id := number(given.get("proposal")):
        return _agreed(household_id, proposal_id, number(given.get("offering")))
    return _listed(household_id, given)


def _moved(household_id: int, visit_id: int) -> Wish:
    visit = booking.visit(visit_id)
    if visit.household_id != household_id or visit.state != VisitState.PLANNED:
        raise Missing
    offering, home = catalog.offering(visit.offering_id), households.home(visit.home_id)
    return Wish(offering, home, visit.minutes, visit.price_fen, visit_id=visit.id, people=visit.people)


def _agreed(household_id: int, proposal_id: int, offering_id: int) -> Wish:
    proposal = sales.proposal(proposal_id)
    if proposal.household_id != household_id or proposal.state != ProposalState.ACCEPTED:
        raise Missing
    left = booking.visits_left(proposal)
    line = next((line for line in proposal.lines if line.offering_id == offering_id and left[line.id]), None)
    if line is None:
        raise Missing
    offering, home = catalog.offering(offering_id), households.home(proposal.home_id)
    return Wish(offering, home, line.minutes, line.unit_price_fen, proposal_id=proposal_id)


def _listed(household_id: int, given: Mapping[str, Any]) -> Wish:
    offering = catalog.offering(number(given.get("offering")))
    home = _home(household_id, number(given.get("home")))
    if not may_book(offering, home):
        raise Missing
    asked = number(given.get("minutes"))
    minutes = asked if asked in lengths(offering) else offering.usual_minutes
    price_fen = visit_price(offering.unit, offering.price_fen, minutes, home.square_metres)
    return Wish(offering, home, minutes, price_fen)


def _home(household_id: int, home_id: int) -> HomeSummary:
    own = households.homes_of(household_id)
    chosen = [home for home in own if home.id == home_id] if home_id else own[:1]
    if not chosen:
        raise Missing
    return chosen[0]


def may_book(offering: OfferingSummary, home: HomeSummary | None) -> bool:
    """Whether the household can book the service by itself; by the square metre only for a home of known size."""
    if not offering.public or offering.retired_at is not None or not is_bookable(offering.unit):
        return False
    return offering.unit != Unit.PER_SQUARE_METRE or (home is not None and bool(home.square_metres))


def lengths(offering: OfferingSummary) -> list[int]:
    """The lengths of a visit to choose from: by the hour from the least on, otherwise the usual one."""
    if offering.unit != Unit.PER_HOUR:
        return [offering.usual_minutes]
    most = max(LONGEST_MINUTES, offering.usual_minutes)
    return sorted({offering.usual_minutes, *range(offering.least_minutes, most + 1, STEP_MINUTES)})
