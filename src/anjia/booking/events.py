"""What booking tells."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    """A household ordered a service; its first visit is planned."""

    order_id: int
    visit_id: int
    household_id: int
    offering_id: int
    proposal_id: int | None
    number: str
    title: str
    starts_at: datetime
    minutes: int
    price_fen: int


@dataclass(frozen=True, kw_only=True)
class VisitMoved(Event):
    """A visit was given another start."""

    visit_id: int
    order_id: int
    household_id: int
    moved_from: datetime
    starts_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(Event):
    """A visit will not take place. `late`: less than a day before its start."""

    visit_id: int
    order_id: int
    household_id: int
    starts_at: datetime
    reason: str
    late: bool
