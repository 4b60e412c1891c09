"""The kept index of free time: reading it for a question, and what a week of it is made of."""

from datetime import datetime
from typing import Any

from anjia.dispatch.models import Assignment, TakenWeek
from anjia.dispatch.rules import Roster, Work
from anjia.dispatch.rules.kept import unpacked, week_of_minute
from anjia.kernel.prepared import Given, Prepared

# Where fewer than one in so many, by their ids, are asked about, their rows are read one by one.
FEW = 8
COLUMNS = ("starts_minute", "ends_minute", "latitude", "longitude", "expires_at")

_WEEKS = Prepared(
    lambda: (
        TakenWeek.objects.filter(
            week__gte=Given("first"),
            week__lte=Given("last"),
            caregiver_id__gte=Given("lowest"),
            caregiver_id__lte=Given("highest"),
        )
        .order_by()
        .values_list("caregiver_id", "stays")
    ),
    many=True,
)


def kept_work(people: Roster, from_minute: int, until_minute: int, at: datetime) -> Work:
    """What is taken of these people's time in the weeks that the stretch touches, at `at`. One query."""
    first, last = week_of_minute(from_minute), week_of_minute(until_minute - 1)
    if not len(people):
        return unpacked([], at)
    lowest, highest = int(people.caregiver_ids[0]), int(people.caregiver_ids[-1])
    if len(people) * FEW > highest - lowest:
        return unpacked(_WEEKS.rows(first=first, last=last, lowest=lowest, highest=highest), at)
    rows = TakenWeek.objects.filter(caregiver_id__in=people.caregiver_ids.tolist(), week__gte=first, week__lte=last)
    return unpacked(list(rows.order_by().values_list("caregiver_id", "stays")), at)


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
        .values_list(*COLUMNS)
    )
)
