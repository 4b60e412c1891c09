"""A caregiver for tests, built by operations only."""

from collections.abc import Mapping
from datetime import datetime

from anjia.catalog.rules import Trade
from anjia.kernel.actors import SYSTEM
from anjia.workforce.operations import engage_caregiver


def a_caregiver(
    at: datetime,
    *,
    name: str = "李阿姨",
    phone: str = "13812345678",
    district: str = "徐汇区",
    trades: Mapping[Trade, int] | None = None,
    hourly_pay_fen: int = 3800,
) -> int:
    """A caregiver who is ready for daily cleaning in the usual week."""
    return engage_caregiver(
        name=name,
        phone=phone,
        district=district,
        hourly_pay_fen=hourly_pay_fen,
        trades={Trade.DAILY_CLEANING: 3} if trades is None else trades,
        at=at,
        by=SYSTEM,
    )
