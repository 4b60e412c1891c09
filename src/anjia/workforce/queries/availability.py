"""What dispatch needs to know of everybody who is able, at once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from anjia.kernel.clock import midnight, minute_of
from anjia.workforce.models import CaregiverTrade, Leave, WorkingHours
from anjia.workforce.queries.caregivers import doing
from anjia.workforce.rules import Status


@dataclass(frozen=True, slots=True)
class Availability:
    """What dispatch needs of one caregiver who is ready and able.

    `hours` are (weekday 0-6, from minute, until minute of the day); `leaves` are pairs of epoch minutes.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    level: int
    hours: tuple[tuple[int, int, int], ...]
    leaves: tuple[tuple[int, int], ...]


def availability(trade: str, *, from_day: date, days: int, caregiver_id: int | None = None) -> list[Availability]:
    """Who is ready for the trade, by id, with her week and the leave that touches the days. Three queries.

    With `caregiver_id` only she is looked at: nobody, if she is not ready or does not do the trade.
    """
    begins, ends = midnight(from_day), midnight(from_day + timedelta(days=days))
    only = {} if caregiver_id is None else {"caregiver_id": caregiver_id}
    people = list(
        CaregiverTrade.objects.filter(trade=trade, caregiver__status=Status.READY, **only)
        .order_by("caregiver_id")
        .values_list("caregiver_id", "caregiver__name", "caregiver__latitude", "caregiver__longitude", "level")
    )
    hours, leaves = _hours_by_caregiver(trade, only), _leaves_by_caregiver(begins, ends, only)
    return [
        Availability(key, name, latitude, longitude, level, tuple(hours[key]), tuple(leaves[key]))
        for key, name, latitude, longitude, level in people
    ]


def _hours_by_caregiver(trade: str, only: dict[str, int]) -> dict[int, list[tuple[int, int, int]]]:
    rows = WorkingHours.objects.filter(**(only or {"caregiver_id__in": doing(trade)}))
    rows = rows.order_by("weekday", "from_minute")
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for caregiver_id, *stretch in rows.values_list("caregiver_id", "weekday", "from_minute", "until_minute"):
        found[caregiver_id].append(tuple(stretch))
    return found


def _leaves_by_caregiver(begins: datetime, ends: datetime, only: dict[str, int]) -> dict[int, list[tuple[int, int]]]:
    rows = Leave.objects.filter(cancelled_at__isnull=True, ends_at__gt=begins, starts_at__lt=ends, **only)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = rows.order_by("starts_at").values_list("caregiver_id", "starts_at", "ends_at")
    for caregiver_id, starts_at, ends_at in rows:
        found[caregiver_id].append((minute_of(starts_at), minute_of(ends_at)))
    return found
