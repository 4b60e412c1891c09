"""Names of accounts and keys, and how much may be returned."""

from enum import StrEnum

REVENUE, COMPENSATION = "revenue:visits", "cost:compensation"


class Method(StrEnum):
    """How money changes hands."""

    CASH = "cash"
    TRANSFER = "transfer"
    CARD = "card"


class LineKind(StrEnum):
    """What a line of a household's account is."""

    CHARGE = "charge"
    CREDIT = "compensation"
    PAYMENT = "payment"
    REFUND = "refund"
    PRE_COMPENSATION = "pre_compensation"
    REFUND_CREDIT = "refund_credit"


# What gives a household money back on its account, without any money changing hands yet.
CREDITS = (LineKind.CREDIT, LineKind.PRE_COMPENSATION, LineKind.REFUND_CREDIT)


def household_account(household_id: int) -> str:
    """The household's account in the ledger."""
    return f"household:{household_id}"


def cash_account(method: str) -> str:
    """Where money of that kind lies."""
    return f"cash:{method}"


def line_key(kind: LineKind, subject_id: int) -> str:
    """The business key of a posting: "charge:7" stands for the charge of visit 7, and for nothing else."""
    return f"{kind}:{subject_id}"


def most_to_return(paid_fen: int, returned_fen: int) -> int:
    """A household gets back at most what it has paid and not got back yet."""
    return max(0, paid_fen - returned_fen)
