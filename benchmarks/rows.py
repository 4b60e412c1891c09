"""The rows of a large company. Imported where Django is set up.

People, services and terms are made by operations or by their models, visits by bulk insertion: the guards of the
database judge each row, but no facts are told.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anjia.booking.models import Order, OrderCount, Visit
from anjia.booking.rules import OrderState, VisitState, order_number
from anjia.catalog.operations import list_offering
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.dispatch.models import Assignment, Diary
from anjia.fieldwork.models import VisitWork
from anjia.households.models import Home, Household
from anjia.households.queries import phone_index as household_phone_index
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import at_minute, day_of, midnight, minute_of
from anjia.promises.operations import publish_standard_clauses
from anjia.workforce.models import Caregiver, CaregiverTrade, Leave, WorkingHours
from anjia.workforce.queries.caregivers import phone_index as caregiver_phone_index
from benchmarks.days import WEEKS, Laid, Town

OWNER_PHONE, PASSWORD = "13800000001", "bench-word-for-loopback"
PRICE_FEN = 5000  # daily cleaning, an hour
OTHER_TRADES = (
    "deep_cleaning",
    "window_cleaning",
    "tidying",
    "cooking",
    "childcare",
    "elder_care",
    "appliance_cleaning",
)
FAMILY, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    ("秀英", "桂兰", "玉珍", "丽", "敏", "静", "艳", "芳", "娟", "霞"),
)
REASONS = [["from_home", 12, 48], ["new_face", 0, 0], ["week", 600, 15], ["level", 3, 12], ["free_day", 0, 0]]
BATCH = 2000


@dataclass(frozen=True)
class Ids:
    """What the rows refer to, by position."""

    caregivers: Sequence[int]
    households: Sequence[int]
    homes: Sequence[int]
    offering: int


def insert_people(town: Town, at: datetime, dice: random.Random) -> Ids:
    """The owner, the terms, the services, the households with their homes, and the caregivers."""
    _engage_owner(at)
    homes, households = _homes(town, at, dice)
    return Ids(_caregivers(town, at, dice), households, homes, _offerings(at))


def _engage_owner(at: datetime) -> None:
    publish_standard_clauses(at=at, by=SYSTEM)
    engage_staff(name="沈若宁", phone=OWNER_PHONE, password=PASSWORD, roles=[Role.OWNER], at=at, by=SYSTEM)


def _offerings(at: datetime) -> int:
    """Daily cleaning, which everybody does, and one service of each other trade; returns the first one's id."""
    ids = [
        list_offering(
            code=f"S{number}",
            name="日常保洁" if not number else f"服务 {number}",
            trade=trade,
            unit="per_hour",
            price_fen=PRICE_FEN,
            usual_minutes=120,
            least_minutes=120,
            at=at,
            by=SYSTEM,
        )
        for number, trade in enumerate(("daily_cleaning", *OTHER_TRADES))
    ]
    return ids[0]


def _homes(town: Town, at: datetime, dice: random.Random) -> tuple[list[int], list[int]]:
    """One household for each home: the ids of both."""
    households = _inserted(
        Household(
            name=f"{dice.choice(FAMILY)}女士",
            phone=f"+86139{number:08d}",
            phone_index=household_phone_index(f"+86139{number:08d}"),
            phone_last4=f"{number % 10000:04d}",
            source="phone",
            registered_at=at,
        )
        for number, _spot in enumerate(town.homes)
    )
    homes = _inserted(
        Home(
            household_id=household_id,
            district=spot.district,
            address=f"{spot.district}某路 {number} 弄 8 号 502",
            latitude=spot.latitude,
            longitude=spot.longitude,
            square_metres=dice.randrange(50, 160),
            added_at=at,
        )
        for number, (household_id, spot) in enumerate(zip(households, town.homes, strict=True))
    )
    return homes, households


def _caregivers(town: Town, at: datetime, dice: random.Random) -> list[int]:
    """Everybody does daily cleaning and one trade more, works a usual week, and has a diary."""
    ids = _inserted(
        Caregiver(
            name=dice.choice(FAMILY) + dice.choice(GIVEN),
            phone=f"+86137{number:08d}",
            phone_index=caregiver_phone_index(f"+86137{number:08d}"),
            phone_last4=f"{number % 10000:04d}",
            district=spot.district,
            latitude=spot.latitude,
            longitude=spot.longitude,
            hourly_pay_fen=3800,
            status="ready",
            joined_on=at.date(),
        )
        for number, spot in enumerate(town.caregivers)
    )
    _inserted(
        CaregiverTrade(caregiver_id=key, trade=trade, level=dice.randint(2, 5))
        for number, key in enumerate(ids)
        for trade in ("daily_cleaning", OTHER_TRADES[number % len(OTHER_TRADES)])
    )
    _inserted(
        WorkingHours(caregiver_id=key, weekday=weekday, from_minute=opens, until_minute=closes)
        for key, week in zip(ids, town.week_of, strict=True)
        for weekdays, opens, closes in [WEEKS[week]]
        for weekday in weekdays
    )
    _inserted(
        Leave(caregiver_id=key, starts_at=midnight(away), ends_at=midnight(back), recorded_at=at)
        for key, (away, back) in zip(ids, town.leave, strict=True)
        if away < date.max
    )
    _inserted(Diary(caregiver_id=key) for key in ids)
    return ids


def insert_visits(laid: Iterable[Laid], town: Town, ids: Ids, at: datetime) -> None:
    """Orders with one visit each, who comes, and the record of what is done at `at`."""
    ordered = sorted(laid, key=_placed_minute)
    now = minute_of(at)
    placed_at = [at_minute(min(_placed_minute(one), now)) for one in ordered]
    counts, orders = Counter[date](), []
    for one, placed in zip(ordered, placed_at, strict=True):
        counts[day_of(placed)] += 1
        orders.append(_order(one, ids, placed, order_number(day_of(placed), counts[day_of(placed)])))
    order_ids = _inserted(orders)
    _inserted(OrderCount(day=day, count=count) for day, count in counts.items())
    visit_ids = _inserted(_visit(one, ids, key, now) for one, key in zip(ordered, order_ids, strict=True))
    with_visits = list(zip(ordered, visit_ids, placed_at, strict=True))
    _inserted(_assignment(one, town, ids, key, placed) for one, key, placed in with_visits)
    _inserted(_work(one, ids, key, now) for one, key, _at in with_visits if one.starts <= now and not one.cancelled)


def _placed_minute(one: Laid) -> int:
    """When the visit was ordered: one to ten days before it, in an order other than that of the visits."""
    return one.starts - 24 * 60 - (one.starts * 31 + one.home * 997 + one.caregiver * 61) % (9 * 24 * 60)


def _order(one: Laid, ids: Ids, placed_at: datetime, number: str) -> Order:
    return Order(
        number=number,
        household_id=ids.households[one.home],
        home_id=ids.homes[one.home],
        offering_id=ids.offering,
        minutes=one.ends - one.starts,
        visit_price_fen=_price(one),
        state=OrderState.CANCELLED if one.cancelled else OrderState.PLACED,
        placed_at=placed_at,
    )


def _visit(one: Laid, ids: Ids, order_id: int, now: int) -> Visit:
    over = one.ends < now
    state = VisitState.CANCELLED if one.cancelled else VisitState.DONE if over else VisitState.PLANNED
    return Visit(
        order_id=order_id,
        household_id=ids.households[one.home],
        home_id=ids.homes[one.home],
        offering_id=ids.offering,
        title="日常保洁",
        starts_at=at_minute(one.starts),
        ends_at=at_minute(one.ends),
        minutes=one.ends - one.starts,
        price_fen=_price(one),
        state=state,
        closed_at=at_minute(one.ends) if over else None,
    )


def _price(one: Laid) -> int:
    return PRICE_FEN * (one.ends - one.starts) // 60


def _assignment(one: Laid, town: Town, ids: Ids, visit_id: int, made_at: datetime) -> Assignment:
    return Assignment(
        caregiver_id=ids.caregivers[one.caregiver],
        visit_id=visit_id,
        household_id=ids.households[one.home],
        trade="daily_cleaning",
        state=Assignment.State.RELEASED if one.cancelled else Assignment.State.ASSIGNED,
        starts_minute=one.starts,
        ends_minute=one.ends,
        busy_from=one.busy_from,
        busy_until=one.ends,
        latitude=town.homes[one.home].latitude,
        longitude=town.homes[one.home].longitude,
        reasons=REASONS,
        made_at=made_at,
        released_at=made_at if one.cancelled else None,
    )


def _work(one: Laid, ids: Ids, visit_id: int, now: int) -> VisitWork:
    return VisitWork(
        visit_id=visit_id,
        caregiver_id=ids.caregivers[one.caregiver],
        household_id=ids.households[one.home],
        set_out_at=at_minute(one.busy_from),
        checked_in_at=at_minute(one.starts),
        check_in_metres=20,
        completed_at=at_minute(one.ends) if one.ends < now else None,
    )


def _inserted(rows: Iterable[Any]) -> list[int]:
    """Writes rows of one model and returns their ids in the same order."""
    made = list(rows)
    if made:
        type(made[0]).objects.bulk_create(made, batch_size=BATCH)
    return [row.pk for row in made]
