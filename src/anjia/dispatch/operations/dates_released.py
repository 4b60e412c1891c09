"""Giving the time of many visits of a series back: in few statements, however many they are."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.assignments import released
from anjia.dispatch.operations.diaries import lay_ways, lock_diaries
from anjia.dispatch.operations.keeping import keep_weeks_of
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce_all
from anjia.kernel.retry import whole


@whole
def release_dates(*, visit_ids: Collection[int], at: datetime, by: Actor) -> None:
    """Gives the time of these visits' caregivers back, as `release_visit` one after the other, in few queries."""
    asked = Assignment.objects.filter(visit_id__in=set(visit_ids), state=Assignment.State.ASSIGNED)
    hers = set(asked.values_list("caregiver_id", flat=True))
    lock_diaries(hers)
    rows = list(asked.order_by("starts_minute", "id"))  # as they are now that nobody else changes them
    if {row.caregiver_id for row in rows} - hers:
        raise Refusal(_("One of these visits has just been given to somebody else. Please try again."))
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Assignment.State.RELEASED, released_at=at)
    for one, starts in _starts_by_caregiver(rows).items():
        lay_ways(one, starts)
        keep_weeks_of(one, starts)
    announce_all([released(row) for row in rows], at=at, by=by)


def _starts_by_caregiver(rows: Iterable[Assignment]) -> dict[int, list[int]]:
    starts: dict[int, list[int]] = {}
    for row in rows:
        starts.setdefault(row.caregiver_id, []).append(row.starts_minute)
    return starts
