"""Who is on duty on a day: what a board of one day needs of everybody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from anjia.kernel.clock import midnight, minute_of
from anjia.kernel.text import clean_line
from anjia.workforce.models import Caregiver, Leave, WorkingHours
from anjia.workforce.queries.caregivers import doing
from anjia.workforce.rules import DAY_MINUTES, Status

Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A caregiver who is ready, and her day: stretches of work and of leave in epoch minutes, in order."""

    id: int
    name: str
    district: str
    works: Stretches
    leaves: Stretches


def duty(day: date, *, trade: str = "", district: str = "", query: str = "") -> list[Duty]:
    """Everybody ready who matches, by id, also those who do not work on the day. Three queries.

    `query` is a part of the name. A night shift that began the evening before reaches into the day.
    """
    (found,) = duties(day, 1, trade=trade, district=district, query=query)
    return found


def duties(first: date, days: int, *, trade: str = "", district: str = "", query: str = "") -> list[list[Duty]]:
    """The same for each of several days in a row, everybody in the same order. Three queries, however many days."""
    rows = Caregiver.objects.filter(status=Status.READY)
    if trade:
        rows = rows.filter(pk__in=doing(trade))
    if district:
        rows = rows.filter(district=district)
    if text := clean_line(query, most=1000)[:40]:
        rows = rows.filter(name__icontains=text)
    people = list(rows.order_by("id").values_list("id", "name", "district"))
    each = [first + timedelta(days=number) for number in range(days)]
    hours, leaves = _hours(each), _leaves(midnight(first), midnight(first + timedelta(days=days)))
    found = []
    for day in each:
        works = _works(day, hours)
        begins, ends = minute_of(midnight(day)), minute_of(midnight(day + timedelta(days=1)))
        found.append(
            [
                Duty(
                    i, name, home, tuple(works[i]), tuple(one for one in leaves[i] if one[0] < ends and one[1] > begins)
                )
                for i, name, home in people
            ]
        )
    return found


HoursRow = tuple[int, int, int, int]


def _hours(days: list[date]) -> list[HoursRow]:
    """(caregiver id, weekday, from, until) of the hours that touch these days."""
    weekdays = {day.weekday() for day in days}
    night_before = Q(weekday=(days[0].weekday() - 1) % 7, until_minute__gt=DAY_MINUTES)
    rows = WorkingHours.objects.filter(night_before | Q(weekday__in=weekdays)).order_by("from_minute")
    return list(rows.values_list("caregiver_id", "weekday", "from_minute", "until_minute"))


def _works(day: date, hours: list[HoursRow]) -> dict[int, list[tuple[int, int]]]:
    begins, today, evening_before = minute_of(midnight(day)), day.weekday(), (day.weekday() - 1) % 7
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for caregiver_id, weekday, from_minute, until_minute in hours:
        if weekday == today:
            found[caregiver_id].append((begins + from_minute, begins + until_minute))
        elif weekday == evening_before and until_minute > DAY_MINUTES:
            found[caregiver_id].append((begins - DAY_MINUTES + from_minute, begins - DAY_MINUTES + until_minute))
    return found


def _leaves(begins: datetime, ends: datetime) -> dict[int, list[tuple[int, int]]]:
    rows = Leave.objects.filter(cancelled_at__isnull=True, ends_at__gt=begins, starts_at__lt=ends)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for caregiver_id, starts_at, ends_at in rows.order_by("starts_at").values_list(
        "caregiver_id", "starts_at", "ends_at"
    ):
        found[caregiver_id].append((minute_of(starts_at), minute_of(ends_at)))
    return found


def ready_districts() -> list[str]:
    """Every district in which somebody lives who can be dispatched."""
    rows = Caregiver.objects.filter(status=Status.READY)
    return sorted(rows.order_by().values_list("district", flat=True).distinct())
