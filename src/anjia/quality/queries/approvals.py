"""What each role may give back alone, and what waits for a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.company import queries as company
from anjia.company.queries import StaffSummary
from anjia.kernel.actors import Actor
from anjia.kernel.money import MOST_FEN
from anjia.promises import queries as promises
from anjia.quality.models import CompensationDecision, CompensationRequest
from anjia.quality.rules import BOUND_OF_ROLE, LADDER, rank_of


@dataclass(frozen=True)
class Authority:
    """How high somebody stands, and the most of a compensation that this person may give alone, in fen."""

    rank: int
    bound_fen: int


@dataclass(frozen=True)
class RequestSummary:
    """More money back than one person may give: asked for, and decided or not (`approved` None)."""

    id: int
    complaint_id: int
    amount_fen: int
    text: str
    at: datetime
    by_name: str
    by_staff_id: int
    approved: bool | None
    decided_by: str
    decided_at: datetime | None
    decision: str


def _bound(rank: int, *, at: datetime) -> int:
    """The highest bound of the roles up to that rank; nothing for whoever stands on no rung."""
    kinds = [BOUND_OF_ROLE[role] for role in LADDER[: rank + 1]]
    return max((promises.clause_in_force(kind, at=at).most_fen for kind in kinds), default=0)


def authority_of(by: Actor, *, at: datetime) -> Authority:
    """What somebody may give back alone under the clauses in force at an instant. The clock itself has no bound."""
    if by.kind == "system":
        return Authority(len(LADDER), MOST_FEN)
    person = next((one for one in company.staff_list() if by.kind == "staff" and one.id == by.id), None)
    return _authority(person, at=at)


def _authority(person: StaffSummary | None, *, at: datetime) -> Authority:
    rank = rank_of(person.roles) if person else -1
    return Authority(rank, _bound(rank, at=at))


def who_can(amount_fen: int, *, asked_by: Actor, at: datetime) -> list[StaffSummary]:
    """Who can approve what somebody asks for: another person of a higher role whose bound reaches, nearest first."""
    staff = company.staff_list()
    first = next((rank_of(one.roles) for one in staff if one.id == asked_by.id and asked_by.kind == "staff"), -1)
    bounds = {rank: _bound(rank, at=at) for rank in range(first + 1, len(LADDER))}
    able = [
        one
        for one in staff
        if one.id != asked_by.id and rank_of(one.roles) > first and bounds[rank_of(one.roles)] >= amount_fen
    ]
    return sorted(able, key=lambda one: (rank_of(one.roles), one.id))


def _requests(rows: Iterable[CompensationRequest]) -> list[RequestSummary]:
    found = list(rows)
    decided = {row.request_id: row for row in CompensationDecision.objects.filter(request__in=found)}
    return [_summary(row, decided.get(row.pk)) for row in found]


def _summary(row: CompensationRequest, decision: CompensationDecision | None) -> RequestSummary:
    return RequestSummary(
        id=row.pk,
        complaint_id=row.complaint_id,
        amount_fen=row.amount_fen,
        text=row.text,
        at=row.at,
        by_name=row.by_name,
        by_staff_id=int(row.by.partition(":")[2] or 0),
        approved=decision.approved if decision else None,
        decided_by=decision.by_name if decision else "",
        decided_at=decision.at if decision else None,
        decision=decision.text if decision else "",
    )


def requests_of_complaint(complaint_id: int) -> list[RequestSummary]:
    """What was asked for about a complaint, oldest first."""
    return _requests(CompensationRequest.objects.filter(complaint_id=complaint_id).order_by("id"))


def open_requests(*, limit: int = 100) -> list[RequestSummary]:
    """What waits for a second person, the oldest first."""
    decided = CompensationDecision.objects.values("request")
    return _requests(CompensationRequest.objects.exclude(pk__in=decided).order_by("id")[:limit])
