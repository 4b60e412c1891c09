"""Give before it is asked, refund in time, help at once."""

from anjia.guarantees.operations.delays import (
    announce_delay,
    arrived,
    compensate_wait,
    no_longer_awaited,
    no_show,
    nobody_came,
)
from anjia.guarantees.operations.emergencies import (
    HELP_AFTER,
    HELP_BEFORE,
    answer_emergency,
    call_for_help,
    close_emergency,
    take_up_emergency,
)
from anjia.guarantees.operations.escalations import escalate_guarantee
from anjia.guarantees.operations.findings import find_justified, find_unjustified, second_refund
from anjia.guarantees.operations.goodwill import grant_goodwill
from anjia.guarantees.operations.refunds import ask_refund, record_refund_paid, refund_missed_scope, to_be_paid

__all__ = [
    "HELP_AFTER",
    "HELP_BEFORE",
    "announce_delay",
    "answer_emergency",
    "arrived",
    "ask_refund",
    "call_for_help",
    "close_emergency",
    "compensate_wait",
    "escalate_guarantee",
    "find_justified",
    "find_unjustified",
    "grant_goodwill",
    "no_longer_awaited",
    "no_show",
    "nobody_came",
    "record_refund_paid",
    "refund_missed_scope",
    "second_refund",
    "take_up_emergency",
    "to_be_paid",
]
