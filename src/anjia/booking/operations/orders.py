"""Place orders."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from anjia.booking.events import OrderPlaced
from anjia.booking.models import Order, OrderCount, Visit
from anjia.booking.rules import (
    LEAST_MINUTES,
    MOST_MINUTES,
    MOST_PEOPLE,
    may_start,
    order_number,
)
from anjia.catalog import queries as catalog_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.prepared import Given, Prepared

_COUNT = Prepared(lambda: OrderCount.objects.filter(day=Given("day")).values_list("count"))


@dataclass(frozen=True)
class PlacedOrder:
    """What placing an order made."""

    order_id: int
    visit_id: int


def place_order(
    *,
    household_id: int,
    offering_id: int,
    home_id: int,
    starts_at: datetime,
    minutes: int,
    visit_price_fen: int,
    at: datetime,
    by: Actor,
    proposal_id: int | None = None,
    people: int = 1,
) -> PlacedOrder:
    """Writes an order with its first visit. The home must be the household's; the start lies ahead of `at`.

    `people` is how many caregivers come to each visit and start together.

    `visit_price_fen` is the price of one visit, kept on the visit whatever the price list says later.
    """
    if household_queries.home(home_id).household_id != household_id:
        raise Missing
    offering = catalog_queries.offering(offering_id)
    starts_at = clean_start(starts_at, at)
    check_minutes(minutes)
    check_people(people)
    within(visit_price_fen, 0, MOST_FEN)
    with transaction.atomic(savepoint=False):  # nothing is refused from here on
        order = Order.objects.create(
            number=next_number(at),
            household_id=household_id,
            home_id=home_id,
            offering_id=offering_id,
            proposal_id=proposal_id,
            minutes=minutes,
            people=people,
            visit_price_fen=visit_price_fen,
            placed_at=at,
        )
        visit = _plan_visit(order, offering.name, starts_at)
        announce(_placed(order, visit), at=at, by=by)
    return PlacedOrder(order.pk, visit.pk)


def _plan_visit(order: Order, title: str, starts_at: datetime) -> Visit:
    visit: Visit = Visit.objects.create(
        order=order,
        household_id=order.household_id,
        home_id=order.home_id,
        offering_id=order.offering_id,
        title=title[:80],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=order.minutes),
        minutes=order.minutes,
        people=order.people,
        price_fen=order.visit_price_fen,
    )
    return visit


def _placed(order: Order, visit: Visit) -> OrderPlaced:
    return OrderPlaced(
        order_id=order.pk,
        visit_id=visit.pk,
        household_id=order.household_id,
        offering_id=order.offering_id,
        proposal_id=order.proposal_id,
        number=order.number,
        title=visit.title,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        price_fen=visit.price_fen,
        people=visit.people,
    )


def next_number(at: datetime) -> str:
    """Takes the day's next number; the counting row stays locked until the order is in."""
    day = day_of(at)
    mine = OrderCount.objects.filter(day=day)
    if not mine.update(count=F("count") + 1):
        OrderCount.objects.get_or_create(day=day)  # the first order of the day; of two at once, one makes the row
        mine.update(count=F("count") + 1)
    return order_number(day, *_COUNT.first(day=day))


def clean_start(starts_at: datetime, at: datetime) -> datetime:
    """The start to the minute; refuses one that is not ahead of now or more than a year away."""
    start = starts_at.replace(second=0, microsecond=0)
    if not may_start(start, at):
        sentence = _("A visit cannot start on %(when)s. Please choose a time ahead of now, within a year.")
        shown = moment_in_words(start, beside=day_of(at))
        raise Refusal(sentence % {"when": shown}, field="starts_at")
    return start


def check_people(people: int) -> None:
    """Refuses a visit to which nobody, or more than two, would come."""
    if not 1 <= people <= MOST_PEOPLE:
        sentence = _("One caregiver or two come to a visit; %(people)d is not possible.")
        raise Refusal(sentence % {"people": people}, field="people")


def check_minutes(minutes: int) -> None:
    """Refuses a visit that is too short or too long."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        sentence = _("A visit lasts between %(least)d minutes and 24 hours; %(minutes)d minutes is not possible.")
        raise Refusal(sentence % {"least": LEAST_MINUTES, "minutes": minutes}, field="minutes")
