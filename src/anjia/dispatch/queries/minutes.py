"""Minutes of visits on a board: those that lie in a day or a week, and those that the rules of rest count there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.pieces import Pieces
from anjia.dispatch.rules import DAY_MINUTES, LONGEST_VISIT_MINUTES, midnight_minute
from anjia.dispatch.rules.days import Stretch
from anjia.dispatch.rules.rest import DAY_BEGINS_MINUTES

WEEK_DAYS = 7


@dataclass(frozen=True)
class Minutes:
    """Of a week: `lying` between its two midnights, and `counted`, a visit whole where it begins, from five to five."""

    lying: int = 0
    counted: int = 0


@dataclass(frozen=True)
class Counted:
    """What the rules of rest count: each visit whole, with its way on the day, on the working day on which it begins.

    A working day runs from five to five, so that a night belongs to its evening.
    """

    day_minutes: int
    week_minutes: int


def within(stretches: Iterable[Stretch], begins: int, ends: int) -> list[Stretch]:
    """What of them lies between the two."""
    cut = ((max(begin, begins), min(end, ends)) for begin, end in stretches)
    return [(begin, end) for begin, end in cut if begin < end]


def minutes_in(stretches: Iterable[Stretch], begins: int, ends: int) -> int:
    """How many of their minutes lie between the two."""
    return sum(end - begin for begin, end in within(stretches, begins, ends))


def counted_on(day: date, rows: Sequence[Assignment], pieces: Pieces) -> int:
    """Minutes of what begins on the working day: visits, and the ways to them and to what is held."""
    since = midnight_minute(day) + DAY_BEGINS_MINUTES
    hers = [row for row in rows if since <= row.starts_minute < since + DAY_MINUTES]
    visits = (row.ends_minute - row.starts_minute for row in hers if row.state == Assignment.State.ASSIGNED)
    return sum(visits) + sum(pieces[row.pk].way for row in hers)


def week_minutes(caregiver_ids: list[int], day: date) -> dict[int, Minutes]:
    """The minutes of visits of each of them in the week of the day. One query."""
    begins = midnight_minute(day - timedelta(days=day.weekday()))
    until = begins + WEEK_DAYS * DAY_MINUTES
    rows = Assignment.objects.filter(
        caregiver_id__in=caregiver_ids,
        state=Assignment.State.ASSIGNED,
        starts_minute__gt=begins - LONGEST_VISIT_MINUTES,
        starts_minute__lt=until + DAY_BEGINS_MINUTES,
        ends_minute__gt=begins,
    )
    found: dict[int, list[Stretch]] = defaultdict(list)
    for caregiver_id, starts, ends in rows.order_by().values_list("caregiver_id", "starts_minute", "ends_minute"):
        found[caregiver_id].append((starts, ends))
    return {key: Minutes(minutes_in(hers, begins, until), _counted(hers, begins, until)) for key, hers in found.items()}


def _counted(visits: Iterable[Stretch], begins: int, until: int) -> int:
    since, before = begins + DAY_BEGINS_MINUTES, until + DAY_BEGINS_MINUTES
    return sum(end - begin for begin, end in visits if since <= begin < before)
