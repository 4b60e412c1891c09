"""What billing tells."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitCharged(Event):
    """A completed visit was put on the household's account."""

    visit_id: int
    household_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class CompensationCredited(Event):
    """A granted compensation was credited."""

    complaint_id: int
    household_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PreCompensationCredited(Event):
    """What was given for a delay before anybody asked was credited."""

    pre_compensation_id: int
    visit_id: int
    household_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RefundCredited(Event):
    """A granted refund was credited; the money itself follows."""

    refund_request_id: int
    visit_id: int
    household_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PaymentRecorded(Event):
    """Money came in."""

    payment_id: int
    household_id: int
    amount_fen: int
    method: str


@dataclass(frozen=True, kw_only=True)
class Refunded(Event):
    """Money was returned."""

    payment_id: int
    household_id: int
    amount_fen: int
    method: str
    reason: str
