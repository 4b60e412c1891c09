"""The rows that the rules compute with, fetched as columns: a handful of queries, whatever the size."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from anjia.dispatch.models import Assignment
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
    week_minute,
    weeks_of,
    work_of,
)
from anjia.kernel.clock import minute_of
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce import queries as workforce


def roster(trade: str, from_day: date, days: int, *, caregiver_id: int | None = None) -> Roster:
    """Who is able to do the trade and when they work in these days; one caregiver alone if asked for."""
    people = workforce.availability(trade, from_day=from_day, days=days + 1, caregiver_id=caregiver_id)
    return roster_of(
        WorkingTime(one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves) for one in people
    )


def active(at: datetime | Given) -> QuerySet[Assignment]:
    """What takes up time now: assignments, and holds that have not run out."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(state__in=Assignment.ACTIVE)
    return rows.filter(Q(state=Assignment.State.ASSIGNED) | Q(expires_at__gt=at))


def work(job: Job, at: datetime, *, caregiver_id: int | None = None, without: Iterable[int] = ()) -> Work:
    """The time taken around the job's days and in the weeks that they touch, without the rows named."""
    monday = week_minute(job.from_day)
    from_minute = min(job.origin - LONGEST_VISIT_MINUTES - LONGEST_MINUTES, monday)
    until_minute = max(
        job.origin + job.days * DAY_MINUTES + job.minutes + LONGEST_MINUTES, monday + weeks_of(job) * WEEK_MINUTES
    )
    one = {} if caregiver_id is None else {"caregiver_id": caregiver_id}
    if left_out := list(without):
        rows = _taken(at, from_minute, until_minute).filter(**one).exclude(pk__in=left_out)
        return work_of(list(rows))
    read = _TAKEN_OF_ONE if one else _TAKEN
    return work_of(read.rows(at=at, from_minute=from_minute, until_minute=until_minute, **one))


def _taken(at: Any, from_minute: Any, until_minute: Any) -> QuerySet[Any]:
    rows = active(at).filter(starts_minute__gte=from_minute, starts_minute__lt=until_minute).order_by()
    return rows.values_list("caregiver_id", "starts_minute", "ends_minute", "latitude", "longitude")


_TAKEN = Prepared(lambda: _taken(Given("at"), Given("from_minute"), Given("until_minute")))
_TAKEN_OF_ONE = Prepared(
    lambda: _taken(Given("at"), Given("from_minute"), Given("until_minute")).filter(caregiver_id=Given("caregiver_id"))
)


def record(people: Roster, work: Work, job: Job, at: datetime, *, household_id: int | None) -> Record:
    """What speaks for each caregiver: visits done in the household, and minutes of work in each week."""
    return record_of(people, work, job, _visits_before(household_id, at))


def _visits_before(household_id: int | None, at: datetime) -> list[tuple[int, int]]:
    """(caregiver id, visits done in the household)."""
    if household_id is None:
        return []
    return _VISITS_BEFORE.rows(household_id=household_id, minute=minute_of(at))


_VISITS_BEFORE = Prepared(
    lambda: (
        Assignment.objects.filter(
            household_id=Given("household_id"), state=Assignment.State.ASSIGNED, ends_minute__lte=Given("minute")
        )
        .order_by()
        .values_list("caregiver_id")
        .annotate(count=Count("id"))
    )
)


def own_rows(visit_id: int | None) -> list[int]:
    """The visit's own assignment, if it has one: it does not stand in the way of the visit."""
    rows = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    return list(rows.values_list("id", flat=True)) if visit_id else []
