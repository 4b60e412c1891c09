"""What households owe, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from anjia.billing.models import Payment
from anjia.billing.rules import CREDITS, LineKind, Method, household_account, most_to_return
from anjia.kernel import ledger


@dataclass(frozen=True)
class AccountLine:
    """One line of an account: `change_fen` raises what is owed, `balance_fen` is owed after it."""

    kind: str
    subject_id: int
    at: datetime
    words: str
    memo: str
    change_fen: int
    balance_fen: int


@dataclass(frozen=True)
class PaymentSummary:
    """Money received (positive) or returned (negative)."""

    id: int
    household_id: int
    amount_fen: int
    method: str
    reference: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Totals:
    """A span's money with households, in fen."""

    charged_fen: int
    compensated_fen: int
    received_fen: int
    returned_fen: int


def method_names() -> dict[str, str]:
    """The ways of paying in words."""
    return {Method.CASH: _("cash"), Method.TRANSFER: _("bank transfer"), Method.CARD: _("card")}


def kind_names() -> dict[str, str]:
    """The kinds of account lines in words."""
    return {
        LineKind.CHARGE: _("Visit"),
        LineKind.CREDIT: _("Compensation"),
        LineKind.PAYMENT: _("Payment"),
        LineKind.REFUND: _("Refund"),
        LineKind.PRE_COMPENSATION: _("Credit for a late arrival"),
        LineKind.REFUND_CREDIT: _("Refund granted"),
    }


def balance_of(household_id: int) -> int:
    """What the household owes, in fen; negative when it is owed something."""
    return ledger.balance_of(household_account(household_id))


def balances_of(household_ids: Iterable[int]) -> dict[int, int]:
    """What each household owes, in fen: one look for a whole page."""
    ids = list(household_ids)
    balances = ledger.balances_of(household_account(i) for i in ids)
    return {i: balances[household_account(i)] for i in ids}


def account_of(household_id: int, *, limit: int = 200) -> list[AccountLine]:
    """The newest lines of the account, newest first, each with what is owed after it."""
    balance, names, lines = balance_of(household_id), kind_names(), []
    for entry in ledger.entries_of(household_account(household_id), limit=limit):
        kind, _colon, subject = entry.key.partition(":")
        lines.append(AccountLine(kind, int(subject), entry.at, names[kind], entry.memo, entry.change_fen, balance))
        balance -= entry.change_fen
    return lines


def returnable_fen(household_id: int) -> int:
    """The most that may be refunded: what was paid and not yet returned."""
    sums = Payment.objects.filter(household_id=household_id).aggregate(
        paid=Sum("amount_fen", filter=Q(amount_fen__gt=0)), returned=Sum("amount_fen", filter=Q(amount_fen__lt=0))
    )
    return most_to_return(sums["paid"] or 0, -(sums["returned"] or 0))


def payments(*, household_id: int | None = None, before_id: int | None = None, limit: int = 50) -> list[PaymentSummary]:
    """Payments and refunds, newest first."""
    rows = Payment.objects.order_by("-id")
    if household_id is not None:
        rows = rows.filter(household_id=household_id)
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return [
        PaymentSummary(p.pk, p.household_id, p.amount_fen, p.method, p.reference, p.reason, p.at, p.by)
        for p in rows[:limit]
    ]


def owing(*, limit: int = 500) -> list[tuple[int, int]]:
    """Households that owe something, as (household id, fen), most first."""
    balances = ledger.balances_under("household:")
    owed = [(int(account.partition(":")[2]), fen) for account, fen in balances.items() if fen > 0]
    return sorted(owed, key=lambda row: -row[1])[:limit]


def totals_between(since: datetime, until: datetime) -> Totals:
    """What was charged, compensated, received and returned in [since, until)."""
    moved = ledger.moved_between("household:", since, until)
    sums = dict.fromkeys(LineKind, 0)
    for key, change_fen in moved:
        sums[LineKind(key.partition(":")[0])] += change_fen
    credited = -sum(sums[kind] for kind in CREDITS)
    return Totals(sums[LineKind.CHARGE], credited, -sums[LineKind.PAYMENT], sums[LineKind.REFUND])
