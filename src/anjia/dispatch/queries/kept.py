"""The kept index of free time: reading it for a question, and comparing it with the assignments that it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from anjia.dispatch.models import Assignment, TakenWeek
from anjia.dispatch.rules import Roster, Work
from anjia.dispatch.rules.kept import Taken, packed, unpacked, week_of_minute
from anjia.kernel.prepared import Given, Prepared

# Of fewer people than this only their own rows are read, instead of everybody's.
FEW = 250
_COLUMNS = ("starts_minute", "ends_minute", "latitude", "longitude", "expires_at")

_WEEKS = Prepared(
    lambda: (
        TakenWeek.objects.filter(week__gte=Given("first"), week__lte=Given("last"))
        .order_by()
        .values_list("caregiver_id", "stays")
    ),
    many=True,
)


def kept_work(people: Roster, from_minute: int, until_minute: int, at: datetime) -> Work:
    """What is taken of these people's time in the weeks that the stretch touches, at `at`. One query."""
    first, last = week_of_minute(from_minute), week_of_minute(until_minute - 1)
    if len(people) > FEW:
        return unpacked(_WEEKS.rows(first=first, last=last), at)
    rows = TakenWeek.objects.filter(caregiver_id__in=people.caregiver_ids.tolist(), week__gte=first, week__lte=last)
    return unpacked(list(rows.order_by().values_list("caregiver_id", "stays")), at)


def taken_weeks() -> Iterator[tuple[int, int, bytes]]:
    """(caregiver id, week, packed stays) as the assignments say, for every week with work, in order."""
    rows = Assignment.objects.filter(state__in=Assignment.ACTIVE).order_by("caregiver_id", "starts_minute")
    found: dict[int, list[Taken]] = defaultdict(list)
    current: int | None = None
    for caregiver_id, *row in rows.values_list("caregiver_id", *_COLUMNS).iterator(chunk_size=5000):
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


def stays_of(caregiver_id: int, from_minute: int, until_minute: int) -> list[Any]:
    """What is given out or held of her time that starts in the stretch, as the index keeps it. One query."""
    return _HERS.rows(caregiver_id=caregiver_id, from_minute=from_minute, until_minute=until_minute)


_HERS = Prepared(
    lambda: (
        Assignment.objects.filter(
            caregiver_id=Given("caregiver_id"),
            state__in=Assignment.ACTIVE,
            starts_minute__gte=Given("from_minute"),
            starts_minute__lt=Given("until_minute"),
        )
        .order_by()
        .values_list(*_COLUMNS)
    )
)
