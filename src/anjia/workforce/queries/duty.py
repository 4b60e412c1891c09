"""Who is on duty on a day: what a board of one day needs of everybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

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
    rows = Caregiver.objects.filter(status=Status.READY)
    if trade:
        rows = rows.filter(pk__in=doing(trade))
    if district:
        rows = rows.filter(district=district)
    if text := clean_line(query, most=1000)[:40]:
        rows = rows.filter(name__icontains=text)
    people = list(rows.order_by("id").values_list("id", "name", "district"))
    works, leaves = _works(day), _leaves(midnight(day), midnight(day + timedelta(days=1)))
    return [Duty(i, name, home, tuple(works[i]), tuple(leaves[i])) for i, name, home in people]


def _works(day: date) -> dict[int, list[tuple[int, int]]]:
    begins = minute_of(midnight(day))
    night_before = Q(weekday=(day.weekday() - 1) % 7, until_minute__gt=DAY_MINUTES)
    rows = WorkingHours.objects.filter(night_before | Q(weekday=day.weekday()))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    columns = rows.order_by("from_minute").values_list("caregiver_id", "weekday", "from_minute", "until_minute")
    for caregiver_id, weekday, from_minute, until_minute in columns:
        midnight_minute = begins if weekday == day.weekday() else begins - DAY_MINUTES
        found[caregiver_id].append((midnight_minute + from_minute, midnight_minute + until_minute))
    return found


def _leaves(begins: datetime, ends: datetime) -> dict[int, list[tuple[int, int]]]:
    rows: Iterable[Any] = Leave.objects.filter(
        cancelled_at__isnull=True, ends_at__gt=begins, starts_at__lt=ends
    ).order_by("starts_at")
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for leave in rows:
        found[leave.caregiver_id].append((minute_of(leave.starts_at), minute_of(leave.ends_at)))
    return found


def ready_districts() -> list[str]:
    """Every district in which somebody lives who can be dispatched."""
    rows = Caregiver.objects.filter(status=Status.READY)
    return sorted(rows.order_by().values_list("district", flat=True).distinct())
