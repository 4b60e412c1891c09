"""The rows that the rules compute with, fetched as columns: a handful of queries, whatever the size."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.kept import kept_work
from anjia.dispatch.queries.preferences import said_about
from anjia.dispatch.queries.standings import standing_of
from anjia.dispatch.queries.weights import weights_in_force
from anjia.dispatch.rules import (
    DAY_MINUTES,
    WEEK_MINUTES,
    Job,
    Record,
    Roster,
    Said,
    Work,
    WorkingTime,
    record_of,
    roster_in_columns,
    roster_of,
    share_of,
    week_minute,
    weeks_of,
    work_of,
)
from anjia.dispatch.rules.kept import without_rows
from anjia.households import queries as households
from anjia.kernel.clock import minute_of
from anjia.kernel.districts import district_near
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce import queries as workforce
from anjia.workforce.rules import unpacked_districts


@dataclass(frozen=True)
class Spot:
    """Where a job is: at a place, in a home of a household if one is known."""

    household_id: int | None
    place: Place

    def district(self) -> str:
        """The home's own district; of any other place that of the nearest centre. At most one query."""
        known = "" if self.household_id is None else households.district_at(self.household_id, self.place)
        return known or district_near(self.place)


OwnRows = Sequence[tuple[int, int]]


def roster(
    trade: str,
    from_day: date,
    days: int,
    *,
    spot: Spot,
    caregiver_id: int | None = None,
    excluded: Collection[int] = (),
    jurisdiction: str | None = None,
) -> Roster:
    """Who is able to do the trade and when they work in these days; one alone if asked for, never the excluded.

    Who keeps to districts is outside when the `spot` lies in none of them: its district is looked up only then.
    `jurisdiction` is that of the company, if it was asked for already.
    """
    if caregiver_id is None:
        many = workforce.able(trade, from_day=from_day, days=days + 1, jurisdiction=jurisdiction)
        people = many.ids, many.latitudes, many.longitudes, many.levels, many.farthest
        outside = _outside([unpacked_districts(one) if one else () for one in many.only_in], spot)
        everybody = roster_in_columns(people, many.weeks, many.leaves, many.barred, outside)
        return everybody.less(excluded) if excluded else everybody
    asked = {"from_day": from_day, "days": days + 1, "caregiver_id": caregiver_id, "jurisdiction": jurisdiction}
    hers = [one for one in workforce.availability(trade, **asked) if one.id not in excluded]  # type: ignore[arg-type]
    outside = _outside([one.only_in for one in hers], spot)
    return roster_of(
        WorkingTime(
            one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves, one.farthest, one.barred, is_outside
        )
        for one, is_outside in zip(hers, outside, strict=True)
    )


def _outside(only_in: Sequence[Sequence[str]], spot: Spot) -> list[bool]:
    """Of each whether the spot lies outside the districts that she keeps to. At most one query."""
    if not any(only_in):
        return [False] * len(only_in)
    district = spot.district()
    return [bool(hers) and district not in hers for hers in only_in]


def active(at: datetime | Given) -> QuerySet[Assignment]:
    """What takes up time now: assignments, and holds that have not run out."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(state__in=Assignment.ACTIVE)
    return rows.filter(Q(state=Assignment.State.ASSIGNED) | Q(expires_at__gt=at))


def span_of(job: Job) -> tuple[int, int]:
    """From and until which epoch minute the start of other work can matter to the job.

    Six days on either side decide whether a day off is left, the whole weeks how full a week is; a working week ends
    on Monday at five.
    """
    monday = week_minute(job.from_day)
    from_minute = min(job.origin - WEEK_MINUTES, monday)
    until_minute = monday + weeks_of(job) * WEEK_MINUTES + DAY_MINUTES
    return from_minute, max(job.origin + job.days * DAY_MINUTES + WEEK_MINUTES, until_minute)


def work(people: Roster, job: Job, at: datetime, *, caregiver_id: int | None = None, without: OwnRows = ()) -> Work:
    """The time taken in the job's days, the weeks that they touch and a week on either side, less the rows named.

    Of many people it is read from the kept index; of one alone from her assignments, so that what the index offers
    is looked at once more, by another way, before it is given away.
    """
    from_minute, until_minute = span_of(job)
    if caregiver_id is None:
        return without_rows(kept_work(people, from_minute, until_minute, at), without)
    given = {"caregiver_id": caregiver_id, "at": at, "from_minute": from_minute, "until_minute": until_minute}
    return without_rows(work_of(_TAKEN.rows(**given)), without)


_TAKEN = Prepared(
    lambda: (
        active(Given("at"))
        .filter(
            caregiver_id=Given("caregiver_id"),
            starts_minute__gte=Given("from_minute"),
            starts_minute__lt=Given("until_minute"),
        )
        .order_by()
        .values_list("caregiver_id", "starts_minute", "ends_minute", "latitude", "longitude")
    )
)


def record(
    people: Roster,
    work: Work,
    job: Job,
    at: datetime,
    *,
    household_id: int | None,
    said: Iterable[Said] | None = None,
    before: Sequence[int] | None = None,
) -> Record:
    """What speaks for each caregiver: visits in the household, work of each week, marks, wishes; and the weights.

    `said` is what stands between the household and caregivers, `before` who came to it, if they were asked for already.
    """
    before = came_before(household_id, at=at) if before is None else before
    words = said_about(household_id) if said is None else said
    return replace(
        _history(people, work, job, before),
        share=share_of(people, before),
        standing=standing_of(people, job, household_id=household_id, said=words),
        weights=weights_in_force(at),
    )


def history(people: Roster, work: Work, job: Job, at: datetime, *, household_id: int | None) -> Record:
    """Visits in the household and work of each week alone, for whoever ranks nobody. At most one query."""
    return _history(people, work, job, came_before(household_id, at=at))


def _history(people: Roster, work: Work, job: Job, before: Sequence[int]) -> Record:
    return record_of(people, work, job, list(Counter(before).items()))


def came_before(household_id: int | None, *, at: datetime) -> list[int]:
    """Who was in the household's homes lately, the latest first. One query; nobody without a household."""
    if household_id is None:
        return []
    return [caregiver_id for (caregiver_id,) in _BEFORE.rows(household_id=household_id, minute=minute_of(at))]


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


def own_rows(visit_id: int | None) -> OwnRows:
    """(caregiver id, start) of the visit's own assignments: they do not stand in the way of the visit."""
    return _OWN.rows(visit_id=visit_id) if visit_id else ()


_OWN = Prepared(
    lambda: (
        Assignment.objects.filter(visit_id=Given("visit_id"), state=Assignment.State.ASSIGNED)
        .order_by()
        .values_list("caregiver_id", "starts_minute")
    )
)
