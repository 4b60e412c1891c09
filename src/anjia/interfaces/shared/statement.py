"""A household's account, line by line, each line saying what it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.billing import queries as billing_queries
from anjia.billing.queries import AccountLine, PaymentSummary
from anjia.billing.rules import LineKind
from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.guarantees import queries as guarantees
from anjia.interfaces.shared import formats
from anjia.kernel import clock


@dataclass(frozen=True)
class StatementLine:
    """One line: `change_fen` raises what is owed, `balance_fen` is owed after it; `explained` says why."""

    at: datetime
    title: str
    explained: str
    change_fen: int
    balance_fen: int
    url: str


def statement_of(household_id: int, *, audience: str = "desk", limit: int = 200) -> list[StatementLine]:
    """The account's newest lines, newest first; `audience` ("desk" or "household") says whose links they carry.

    Four queries and one more for visits and payments, however many lines.
    """
    lines = billing_queries.account_of(household_id, limit=limit)
    visits = booking_queries.visits(_subjects(lines, LineKind.CHARGE))
    paid = {one.id: one for one in billing_queries.payments(household_id=household_id, limit=limit)}
    given = _given(lines)
    return [
        StatementLine(
            at=line.at,
            title=line.memo if line.kind == LineKind.CHARGE else line.words,
            explained=given[_key(line)].words if _key(line) in given else _explained(line, visits, paid),
            change_fen=line.change_fen,
            balance_fen=line.balance_fen,
            url=_visit_url(given[_key(line)].visit_id, audience) if _key(line) in given else _url(line, audience),
        )
        for line in lines
    ]


def _subjects(lines: Iterable[AccountLine], kind: LineKind) -> list[int]:
    return [line.subject_id for line in lines if line.kind == kind]


def _explained(line: AccountLine, visits: dict[int, VisitSummary], paid: dict[int, PaymentSummary]) -> str:
    if line.kind == LineKind.CHARGE and (visit := visits.get(line.subject_id)):
        day = formats.long_day(visit.starts_at, clock.day_of(clock.now()))
        values = {"day": day, "time": formats.clock(visit.starts_at), "span": formats.span(visit.minutes)}
        return _("%(day)s %(time)s, %(span)s, at the agreed price") % values
    if line.kind == LineKind.CREDIT:
        return _("credited for a complaint")
    payment = paid.get(line.subject_id)
    if payment is None:
        return line.memo
    method = billing_queries.method_names().get(payment.method, payment.method)
    return " · ".join(part for part in (method, payment.reference, payment.reason) if part)


def _url(line: AccountLine, audience: str) -> str:
    name = {LineKind.CHARGE: "visit", LineKind.CREDIT: "complaint"}.get(LineKind(line.kind))
    if name is None:
        return ""
    try:
        return reverse(f"{audience}:{name}", args=[line.subject_id])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class _Given:
    """What a credit for a delay or a refund says, and the visit it is about."""

    words: str
    visit_id: int


def _given(lines: Iterable[AccountLine]) -> dict[tuple[str, int], _Given]:
    """What was given around visits, by the line it stands in; two queries more when there is any."""
    delays = guarantees.pre_compensations(_subjects(lines, LineKind.PRE_COMPENSATION))
    refunds = guarantees.refund_requests(_subjects(lines, LineKind.REFUND_CREDIT))
    return {
        **{(LineKind.PRE_COMPENSATION, i): _Given(one.arithmetic, one.visit_id) for i, one in delays.items()},
        **{(LineKind.REFUND_CREDIT, i): _Given(one.arithmetic, one.visit_id) for i, one in refunds.items()},
    }


def _visit_url(visit_id: int, audience: str) -> str:
    return reverse(f"{audience}:visit", args=[visit_id])


def _key(line: AccountLine) -> tuple[str, int]:
    return line.kind, line.subject_id
