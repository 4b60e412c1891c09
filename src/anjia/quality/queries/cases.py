"""One complaint with all that was decided about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.booking import queries as booking
from anjia.promises import queries as promises
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind
from anjia.quality.models import Compensation, ComplaintReply, Escalation, Resolution, Verdict
from anjia.quality.queries.complaints import ComplaintSummary, complaint
from anjia.quality.rules import most_compensation


@dataclass(frozen=True)
class Message:
    """Words between the household and the company; `kind` is reply, resolution, confirmed, contested or escalation."""

    kind: str
    at: datetime
    by_name: str
    from_household: bool
    text: str
    level: int = 0
    staff_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Granted:
    """Money given back."""

    amount_fen: int
    at: datetime
    by_name: str
    text: str
    clause_id: int


@dataclass(frozen=True)
class Case:
    """A complaint, what was said and decided in the order of time, and the money given back."""

    complaint: ComplaintSummary
    messages: tuple[Message, ...]
    granted: Granted | None
    resolved_at: datetime | None


@dataclass(frozen=True)
class Bound:
    """The most that can be given back for a complaint, and why: the clause and the price of the visit."""

    most_fen: int
    price_fen: int | None
    clause: ClauseSummary


def case_of(complaint_id: int) -> Case:
    """The whole case. Raises Missing. A fixed number of queries."""
    about: dict[str, Any] = {"complaint_id": complaint_id}
    summary = complaint(complaint_id)
    replies = [
        Message("reply", row.at, row.by_name, row.from_household, row.text)
        for row in ComplaintReply.objects.filter(**about)
    ]
    resolutions = [
        Message("resolution", row.at, row.by_name, False, row.text) for row in Resolution.objects.filter(**about)
    ]
    verdicts = [
        Message("confirmed" if row.settled else "contested", row.at, row.by_name, True, row.text)
        for row in Verdict.objects.filter(**about)
    ]
    steps = [
        Message("escalation", row.at, row.by_name, False, row.text, row.level, row.staff_id, row.reason)
        for row in Escalation.objects.filter(**about)
    ]
    said = sorted([*replies, *resolutions, *verdicts, *steps], key=lambda message: message.at)
    resolved_at = max((row.at for row in resolutions), default=None)
    return Case(summary, tuple(said), _granted(complaint_id), resolved_at if summary.settled else None)


def _granted(complaint_id: int) -> Granted | None:
    row = Compensation.objects.filter(complaint_id=complaint_id).first()
    return Granted(row.amount_fen, row.at, row.by_name, row.text, row.clause_id) if row else None


def bound_of(one: ComplaintSummary) -> Bound:
    """The most that can be given back for the complaint."""
    clause = promises.clause_in_force(Kind.COMPENSATION, at=one.opened_at)
    price_fen = booking.visit(one.visit_id).price_fen if one.visit_id is not None else None
    return Bound(most_compensation(clause.most_fen, price_fen), price_fen, clause)
