"""What the kernel remembers, as frozen values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.kernel.events import Event, revive
from anjia.kernel.models import Fact, FactSubject, Job
from anjia.kernel.scope import current_company_id


@dataclass(frozen=True)
class FactSummary:
    """A row of the log: the fact itself, who, when, and the fact that caused it."""

    id: int
    name: str
    event: Event
    at: datetime
    by: str
    by_name: str
    caused_by_id: int | None


@dataclass(frozen=True)
class JobSummary:
    """A delivery that stopped: what it was, why it failed (its last line) and how often it was tried."""

    id: int
    what: str
    arguments: dict[str, Any]
    fault: str
    attempts: int
    closed_at: datetime | None


def _summary(fact: Fact) -> FactSummary:
    event = revive(fact.name, fact.body)
    return FactSummary(fact.pk, fact.name, event, fact.at, fact.by, fact.by_name, fact.caused_by_id)


def story_of(
    subject: str, *, limit: int = 200, before_id: int | None = None, without: Collection[str] = ()
) -> list[FactSummary]:
    """The facts about one thing ("household:12"), newest first; `without` names kinds to leave out."""
    rows = FactSubject.objects.filter(subject=subject).order_by("-fact_id").select_related("fact")
    if without:
        rows = rows.exclude(fact__name__in=without)
    if before_id is not None:
        rows = rows.filter(fact_id__lt=before_id)
    return [_summary(row.fact) for row in rows[:limit]]


def latest_facts(
    *, limit: int = 100, before_id: int | None = None, by: str = "", names: Iterable[str] = ()
) -> list[FactSummary]:
    """The company's log, newest first, by page: the audit of who did what when."""
    rows = Fact.objects.order_by("-id")
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    if by:
        rows = rows.filter(by=by)
    if chosen := list(names):
        rows = rows.filter(name__in=chosen)
    return [_summary(row) for row in rows[:limit]]


def latest_fact_id(subject: str) -> int:
    """The newest fact about a thing, 0 when there is none: what a page that watches it compares."""
    newest = FactSubject.objects.filter(subject=subject).order_by("-fact_id").values_list("fact_id", flat=True).first()
    return int(newest or 0)


def latest_fact_ids(*, limit: int) -> list[int]:
    """The ids of the company's newest facts, the newest first: what a page that watches everything compares."""
    return list(Fact.objects.order_by("-id").values_list("id", flat=True)[:limit])


def facts(ids: Iterable[int]) -> list[FactSummary]:
    """These facts of the company, in order."""
    return [_summary(row) for row in Fact.objects.filter(pk__in=set(ids)).order_by("id")]


def dead_jobs(*, limit: int = 100) -> list[JobSummary]:
    """Deliveries of this company that failed their last attempt and wait for a person."""
    rows = Job.objects.filter(company_id=current_company_id(), state=Job.State.DEAD).order_by("-id")
    return [_job(row) for row in rows[:limit]]


def count_dead_jobs() -> int:
    """How many deliveries of this company have stopped."""
    return Job.objects.filter(company_id=current_company_id(), state=Job.State.DEAD).count()


def _job(row: Job) -> JobSummary:
    kwargs: dict[str, Any] = row.arguments["kwargs"]
    last_line = row.fault.strip().rpartition("\n")[2]
    return JobSummary(row.pk, kwargs.get("listener", row.task), kwargs, last_line, row.attempts, row.closed_at)
