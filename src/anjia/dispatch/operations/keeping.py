"""Keeping the index of free time: with each change of a caregiver's time, and anew when somebody doubts it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from anjia.dispatch.models import Diary, TakenWeek
from anjia.dispatch.queries.compared import kept_differently, taken_weeks
from anjia.dispatch.queries.kept import stays_of
from anjia.dispatch.rules.kept import packed, week_begins, week_of_minute

_BATCH = 500


def keep_week_of(caregiver_id: int, minute: int) -> None:
    """Writes the week of a start anew from her assignments. Her diary is locked: changes come one after the other."""
    week = week_of_minute(minute)
    stays = packed(stays_of(caregiver_id, week_begins(week), week_begins(week + 1)))
    if not TakenWeek.objects.filter(week=week, caregiver_id=caregiver_id).update(stays=stays):
        TakenWeek.objects.create(week=week, caregiver_id=caregiver_id, stays=stays)


def keep_weeks_of(caregiver_id: int, minutes: Iterable[int]) -> None:
    """As `keep_week_of` for the weeks of many starts at once, in two queries."""
    weeks = {week_of_minute(minute) for minute in minutes}
    if not weeks:
        return
    stays: dict[int, list[Any]] = {week: [] for week in weeks}
    for row in stays_of(caregiver_id, week_begins(min(weeks)), week_begins(max(weeks) + 1)):
        stays.setdefault(week_of_minute(row[0]), []).append(row)
    fresh = (TakenWeek(caregiver_id=caregiver_id, week=week, stays=packed(stays[week])) for week in sorted(weeks))
    unique = ["company_id", "week", "caregiver"]
    TakenWeek.objects.bulk_create(fresh, update_conflicts=True, unique_fields=unique, update_fields=["stays"])


@transaction.atomic
def rebuild_free_time() -> int:
    """Makes the company's index anew from its assignments; returns how many weeks had been kept otherwise.

    Nobody's time changes meanwhile: every diary waits.
    """
    list(Diary.objects.select_for_update(no_key=True).order_by("caregiver_id").values_list("id"))
    different = kept_differently()
    if different:
        TakenWeek.objects.all().delete()
        fresh = (TakenWeek(caregiver_id=key, week=week, stays=stays) for key, week, stays in taken_weeks())
        TakenWeek.objects.bulk_create(fresh, batch_size=_BATCH)
    return len(different)
