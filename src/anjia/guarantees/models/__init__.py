"""What guarantees remember."""

from anjia.guarantees.models.allowances import Allowance, give_back, locked, take
from anjia.guarantees.models.delays import Delay, PreCompensation
from anjia.guarantees.models.emergencies import Emergency, EmergencyStep
from anjia.guarantees.models.escalations import GuaranteeEscalation
from anjia.guarantees.models.goodwill import Goodwill
from anjia.guarantees.models.refunds import RefundApproval, RefundFinding, RefundPayment, RefundRequest

__all__ = [
    "Allowance",
    "Delay",
    "Emergency",
    "EmergencyStep",
    "Goodwill",
    "GuaranteeEscalation",
    "PreCompensation",
    "RefundApproval",
    "RefundFinding",
    "RefundPayment",
    "RefundRequest",
    "give_back",
    "locked",
    "take",
]
