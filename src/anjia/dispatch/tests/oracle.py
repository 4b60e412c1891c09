"""The slow and obvious way to find free starts: one caregiver, one start, one minute at a time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from anjia.dispatch.rules import DAY_MINUTES, Job, WorkingTime, day_of_minute, midnight_minute
from anjia.kernel.places import Place, travel_minutes

Row = tuple[int, int, int, float, float]


def way(from_latitude: float, from_longitude: float, to_latitude: float, to_longitude: float) -> int:
    places = Place(from_latitude, from_longitude), Place(to_latitude, to_longitude)
    return min(travel_minutes(*places), 12 * 60)


def works_at(person: WorkingTime, minute: int) -> bool:
    day = day_of_minute(minute)
    into = minute - midnight_minute(day)
    on_duty = any(
        on == (day - timedelta(days=back)).weekday() and begin <= into + back * DAY_MINUTES < end
        for on, begin, end in person.hours
        for back in (0, 1)
    )
    return on_duty and not any(begin <= minute < end for begin, end in person.leave)


def is_free(person: WorkingTime, rows: Sequence[Row], job: Job, start: int) -> bool:
    if start < job.earliest or not all(works_at(person, start + into) for into in range(job.minutes)):
        return False
    mine = sorted(row for row in rows if row[0] == person.caregiver_id)
    before = [row for row in mine if row[1] <= start]
    behind = [row for row in mine if row[1] > start]
    if before and before[-1][2] + way(*before[-1][3:], job.latitude, job.longitude) > start:
        return False
    end = start + job.minutes
    return not behind or end + way(job.latitude, job.longitude, *behind[0][3:]) <= behind[0][1]


def free_starts(people: Sequence[WorkingTime], rows: Sequence[Row], job: Job) -> Iterator[tuple[int, int]]:
    """(start, caregivers) for each start that somebody can keep."""
    for start in range(job.origin, job.origin + job.days * DAY_MINUTES, job.step):
        count = sum(is_free(person, rows, job, start) for person in people)
        if count:
            yield start, count
