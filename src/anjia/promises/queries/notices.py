"""What the ladder told, to whom, and what of it nobody has seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from anjia.promises.models import Notice, NoticeSeen
from anjia.promises.queries.promises import PromiseSummary, summary_of
from anjia.promises.rules import State

LOOK_BACK = timedelta(days=14)
MOST = 100


@dataclass(frozen=True)
class NoticeSummary:
    """The highest rung told of one promise that still matters; `ids` are all notices it stands for."""

    ids: tuple[int, ...]
    percent: int
    role: str
    told_at: datetime
    promise: PromiseSummary


def _unseen(roles: Collection[str], *, staff_id: int, branch_id: int | None, at: datetime) -> "QuerySet[Notice]":
    """Told lately to one of the roles, not seen by this person, about a promise that is still to be done."""
    mine: QuerySet[Notice] = Notice.objects.filter(role__in=list(roles), told_at__gt=at - LOOK_BACK, told_at__lte=at)
    here = mine if branch_id is None else mine.filter(Q(branch_id=None) | Q(branch_id=branch_id))
    undone = Q(promise__state=State.OPEN) | Q(promise__state=State.BROKEN, promise__done_at=None)
    return here.filter(undone).exclude(pk__in=NoticeSeen.objects.filter(staff_id=staff_id).values("notice_id"))


def unseen_notices(
    roles: Collection[str], *, staff_id: int, branch_id: int | None, at: datetime
) -> list[NoticeSummary]:
    """What a member of staff has been told and has not seen, the latest first; one line for each promise."""
    rows = _unseen(roles, staff_id=staff_id, branch_id=branch_id, at=at)
    found: dict[int, list[Notice]] = {}
    for row in rows.select_related("promise__clause").order_by("-told_at", "-id")[:MOST]:
        found.setdefault(row.promise_id, []).append(row)
    return [_line(group) for group in found.values()]


def _line(group: list[Notice]) -> NoticeSummary:
    top = max(group, key=lambda one: one.percent)
    ids = tuple(one.pk for one in group)
    return NoticeSummary(ids, top.percent, top.role, top.told_at, summary_of(top.promise))


def count_unseen(roles: Collection[str], *, staff_id: int, branch_id: int | None, at: datetime) -> int:
    """For how many promises there is something unseen; counting stops at 100."""
    rows = _unseen(roles, staff_id=staff_id, branch_id=branch_id, at=at)
    return len(rows.order_by().values("promise_id").distinct()[:MOST])


def told_of(promise_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """The (percent, role) of every rung told of each promise, in order; one query for a page."""
    told: dict[int, list[tuple[int, str]]] = {promise_id: [] for promise_id in promise_ids}
    for row in Notice.objects.filter(promise_id__in=list(promise_ids)).order_by("percent", "id"):
        told[row.promise_id].append((row.percent, row.role))
    return told
