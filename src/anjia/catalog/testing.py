"""An offering for tests, built by operations only."""

from datetime import datetime

from anjia.catalog.operations import NewStep, list_offering, set_standard
from anjia.catalog.rules import Photo
from anjia.kernel.actors import SYSTEM


def an_offering(at: datetime, *, name: str = "日常保洁", code: str = "RC", price_fen: int = 5000) -> int:
    """Daily cleaning at 50 yuan an hour with a standard of two steps."""
    offering_id = list_offering(
        code=code,
        name=name,
        trade="daily_cleaning",
        unit="per_hour",
        price_fen=price_fen,
        usual_minutes=180,
        least_minutes=120,
        scope="客厅、卧室、厨房和卫生间的日常清洁",
        limits="不含高空外窗",
        at=at,
        by=SYSTEM,
    )
    steps = [NewStep("厨房台面擦净", "先除油再过清水", Photo.BOTH), NewStep("地面拖净")]
    set_standard(offering_id=offering_id, steps=steps, at=at, by=SYSTEM)
    return offering_id
