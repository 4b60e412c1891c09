"""Free starts as they are mostly found elsewhere: caregiver by caregiver, three queries each, start by start.

The same answer as `dispatch.queries.free_slots`, so that the two can be compared in time and in what they find.
Imported where Django is set up.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.columns import active, span_of
from anjia.dispatch.queries.slots import LEAD_MINUTES, asked_job
from anjia.dispatch.rules import (
    DAY_MINUTES,
    LONGEST_MINUTES,
    LONGEST_VISIT_MINUTES,
    WorkingTime,
    free_slots,
    midnight_minute,
    record_of,
    roster_of,
    work_of,
)
from anjia.kernel.clock import minute_of
from anjia.kernel.places import Place, travel_minutes
from anjia.workforce import queries as workforce
from anjia.workforce.models import CaregiverTrade, Leave, WorkingHours

STEP = 30


def free_starts(
    trade: str, *, minutes: int, place: Place, from_day: date, days: int, at: datetime
) -> list[tuple[int, int]]:
    """(epoch minute, caregivers who are free) for each start that somebody can keep, in order."""
    origin, earliest = midnight_minute(from_day), minute_of(at + timedelta(minutes=LEAD_MINUTES))
    count: Counter[int] = Counter()
    for caregiver_id in CaregiverTrade.objects.filter(trade=trade).values_list("caregiver_id", flat=True):
        stretches = _stretches(caregiver_id, from_day, days)
        busy = _busy(caregiver_id, origin, origin + days * DAY_MINUTES + minutes, at)
        for start in range(origin, origin + days * DAY_MINUTES, STEP):
            if start >= earliest and _fits(stretches, busy, place, start, start + minutes):
                count[start] += 1
    return sorted(count.items())


def scanned_slots(trade: str, *, minutes: int, place: Place, from_day: date, days: int, at: datetime) -> Any:
    """The same rules over rows scanned for the question, without anything kept: five queries of many rows."""
    job = asked_job(minutes, place, from_day, days, earliest=minute_of(at + timedelta(minutes=LEAD_MINUTES)))
    people = workforce.availability(trade, from_day=from_day, days=days + 1)
    roster = roster_of(
        WorkingTime(one.id, one.latitude, one.longitude, one.level, one.hours, one.leaves, one.farthest, one.barred)
        for one in people
    )
    from_minute, until_minute = span_of(job)
    rows = active(at).filter(starts_minute__gte=from_minute, starts_minute__lt=until_minute).order_by()
    columns = ("caregiver_id", "starts_minute", "ends_minute", "latitude", "longitude")
    work = work_of(list(rows.values_list(*columns)))
    return free_slots(roster, work, record_of(roster, work, job, []), job)


def _stretches(caregiver_id: int, from_day: date, days: int) -> list[tuple[int, int]]:
    """When she works; none of the days that touch a leave."""
    hours = list(WorkingHours.objects.filter(caregiver_id=caregiver_id))
    leaves = Leave.objects.filter(caregiver_id=caregiver_id, cancelled_at__isnull=True)
    away = [(minute_of(leave.starts_at), minute_of(leave.ends_at)) for leave in leaves]
    found = []
    for number in range(days + 1):
        day = from_day + timedelta(days=number)
        for one in hours:
            opens, closes = (midnight_minute(day) + minute for minute in (one.from_minute, one.until_minute))
            on_leave = any(begin < closes and opens < end for begin, end in away)
            if one.weekday == day.weekday() and not on_leave:
                found.append((opens, closes))
    return found


def _busy(caregiver_id: int, from_minute: int, until_minute: int, at: datetime) -> list[tuple[int, int, Place]]:
    rows = Assignment.objects.filter(
        caregiver_id=caregiver_id,
        state__in=Assignment.ACTIVE,
        starts_minute__gte=from_minute - LONGEST_VISIT_MINUTES - LONGEST_MINUTES,
        starts_minute__lt=until_minute + LONGEST_MINUTES,
    )
    active = [row for row in rows if row.state == Assignment.State.ASSIGNED or row.expires_at > at]
    return [(row.starts_minute, row.ends_minute, Place(row.latitude, row.longitude)) for row in active]


def _fits(
    stretches: list[tuple[int, int]], busy: list[tuple[int, int, Place]], place: Place, start: int, end: int
) -> bool:
    if not any(opens <= start and end <= closes for opens, closes in stretches):
        return False
    if any(begins < end and start < ends for begins, ends, _place in busy):
        return False
    before = max((one for one in busy if one[1] <= start), key=lambda one: one[1], default=None)
    behind = min((one for one in busy if one[0] >= end), key=lambda one: one[0], default=None)
    comes = before is None or before[1] + travel_minutes(before[2], place) <= start
    return comes and (behind is None or end + travel_minutes(place, behind[2]) <= behind[0])


__all__ = ["free_starts", "scanned_slots"]
