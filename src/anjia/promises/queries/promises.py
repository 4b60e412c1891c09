"""What was promised, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from anjia.promises import rules
from anjia.promises.models import Promise
from anjia.promises.rules import Kind, State


@dataclass(frozen=True)
class PromiseSummary:
    """One commitment; `state` is open, kept, broken, released or void.

    `paused_at` is since when its clock stands still; `done_at` when a broken one was done after all.
    """

    id: int
    kind: str
    subject: str
    household_id: int | None
    clause_id: int
    clause_version: int
    made_at: datetime
    due_at: datetime
    state: str
    closed_at: datetime | None
    evidence: str
    caregiver_id: int | None = None
    branch_id: int | None = None
    offering_id: int | None = None
    paused_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def subject_kind(self) -> str:
        """The kind of thing it is about: "complaint" of "complaint:7"."""
        return self.subject.partition(":")[0]

    @property
    def subject_id(self) -> int:
        """The id of the thing it is about: 7 of "complaint:7"."""
        return int(self.subject.partition(":")[2])


@dataclass(frozen=True)
class Record:
    """How a kind of promise was kept over a time; `share` is whole percent, None when none has ended."""

    kind: str
    kept: int
    broken: int
    open: int

    @property
    def share(self) -> int | None:
        return rules.share_kept(self.kept, self.broken)


def summary_of(row: Promise) -> PromiseSummary:
    """The promise as others see it; its clause is read with it."""
    return PromiseSummary(
        id=row.pk,
        kind=row.kind,
        subject=row.subject,
        household_id=row.household_id,
        clause_id=row.clause_id,
        clause_version=row.clause.version,
        made_at=row.made_at,
        due_at=row.due_at,
        state=row.state,
        closed_at=row.closed_at,
        evidence=row.evidence,
        caregiver_id=row.caregiver_id,
        branch_id=row.branch_id,
        offering_id=row.offering_id,
        paused_at=row.paused_at,
        done_at=row.done_at,
    )


def _promises(rows: "QuerySet[Promise]", limit: int) -> list[PromiseSummary]:
    return [summary_of(row) for row in rows.select_related("clause")[:limit]]


def promise_of(kind: str, subject: str) -> PromiseSummary | None:
    """The latest promise of that kind about the subject, open or ended."""
    found = _promises(Promise.objects.filter(kind=Kind(kind), subject=subject).order_by("-id"), 1)
    return next(iter(found), None)


def promises_of(subjects: Iterable[str]) -> dict[str, list[PromiseSummary]]:
    """All promises about each of the subjects, oldest first; one query for the whole page."""
    wanted: dict[str, list[PromiseSummary]] = {subject: [] for subject in subjects}
    rows = Promise.objects.filter(subject__in=list(wanted)).order_by("id")
    for row in rows.select_related("clause"):
        wanted[row.subject].append(summary_of(row))
    return wanted


def promises_due(until: datetime, *, kinds: Iterable[str] = (), limit: int = 200) -> list[PromiseSummary]:
    """Open promises due up to `until`, the most urgent first."""
    rows = Promise.objects.filter(state=State.OPEN, due_at__lte=until).order_by("due_at", "id")
    if chosen := [str(kind) for kind in kinds]:
        rows = rows.filter(kind__in=chosen)
    return _promises(rows, limit)


def promises_ended(*, state: str, before: tuple[datetime, int] | None = None, limit: int = 50) -> list[PromiseSummary]:
    """Promises that ended as `state`, the latest first; `before` is (closed_at, id) of the last one seen."""
    rows = Promise.objects.filter(state=State(state)).order_by("-closed_at", "-id")
    if before is not None:
        rows = rows.filter(closed_at__lte=before[0]).exclude(closed_at=before[0], id__gte=before[1])
    return _promises(rows, limit)


def promises_to(household_id: int, *, limit: int = 50) -> list[PromiseSummary]:
    """What was promised to a household, the latest first."""
    return _promises(Promise.objects.filter(household_id=household_id).order_by("-id"), limit)


def record_since(since: datetime) -> list[Record]:
    """Per kind, how many promises ended kept and broken since an instant, and how many are open now."""
    ended = Promise.objects.filter(state__in=[State.KEPT, State.BROKEN], closed_at__gte=since)
    counts = {(row["kind"], row["state"]): row["n"] for row in ended.values("kind", "state").annotate(n=Count("id"))}
    still = Promise.objects.filter(state=State.OPEN)
    opened = {row["kind"]: row["n"] for row in still.values("kind").annotate(n=Count("id"))}
    return [
        Record(kind, counts.get((kind, State.KEPT), 0), counts.get((kind, State.BROKEN), 0), opened.get(kind, 0))
        for kind in (member.value for member in Kind if not rules.bounds_an_amount(member))
    ]
