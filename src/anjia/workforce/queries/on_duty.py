"""How long everybody is on duty over some days."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from anjia.kernel.clock import midnight, minute_of
from anjia.workforce.models import Caregiver, Leave, WorkingHours
from anjia.workforce.rules import Status


def duty_minutes(from_day: date, until_day: date) -> dict[int, int]:
    """Working minutes of each ready caregiver on the days from `from_day` up to `until_day`, less leave. Three queries.

    By the week as it stands now; nobody counts before the day she joined. A night shift belongs to the day it begins.
    """
    joined = dict(Caregiver.objects.filter(status=Status.READY).order_by("id").values_list("id", "joined_on"))
    week: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    columns = ("caregiver_id", "weekday", "from_minute", "until_minute")
    for caregiver_id, *stretch in WorkingHours.objects.filter(caregiver_id__in=joined).values_list(*columns):
        week[caregiver_id].append((stretch[0], stretch[1], stretch[2]))
    away, days = _away(from_day, until_day), _days(from_day, until_day)
    return {
        caregiver_id: sum(
            _minutes(begins, week[caregiver_id], weekday, away.get(caregiver_id, ()))
            for day, weekday, begins in days
            if day >= first
        )
        for caregiver_id, first in joined.items()
    }


def _days(from_day: date, until_day: date) -> list[tuple[date, int, int]]:
    """Each day with its weekday and the epoch minute at which it begins."""
    days = (from_day + timedelta(days=n) for n in range((until_day - from_day).days))
    return [(day, day.weekday(), minute_of(midnight(day))) for day in days]


def _away(from_day: date, until_day: date) -> dict[int, list[tuple[int, int]]]:
    begins, ends = midnight(from_day), midnight(until_day + timedelta(days=1))
    rows = Leave.objects.filter(cancelled_at__isnull=True, ends_at__gt=begins, starts_at__lt=ends)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for caregiver_id, starts_at, ends_at in rows.values_list("caregiver_id", "starts_at", "ends_at"):
        found[caregiver_id].append((minute_of(starts_at), minute_of(ends_at)))
    return found


def _minutes(begins: int, week: Sequence[tuple[int, int, int]], weekday: int, away: Sequence[tuple[int, int]]) -> int:
    """Minutes of the stretches that begin on the day, less every minute of leave once."""
    total = 0
    for at, first, last in week:
        if at == weekday:
            here = begins + first, begins + last
            total += here[1] - here[0] - (_covered(here, away) if away else 0)
    return total


def _covered(stretch: tuple[int, int], away: Sequence[tuple[int, int]]) -> int:
    """How many minutes of the stretch lie in any leave; leaves may overlap."""
    covered, reached = 0, stretch[0]
    for first, last in sorted(away):
        begins, ends = max(first, reached), min(last, stretch[1])
        if begins < ends:
            covered += ends - begins
            reached = ends
    return covered
