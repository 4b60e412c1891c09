"""The slow and obvious way to find free starts: one caregiver, one start, one minute at a time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from anjia.dispatch.rules import DAY_MINUTES, Job, Rest, WorkingTime, day_of_minute, midnight_minute
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
    away = [*person.leave, *person.barred]
    return on_duty and not any(begin <= minute < end for begin, end in away)


def is_free(person: WorkingTime, rows: Sequence[Row], job: Job, start: int) -> bool:
    if person.outside or start < job.earliest or not all(works_at(person, start + into) for into in range(job.minutes)):
        return False
    mine = sorted(row for row in rows if row[0] == person.caregiver_id)
    before = [row for row in mine if row[1] <= start]
    behind = [row for row in mine if row[1] > start]
    if before and before[-1][2] + way(*before[-1][3:], job.latitude, job.longitude) > start:
        return False
    if person.farthest is not None and way(person.latitude, person.longitude, job.latitude, job.longitude) > (
        person.farthest
    ):
        return False
    if job.rest is not None and not is_rested(mine, job, job.rest, start):
        return False
    end = start + job.minutes
    return not behind or end + way(job.latitude, job.longitude, *behind[0][3:]) <= behind[0][1]


def working_day(minute: int) -> int:
    """The day, from five to five, as a number."""
    return day_of_minute(minute - 5 * 60).toordinal()


def is_rested(mine: Sequence[Row], job: Job, rest: Rest, start: int) -> bool:
    day = working_day(start)
    worked: dict[int, int] = {}
    for _of, begins, ends, *_place in mine:
        worked[working_day(begins)] = worked.get(working_day(begins), 0) + ends - begins
    monday = day - (day - 1) % 7
    if worked.get(day, 0) + job.minutes > rest.day_minutes:
        return False
    if sum(worked.get(monday + number, 0) for number in range(7)) + job.minutes > rest.week_minutes:
        return False
    if day not in worked:
        first, last = day, day
        while first - 1 in worked:
            first -= 1
        while last + 1 in worked:
            last += 1
        if last - first + 1 > rest.days_in_seven:
            return False
    before = [row for row in mine if row[1] <= start]
    behind = [row for row in mine if row[1] > start]
    if before and working_day(before[-1][1]) < day and start - before[-1][2] < rest.between_minutes:
        return False
    end = start + job.minutes
    return not (behind and working_day(behind[0][1]) > day and behind[0][1] - end < rest.between_minutes)


def free_starts(people: Sequence[WorkingTime], rows: Sequence[Row], job: Job) -> Iterator[tuple[int, int]]:
    """(start, caregivers) for each start that somebody can keep."""
    for start in range(job.origin, job.origin + job.days * DAY_MINUTES, job.step):
        count = sum(is_free(person, rows, job, start) for person in people)
        if count:
            yield start, count
