"""What a visit earns, and what is withheld from it as tax."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from anjia.law.rules import platform_withholding, usual_withholding

HOUR = 60
WAGES = "cost:wages"
TAX = "tax:withheld"


class Method(StrEnum):
    """How pay is handed over."""

    TRANSFER = "transfer"
    CASH = "cash"


class Way(StrEnum):
    """How tax is withheld from service pay (劳务报酬): not at all, month by month, or cumulatively as a platform."""

    NOT = "none"
    USUAL = "usual"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Issued:
    """An earlier slip of the same year: the month in which it was issued, its pay and what was withheld."""

    month: int
    total_fen: int
    withheld_fen: int


@dataclass(frozen=True)
class Withheld:
    """What is withheld from a slip, from which pay of each month, and what was taken before."""

    amount_fen: int
    incomes_fen: tuple[int, ...]
    before_fen: int


def withheld_from(
    total_fen: int, *, way: Way, month: int, earlier: Sequence[Issued], in_force: Collection[str]
) -> Withheld | None:
    """What is withheld from a slip of that month; None: nothing is to be worked out. Never more than the slip.

    As usual, the slips of one month count as one payment. As a platform, all months since the year's first slip count.
    """
    if way == Way.NOT:
        return None
    if way == Way.USUAL:
        same = [one for one in earlier if one.month == month]
        incomes = [total_fen + sum(one.total_fen for one in same)]
        due = usual_withholding(incomes[0], in_force).result_fen
        before = sum(one.withheld_fen for one in same)
    else:
        first = min((one.month for one in earlier), default=month)
        incomes = [sum(one.total_fen for one in earlier if one.month == each) for each in range(first, month + 1)]
        incomes[-1] += total_fen
        lines = platform_withholding(incomes, in_force).lines
        due = next((line.amount_fen for line in reversed(lines) if line.code == "tax_so_far"), None)
        before = sum(one.withheld_fen for one in earlier)
    if due is None:
        return None
    return Withheld(min(max(due - before, 0), total_fen), tuple(incomes), before)


def earning_fen(minutes: int, hourly_fen: int) -> int:
    """Minutes at a rate per hour, in fen, rounded half up: the caregiver never loses the half."""
    return (2 * minutes * hourly_fen + HOUR) // (2 * HOUR)


def caregiver_account(caregiver_id: int) -> str:
    """The caregiver's account in the ledger."""
    return f"caregiver:{caregiver_id}"


def cash_account(method: str) -> str:
    """Where money of that kind lies."""
    return f"cash:{method}"


def earning_key(visit_id: int, with_id: int | None = None) -> str:
    """The business key of a visit's earning; of who came with the leading caregiver, with her own id."""
    return f"earning:{visit_id}" if with_id is None else f"earning:{visit_id}:{with_id}"


def goodwill_key(goodwill_id: int) -> str:
    """The business key of what extra work free of charge earned."""
    return f"earning_goodwill:{goodwill_id}"


def payment_key(payslip_id: int) -> str:
    """The business key of a pay slip's payment."""
    return f"payslip:{payslip_id}"


def week_ends_on(week_on: date) -> date:
    """The Sunday of the week that begins on that Monday."""
    return week_on + timedelta(days=6)
