"""What guarantees tell."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DelayAnnounced(Event):
    """Somebody said beforehand that a visit begins `minutes` after its agreed start, and why."""

    delay_id: int
    visit_id: int
    household_id: int
    caregiver_id: int | None
    starts_at: datetime
    minutes: int
    cause: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class PreCompensationGranted(Event):
    """A household is given money for a delay before it asked: `amount_fen` now, `total_fen` for the visit in all."""

    pre_compensation_id: int
    visit_id: int
    household_id: int
    basis: str
    cause: str
    late_minutes: int
    amount_fen: int
    total_fen: int
    clause_id: int
    clause_version: int


@dataclass(frozen=True, kw_only=True)
class GoodwillGranted(Event):
    """Extra work at a price of zero. The caregiver is paid `paid_percent` of her rate for the minutes."""

    goodwill_id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    title: str
    minutes: int
    worth_fen: int
    paid_percent: int


@dataclass(frozen=True, kw_only=True)
class _OfRefund:
    """Every fact of a refund request names the visit and the household."""

    refund_request_id: int
    visit_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class RefundAsked(_OfRefund, Event):
    """Money was asked back for a visit, or its guaranteed scope was missed (`source`)."""

    source: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefundFound(_OfRefund, Event):
    """The request was found justified, but the amount needs a second person."""

    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RefundGranted(_OfRefund, Event):
    """The refund is certain: it is credited at once, and the money is due."""

    amount_fen: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RefundRefused(_OfRefund, Event):
    """The request was not found justified; the household reads why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class RefundPaid(_OfRefund, Event):
    """The money went back: `out_fen` paid out, the rest set against what the household had never paid."""

    amount_fen: int
    out_fen: int
    method: str


@dataclass(frozen=True, kw_only=True)
class _OfEmergency:
    """Every fact of an emergency names the visit, the household and the caregiver."""

    emergency_id: int
    visit_id: int
    household_id: int
    caregiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class EmergencyCalled(_OfEmergency, Event):
    """Somebody called for help: `caller` is household, caregiver or staff."""

    kind: str
    text: str
    caller: str


@dataclass(frozen=True, kw_only=True)
class EmergencyTakenUp(_OfEmergency, Event):
    """Somebody at the desk sees to it."""

    staff_id: int
    caller: str


@dataclass(frozen=True, kw_only=True)
class EmergencyAnswered(_OfEmergency, Event):
    """What was done."""

    text: str
    caller: str


@dataclass(frozen=True, kw_only=True)
class EmergencyClosed(_OfEmergency, Event):
    """It is over; `text` says how it ended."""

    text: str
    caller: str


@dataclass(frozen=True, kw_only=True)
class GuaranteeEscalated(Event):
    """A promise about a refund or an emergency was broken: it went to the owner."""

    promise_id: int
    kind: str
    subject: str
    household_id: int | None
    staff_id: int | None

    def subjects(self) -> list[str]:
        return list(dict.fromkeys([*super().subjects(), self.subject]))
