"""A caregiver's visits as the lines of her day: where, when, what, how to get there, how far it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch_queries
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import WorkSummary
from anjia.fieldwork.rules import State
from anjia.households import queries as household_queries
from anjia.households.queries import HomeSummary
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.places import Place, metres_between, travel_minutes
from anjia.workforce import queries as workforce_queries


@dataclass(frozen=True)
class Way:
    """The way to a home in a straight line, from where: "home" (her own) or "visit" (the one before).

    `rough`: one end is only known by its district, so the numbers are a guess.
    """

    metres: int
    minutes: int
    origin: str
    rough: bool

    @property
    def km(self) -> str:
        """The distance in kilometres, to 100 m."""
        return f"{self.metres / 1000:.1f}"


@dataclass(frozen=True)
class Card:
    """One visit in a list."""

    visit: VisitSummary
    household: str
    home: HomeSummary
    work: WorkSummary
    way: Way

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.work.state is State.DONE


@dataclass(frozen=True)
class DayOfCards:
    """The visits of one day."""

    day: date
    cards: tuple[Card, ...]


def cards_of(caregiver_id: int, *, from_day: date, days: int, at: datetime) -> list[Card]:
    """What the caregiver does in these days, earliest first; the same number of queries however many visits."""
    assigned = dispatch_queries.coming_of_caregiver(caregiver_id, from_day=from_day, days=days, at=at)
    ids = [assignment.visit_id for assignment in assigned if assignment.visit_id is not None]
    visits = sorted(booking_queries.visits(ids).values(), key=lambda visit: (visit.starts_at, visit.id))
    return _cards([visit for visit in visits if visit.state != "cancelled"], caregiver_id)


def cards_touching(caregiver_id: int, *, day: date, at: datetime) -> list[Card]:
    """The visits of which a part lies on this day: a night of the evening before first."""
    cards = cards_of(caregiver_id, from_day=day - timedelta(days=1), days=2, at=at)
    return [card for card in cards if card.visit.ends_at > midnight(day)]


def today_cards(caregiver_id: int, *, at: datetime) -> list[Card]:
    """Today's visits, and one of last night that is still going on."""
    today = day_of(at)
    cards = cards_of(caregiver_id, from_day=today - timedelta(days=1), days=2, at=at)
    return [card for card in cards if day_of(card.visit.starts_at) == today or _goes_on(card, at)]


def _goes_on(card: Card, at: datetime) -> bool:
    return card.visit.ends_at > at or card.work.state not in (State.PLANNED, State.DONE)


def by_day(cards: Iterable[Card]) -> list[DayOfCards]:
    """The cards under the days on which they begin."""
    grouped = groupby(cards, key=lambda card: day_of(card.visit.starts_at))
    return [DayOfCards(day, tuple(group)) for day, group in grouped]


def _cards(visits: Sequence[VisitSummary], caregiver_id: int) -> list[Card]:
    names = household_queries.names_of(visit.household_id for visit in visits)
    homes = household_queries.homes(visit.home_id for visit in visits)
    works = fieldwork_queries.progress_of_many(visit.id for visit in visits)
    start = _own_home(caregiver_id)
    cards: list[Card] = []
    for visit in visits:
        before = cards[-1] if cards and day_of(cards[-1].visit.starts_at) == day_of(visit.starts_at) else None
        home = homes[visit.home_id]
        cards.append(Card(visit, names[visit.household_id], home, works[visit.id], _way(before, start, home)))
    return cards


def _own_home(caregiver_id: int) -> tuple[Place, bool]:
    caregiver = workforce_queries.caregiver(caregiver_id)
    return caregiver.place, caregiver.rough


def _way(before: Card | None, start: tuple[Place, bool], home: HomeSummary) -> Way:
    place, rough = (before.home.place, before.home.rough) if before else start
    metres = round(metres_between(place, home.place))
    minutes = travel_minutes(place, home.place)
    return Way(metres, minutes, "visit" if before else "home", rough or home.rough)


def way_to(visit: VisitSummary, caregiver_id: int, *, at: datetime) -> Way | None:
    """The way to one visit, from the visit before it on that day or from her home."""
    cards = cards_of(caregiver_id, from_day=day_of(visit.starts_at), days=1, at=at)
    return next((card.way for card in cards if card.visit.id == visit.id), None)
