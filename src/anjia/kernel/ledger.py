"""The one ledger: integer fen, each transfer balanced in itself, each business fact posted once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum

from anjia.kernel.models import Journal, LedgerTransfer
from anjia.kernel.money import MOST_FEN, within


@dataclass(frozen=True)
class Transfer:
    """`amount_fen` > 0 from the credit account to the debit account: the debit account rises by it."""

    debit: str
    credit: str
    amount_fen: int


@dataclass(frozen=True)
class Entry:
    """One line of an account: `change_fen` is positive on its debit side."""

    id: int
    key: str
    memo: str
    at: datetime
    change_fen: int
    against: str


def post(*, key: str, at: datetime, memo: str, transfers: Sequence[Transfer]) -> bool:
    """Posts the transfers under the business key. False when the key was posted before with the same transfers.

    Raises Refusal on an amount outside 1 fen..10^11 fen, ValueError when the key stands for other transfers.
    """
    for transfer in transfers:
        within(transfer.amount_fen, 1, MOST_FEN)
    with transaction.atomic():
        journal, first = Journal.objects.get_or_create(key=key, defaults={"at": at, "memo": memo[:200]})
        if not first:
            _same_or_raise(journal, transfers)
            return False
        LedgerTransfer.objects.bulk_create(
            LedgerTransfer(journal=journal, debit=t.debit, credit=t.credit, amount_fen=t.amount_fen) for t in transfers
        )
    return True


def _same_or_raise(journal: Journal, transfers: Sequence[Transfer]) -> None:
    posted = list(journal.transfers.order_by("id").values_list("debit", "credit", "amount_fen"))
    if posted != [(t.debit, t.credit, t.amount_fen) for t in transfers]:
        raise ValueError(f"journal key {journal.key!r} already stands for other transfers")


def balances_of(accounts: Iterable[str]) -> dict[str, int]:
    """Debits minus credits of each account, in fen; accounts never used are 0. Two queries for any number."""
    wanted = list(accounts)
    balances = dict.fromkeys(wanted, 0)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__in": wanted}).values_list(side).annotate(Sum("amount_fen"))
        for account, fen in rows:
            balances[account] += sign * fen
    return balances


def balance_of(account: str) -> int:
    """Debits minus credits of the account, in fen."""
    return balances_of([account])[account]


def entries_of(account: str, *, limit: int = 200) -> list[Entry]:
    """The account's lines, newest first."""
    rows = LedgerTransfer.objects.filter(Q(debit=account) | Q(credit=account)).select_related("journal")
    return [_entry(row, account) for row in rows.order_by("-id")[:limit]]


def _entry(row: LedgerTransfer, account: str) -> Entry:
    rises = row.debit == account
    change, against = (row.amount_fen, row.credit) if rises else (-row.amount_fen, row.debit)
    return Entry(row.pk, row.journal.key, row.journal.memo, row.journal.at, change, against)


def balances_under(prefix: str) -> dict[str, int]:
    """Debits minus credits of every account that begins with the prefix, in fen. Two queries."""
    balances: dict[str, int] = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__startswith": prefix}).values_list(side)
        for account, fen in rows.annotate(Sum("amount_fen")):
            balances[account] = balances.get(account, 0) + sign * fen
    return balances


def moved_between(prefix: str, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """(business key, change) of every transfer in [since, until) on accounts that begin with the prefix."""
    span = LedgerTransfer.objects.filter(journal__at__gte=since, journal__at__lt=until)
    moved = []
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = span.filter(**{f"{side}__startswith": prefix}).values_list("journal__key", "amount_fen")
        moved += [(key, sign * fen) for key, fen in rows]
    return moved


__all__ = [
    "Entry",
    "Transfer",
    "balance_of",
    "balances_of",
    "balances_under",
    "entries_of",
    "moved_between",
    "post",
]
