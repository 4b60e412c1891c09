"""Packing everybody's hours anew."""

from collections import defaultdict

from anjia.kernel.retry import whole
from anjia.workforce.models import Caregiver, WorkingHours
from anjia.workforce.rules import Hours, packed_week

_STRETCH = ("caregiver_id", "weekday", "from_minute", "until_minute")


@whole
def pack_weeks() -> int:
    """Packs everybody's hours anew and returns how many differed: for who doubts them, or wrote rows past us."""
    weeks: dict[int, list[Hours]] = defaultdict(list)
    for caregiver_id, *stretch in WorkingHours.objects.values_list(*_STRETCH):
        weeks[caregiver_id].append(Hours(*stretch))
    changed = 0
    for caregiver_id, week in Caregiver.objects.order_by("id").values_list("id", "week"):
        fresh = packed_week(weeks[caregiver_id])
        if bytes(week) != fresh:
            changed += Caregiver.objects.filter(pk=caregiver_id).update(week=fresh)
    return changed
