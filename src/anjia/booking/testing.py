"""A household, its home, a service and a visit for tests, built by operations only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anjia.booking.operations import place_order
from anjia.catalog import operations as catalog
from anjia.catalog import queries as catalog_queries
from anjia.households import operations as households
from anjia.kernel.actors import SYSTEM

PHONE = "13912345678"


@dataclass(frozen=True)
class Ground:
    """What an order needs."""

    household_id: int
    home_id: int
    offering_id: int


def lay_ground(*, at: datetime, phone: str = PHONE, code: str = "RC") -> Ground:
    """A household with a home in 徐汇区 and daily cleaning at 50 yuan an hour; the same again for the same phone."""
    household_id = households.register_household(name="陈女士", phone=phone, at=at, by=SYSTEM)
    home_id = households.add_home(
        household_id=household_id, district="徐汇区", address="漕溪北路 100 弄 8 号 502", at=at, by=SYSTEM
    )
    known = catalog_queries.offering_by_code(code)
    offering_id = known.id if known else _daily_cleaning(code, at)
    return Ground(household_id, home_id, offering_id)


def _daily_cleaning(code: str, at: datetime) -> int:
    return catalog.list_offering(
        code=code,
        name="日常保洁",
        trade="daily_cleaning",
        unit="per_hour",
        price_fen=5000,
        usual_minutes=180,
        least_minutes=120,
        at=at,
        by=SYSTEM,
    )


def plan_visit(
    *,
    at: datetime,
    starts_at: datetime | None = None,
    phone: str = PHONE,
    minutes: int = 180,
    price_fen: int = 15000,
    people: int = 1,
) -> int:
    """A planned visit, by default two days ahead of `at`; returns its id."""
    ground = lay_ground(at=at, phone=phone)
    placed = place_order(
        household_id=ground.household_id,
        offering_id=ground.offering_id,
        home_id=ground.home_id,
        starts_at=starts_at or at + timedelta(days=2),
        minutes=minutes,
        visit_price_fen=price_fen,
        people=people,
        at=at,
        by=SYSTEM,
    )
    return placed.visit_id
