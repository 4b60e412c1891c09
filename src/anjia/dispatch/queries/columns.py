"""The rows that the rules compute with, fetched as columns: a handful of queries, whatever the size."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.standings import standing_of
from anjia.dispatch.queries.weights import weights_in_force
from anjia.dispatch.rules import (
    DAY_MINUTES,
    LONGEST_MINUTES,
    LONGEST_VISIT_MINUTES,
    WEEK_MINUTES,
    Job,
    Record,
    Roster,
    Work,
    WorkingTime,
    record_of,
    roster_of,
    share_of,
    week_minute,
    weeks_of,
    work_of,
)
from anjia.kernel.clock import minute_of
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce import queries as workforce


def roster(
    trade: str,
    from_day: date,
    days: int,
    *,
    caregiver_id: int | None = None,
    excluded: Collection[int] = (),
) -> Roster:
    """Who is able to do the trade and when they work in these days; one alone if asked for, never the excluded."""
    people = workforce.availability(trade, from_day=from_day, days=days + 1, caregiver_id=caregiver_id)
    return roster_of(
        WorkingTime(one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves)
        for one in people
        if one.id not in excluded
    )


def active(at: datetime | Given) -> QuerySet[Assignment]:
    """What takes up time now: assignments, and holds that have not run out."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(state__in=Assignment.ACTIVE)
    return rows.filter(Q(state=Assignment.State.ASSIGNED) | Q(expires_at__gt=at))


def work(job: Job, at: datetime, *, caregiver_id: int | None = None, without: int | None = None) -> Work:
    """The time taken around the job's days and in the weeks that they touch, without the row named."""
    monday = week_minute(job.from_day)
    until_minute = job.origin + job.days * DAY_MINUTES + job.minutes + LONGEST_MINUTES
    given = {
        "at": at,
        "from_minute": min(job.origin - LONGEST_VISIT_MINUTES - LONGEST_MINUTES, monday),
        "until_minute": max(until_minute, monday + weeks_of(job) * WEEK_MINUTES),
    }
    narrowing = {"caregiver_id": caregiver_id, "without": without}
    narrowed = {name: value for name, value in narrowing.items() if value is not None}
    return work_of(_TAKEN[frozenset(narrowed)].rows(**given, **narrowed))


def _taken(narrowed: Iterable[str]) -> QuerySet[Any]:
    """The columns of what is taken; the index of starts holds them all, except for the row's own id."""
    rows = active(Given("at")).filter(starts_minute__gte=Given("from_minute"), starts_minute__lt=Given("until_minute"))
    if "caregiver_id" in narrowed:
        rows = rows.filter(caregiver_id=Given("caregiver_id"))
    if "without" in narrowed:
        rows = rows.exclude(pk=Given("without"))
    return rows.order_by().values_list("caregiver_id", "starts_minute", "ends_minute", "latitude", "longitude")


_TAKEN = {
    frozenset(narrowed): Prepared(partial(_taken, narrowed), many="caregiver_id" not in narrowed)
    for narrowed in ((), ("caregiver_id",), ("without",), ("caregiver_id", "without"))
}


def record(people: Roster, work: Work, job: Job, at: datetime, *, household_id: int | None) -> Record:
    """What speaks for each caregiver: visits in the household, work of each week, marks, wishes; and the weights."""
    before = [] if household_id is None else _BEFORE.rows(household_id=household_id, minute=minute_of(at))
    last = [caregiver_id for (caregiver_id,) in before]
    return replace(
        record_of(people, work, job, list(Counter(last).items())),
        share=share_of(people, last),
        standing=standing_of(people, job, household_id=household_id, at=at),
        weights=weights_in_force(at),
    )


# Continuity looks this far back: what lies before it costs nothing.
MOST_BEFORE = 24
_BEFORE = Prepared(
    lambda: (
        Assignment.objects.filter(
            household_id=Given("household_id"), state=Assignment.State.ASSIGNED, ends_minute__lte=Given("minute")
        )
        .order_by("-ends_minute")
        .values_list("caregiver_id")[:MOST_BEFORE]
    )
)


def own_row(visit_id: int | None) -> int | None:
    """The visit's own assignment, if it has one: it does not stand in the way of the visit."""
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    return rows.values_list("id", flat=True).first() if visit_id else None
