"""Comparing the kept index of free time with the assignments that it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from anjia.dispatch.models import Assignment, TakenWeek
from anjia.dispatch.queries.kept import COLUMNS
from anjia.dispatch.rules.kept import Taken, packed, week_of_minute


def taken_weeks() -> Iterator[tuple[int, int, bytes]]:
    """(caregiver id, week, packed stays) as the assignments say, for every week with work, in order."""
    rows = Assignment.objects.filter(state__in=Assignment.ACTIVE).order_by("caregiver_id", "starts_minute")
    found: dict[int, list[Taken]] = defaultdict(list)
    current: int | None = None
    for caregiver_id, *row in rows.values_list("caregiver_id", *COLUMNS).iterator(chunk_size=5000):
        if caregiver_id != current:
            yield from _of_one(current, found)
            current, found = caregiver_id, defaultdict(list)
        found[week_of_minute(row[0])].append(tuple(row))
    yield from _of_one(current, found)


def _of_one(caregiver_id: int | None, weeks: dict[int, list[Taken]]) -> Iterable[tuple[int, int, bytes]]:
    return ((caregiver_id, week, packed(rows)) for week, rows in sorted(weeks.items()) if caregiver_id is not None)


def kept_differently() -> list[tuple[int, int]]:
    """(caregiver id, week) of each row of the index that is not what the assignments say. Nothing, if all is well."""
    kept: dict[tuple[int, int], bytes] = {
        (caregiver_id, week): bytes(stays)
        for caregiver_id, week, stays in TakenWeek.objects.values_list("caregiver_id", "week", "stays")
        if len(stays)
    }
    true = {(caregiver_id, week): stays for caregiver_id, week, stays in taken_weeks()}
    return sorted(key for key in {*kept, *true} if kept.get(key) != true.get(key))
