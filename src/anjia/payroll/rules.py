"""What a visit earns."""

from datetime import date, timedelta
from enum import StrEnum

HOUR = 60
WAGES = "cost:wages"


class Method(StrEnum):
    """How pay is handed over."""

    TRANSFER = "transfer"
    CASH = "cash"


def earning_fen(minutes: int, hourly_fen: int) -> int:
    """Minutes at a rate per hour, in fen, rounded half up: the caregiver never loses the half."""
    return (2 * minutes * hourly_fen + HOUR) // (2 * HOUR)


def caregiver_account(caregiver_id: int) -> str:
    """The caregiver's account in the ledger."""
    return f"caregiver:{caregiver_id}"


def cash_account(method: str) -> str:
    """Where money of that kind lies."""
    return f"cash:{method}"


def earning_key(visit_id: int) -> str:
    """The business key of a visit's earning."""
    return f"earning:{visit_id}"


def goodwill_key(goodwill_id: int) -> str:
    """The business key of what extra work free of charge earned."""
    return f"earning_goodwill:{goodwill_id}"


def payment_key(payslip_id: int) -> str:
    """The business key of a pay slip's payment."""
    return f"payslip:{payslip_id}"


def week_ends_on(week_on: date) -> date:
    """The Sunday of the week that begins on that Monday."""
    return week_on + timedelta(days=6)
