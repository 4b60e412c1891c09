"""Everybody's taken time with its places, for whoever plans whole days: a handful of queries for any number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Sum

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.columns import active
from anjia.dispatch.rules import DAY_MINUTES, LONGEST_VISIT_MINUTES, midnight_minute
from anjia.dispatch.rules.rest import DAY_BEGINS_MINUTES
from anjia.kernel.clock import minute_of
from anjia.kernel.places import Place

_COLUMNS = (
    "id",
    "caregiver_id",
    "visit_id",
    "starts_minute",
    "ends_minute",
    "latitude",
    "longitude",
    "decision",
    "seat",
)


@dataclass(frozen=True)
class TakenTime:
    """An assignment or a hold: whose, from which epoch minute to which, where. `decided`: a person chose her."""

    id: int
    caregiver_id: int
    visit_id: int | None
    starts_minute: int
    ends_minute: int
    place: Place
    decided: bool
    seat: int = 1


def taken_between(from_at: datetime, until_at: datetime, *, at: datetime) -> list[TakenTime]:
    """All that takes up time between the two instants, by caregiver and start. One query."""
    begins, ends = minute_of(from_at), minute_of(until_at)
    rows = active(at).filter(
        starts_minute__gte=begins - LONGEST_VISIT_MINUTES, starts_minute__lt=ends, ends_minute__gt=begins
    )
    return [_taken(*row) for row in rows.order_by("caregiver_id", "starts_minute").values_list(*_COLUMNS)]


def _taken(
    key: int,
    caregiver_id: int,
    visit_id: int | None,
    starts: int,
    ends: int,
    latitude: float,
    longitude: float,
    decision: str,
    seat: int,
) -> TakenTime:
    return TakenTime(key, caregiver_id, visit_id, starts, ends, Place(latitude, longitude), bool(decision), seat)


def minutes_by_day(first: date, days: int, *, at: datetime) -> dict[int, dict[int, int]]:
    """Minutes taken up of each caregiver, by working day counted from `first`; a working day runs from five to five.

    One query.
    """
    begins = midnight_minute(first) + DAY_BEGINS_MINUTES
    rows = active(at).filter(starts_minute__gte=begins, starts_minute__lt=begins + days * DAY_MINUTES)
    by_day = (
        rows.order_by().annotate(day=(F("starts_minute") - begins) / DAY_MINUTES).values_list("caregiver_id", "day")
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for caregiver_id, day, minutes in by_day.annotate(minutes=Sum(F("ends_minute") - F("starts_minute"))):
        found[caregiver_id][int(day)] = minutes
    return found


def visits_done(household_ids: Iterable[int], *, at: datetime) -> dict[int, dict[int, int]]:
    """For each household, how many visits each caregiver has done there. One query."""
    rows = Assignment.objects.filter(
        household_id__in=set(household_ids), state=Assignment.State.ASSIGNED, ends_minute__lte=minute_of(at)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for household_id, caregiver_id, count in (
        rows.order_by().values_list("household_id", "caregiver_id").annotate(count=Count("id"))
    ):
        found[household_id][caregiver_id] = count
    return found


def minutes_given(from_at: datetime, until_at: datetime) -> dict[int, int]:
    """Minutes of visits that began between the two instants, by caregiver. One query."""
    rows = Assignment.objects.filter(
        state=Assignment.State.ASSIGNED,
        starts_minute__gte=minute_of(from_at),
        starts_minute__lt=minute_of(until_at),
    )
    given = rows.order_by().values_list("caregiver_id")
    return dict(given.annotate(minutes=Sum(F("ends_minute") - F("starts_minute"))))
