"""What the catalog tells."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OfferingListed(Event):
    """A service came into the catalog."""

    offering_id: int
    offering: str
    trade: str
    unit: str
    price_fen: int


@dataclass(frozen=True, kw_only=True)
class OfferingChanged(Event):
    """What a service is called, how long it takes, what it covers, or who sees it was changed; `fields` names which."""

    offering_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PriceRevised(Event):
    """A new price holds from a moment on; proposals and orders made before keep theirs."""

    offering_id: int
    price_fen: int
    before_fen: int
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class StandardSet(Event):
    """The steps of a service were set anew."""

    offering_id: int
    steps: int


@dataclass(frozen=True, kw_only=True)
class PriceAsked(Event):
    """An imported price could not be read and waits for a person."""

    question_id: int
    raw_name: str
    raw_price: str


@dataclass(frozen=True, kw_only=True)
class PriceSettled(Event):
    """A person said what an unreadable price means; without an offering the line was put aside."""

    question_id: int
    offering_id: int | None


@dataclass(frozen=True, kw_only=True)
class OfferingRetired(Event):
    """A service is no longer offered; orders made before go on."""

    offering_id: int
    offering: str
