"""A visit with a standard, a home whose place is known, and its caregiver: for tests, built by operations only."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from anjia.booking.operations import place_order
from anjia.catalog import operations as catalog
from anjia.catalog import queries as catalog_queries
from anjia.catalog.operations import NewStep
from anjia.catalog.rules import Photo
from anjia.dispatch.operations import assign_visit
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.operations import check_in, set_out
from anjia.households import operations as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.places import Place

HOME = Place(31.1953, 121.4365)
STEPS = (
    NewStep("厨房台面擦净", "先除油再过清水", Photo.BOTH),
    NewStep("卫生间消毒", "一区一布"),
    NewStep("地面拖净"),
)


@dataclass(frozen=True)
class AssignedVisit:
    """A visit and everybody in it; `starts_at` is two days ahead of the tests' instant."""

    visit_id: int
    caregiver_id: int
    household_id: int
    home_id: int
    offering_id: int
    starts_at: datetime

    @property
    def by(self) -> Actor:
        """The caregiver as the one who acts."""
        return Actor("caregiver", self.caregiver_id, "王芳")

    @property
    def whose(self) -> dict[str, Any]:
        """What every act names."""
        return {"visit_id": self.visit_id, "caregiver_id": self.caregiver_id}


def assigned_visit(
    *,
    at: datetime,
    starts_at: datetime | None = None,
    caregiver_id: int | None = None,
    phone: str = "13912345678",
    place: Place | None = HOME,
    steps: tuple[NewStep, ...] = STEPS,
) -> AssignedVisit:
    """A planned visit of three hours for which a caregiver (王芳, unless named by id) is assigned."""
    start = starts_at or at + timedelta(days=2)
    household_id = households.register_household(name="陈女士", phone=phone, at=at, by=SYSTEM)
    address = f"漕溪北路 {phone[-3:]} 弄 8 号 502"
    home_id = households.add_home(
        household_id=household_id, district="徐汇区", address=address, place=place, at=at, by=SYSTEM
    )
    offering_id = _offering(steps, at)
    placed = place_order(
        household_id=household_id,
        offering_id=offering_id,
        home_id=home_id,
        starts_at=start,
        minutes=180,
        visit_price_fen=15000,
        at=at,
        by=SYSTEM,
    )
    who = caregiver("王芳", at=at) if caregiver_id is None else caregiver_id
    assign_visit(visit_id=placed.visit_id, caregiver_id=who, at=at, by=SYSTEM)
    return AssignedVisit(placed.visit_id, who, household_id, home_id, offering_id, start)


def _offering(steps: tuple[NewStep, ...], at: datetime) -> int:
    code = f"RC{len(steps)}"
    if known := catalog_queries.offering_by_code(code):
        return known.id
    offering_id = catalog.list_offering(
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
    catalog.set_standard(offering_id=offering_id, steps=steps, at=at, by=SYSTEM)
    return offering_id


def arrive(visit: AssignedVisit, *, late_minutes: int = 0) -> datetime:
    """The caregiver sets out and checks in at the door; returns when."""
    at = visit.starts_at + timedelta(minutes=late_minutes)
    set_out(**visit.whose, at=at - timedelta(minutes=30), by=visit.by)
    check_in(**visit.whose, latitude=HOME.latitude, longitude=HOME.longitude, at=at, by=visit.by)
    return at


def a_photo(colour: str = "teal") -> io.BytesIO:
    """An upload: a small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    out.seek(0)
    return out
