"""How an answer goes over the wire: when to try again, and what a far end will not take."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))
MOST_TRIES = len(PAUSES) + 1
WECHAT_HOURS = 48
MOST_WECHAT_BYTES = 2048  # of UTF-8, as the interface of customer-service messages says


class SendingState(StrEnum):
    """Where an answer is on its way. UNDER_WAY: a try has begun, and nobody has heard how it ended."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Fault:
    """Why a try failed: a code, what the far end said, and whether another try can help."""

    code: str
    said: str = ""
    may_try_again: bool = True


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after this many tries that failed. None: a person must look."""
    return PAUSES[tries - 1] if 1 <= tries <= len(PAUSES) else None


def may_write_by_wechat(last_heard_at: datetime | None, at: datetime) -> bool:
    """Whether WeChat takes an answer: within 48 hours of the person's last message."""
    return last_heard_at is not None and at - last_heard_at < timedelta(hours=WECHAT_HOURS)


def fits_wechat(text: str) -> bool:
    """Whether the text is short enough for one message."""
    return len(text.encode()) <= MOST_WECHAT_BYTES
