"""What the ladder told, to whom, and what of it nobody has seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from anjia.kernel.prepared import Given, Prepared
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


def _unseen(
    roles: Collection[str],
    *,
    staff_id: int | Given,
    branch_id: int | Given | None,
    since: datetime | Given,
    at: datetime | Given,
) -> "QuerySet[Notice]":
    """Told lately to one of the roles, not seen by this person, about a promise that is still to be done."""
    mine: QuerySet[Notice] = Notice.objects.filter(role__in=sorted(roles), told_at__gt=since, told_at__lte=at)
    here = mine if branch_id is None else mine.filter(Q(branch_id=None) | Q(branch_id=branch_id))
    undone = Q(promise__state=State.OPEN) | Q(promise__state=State.BROKEN, promise__done_at=None)
    return here.filter(undone).exclude(pk__in=NoticeSeen.objects.filter(staff_id=staff_id).values("notice_id"))


def unseen_notices(
    roles: Collection[str], *, staff_id: int, branch_id: int | None, at: datetime
) -> list[NoticeSummary]:
    """What a member of staff has been told and has not seen, the latest first; one line for each promise."""
    rows = _unseen(roles, staff_id=staff_id, branch_id=branch_id, since=at - LOOK_BACK, at=at)
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
    given: dict[str, Any] = {"staff_id": staff_id, "since": at - LOOK_BACK, "at": at}
    if branch_id is None:
        return len(_counting(frozenset(roles), False).rows(**given))
    return len(_counting(frozenset(roles), True).rows(**given, branch_id=branch_id))


@cache
def _counting(roles: frozenset[str], of_a_branch: bool) -> Prepared:
    """The bell of every page of the desk: prepared for each set of roles."""

    def rows() -> "QuerySet[Notice, Any]":
        branch = Given("branch_id") if of_a_branch else None
        told = _unseen(roles, staff_id=Given("staff_id"), branch_id=branch, since=Given("since"), at=Given("at"))
        return told.order_by().values_list("promise_id").distinct()[:MOST]

    return Prepared(rows)


def told_of(promise_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """The (percent, role) of every rung told of each promise, in order; one query for a page."""
    told: dict[int, list[tuple[int, str]]] = {promise_id: [] for promise_id in promise_ids}
    for row in Notice.objects.filter(promise_id__in=list(promise_ids)).order_by("percent", "id"):
        told[row.promise_id].append((row.percent, row.role))
    return told
