"""What a caregiver's record may hold: levels, hours of the week, leave."""

import math
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

DAY_MINUTES = 24 * 60
LEAST_LEVEL, MOST_LEVEL = 1, 5
USUAL_LEVEL = 3
MOST_LEAVE = timedelta(days=400)
MOST_HOURLY_PAY_FEN = 100_000


class Status(StrEnum):
    """Where a caregiver stands: only one who is ready is dispatched."""

    APPLICANT = "applicant"
    READY = "ready"
    LEFT = "left"


class LeaveKind(StrEnum):
    """What a leave is asked for."""

    PERSONAL = "personal"
    FAMILY = "family"
    ILLNESS = "illness"
    HOLIDAY = "holiday"


class RequestState(StrEnum):
    """Where a request for leave stands; everything but OPEN is final."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, order=True)
class Hours:
    """A stretch of work that repeats each week: weekday 0 is Monday; minutes of the day, past 1440 by night."""

    weekday: int
    from_minute: int
    until_minute: int


# Monday to Saturday, 8:00 to 18:00: what a new caregiver has until somebody sets it otherwise.
USUAL_WEEK = tuple(Hours(weekday, 8 * 60, 18 * 60) for weekday in range(6))


def level_is_possible(level: int) -> bool:
    """Whether a level lies between the first and the highest."""
    return LEAST_LEVEL <= level <= MOST_LEVEL


def hours_are_possible(hours: Hours) -> bool:
    """Whether the stretch begins within its day and is longer than nothing and no longer than a day."""
    starts_today = 0 <= hours.weekday <= 6 and 0 <= hours.from_minute < DAY_MINUTES
    return starts_today and hours.from_minute < hours.until_minute <= hours.from_minute + DAY_MINUTES


def overlapping(week: Iterable[Hours]) -> Hours | None:
    """The first stretch that begins before the one ahead of it on the same day has ended; None if all are apart."""
    for before, after in pairwise(sorted(week)):
        if before.weekday == after.weekday and after.from_minute < before.until_minute:
            return after
    return None


def leave_is_possible(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a leave ends after it starts and lasts no longer than 400 days."""
    return timedelta() < ends_at - starts_at <= MOST_LEAVE


def week_minutes(week: Sequence[Hours]) -> int:
    """Minutes of work in the week."""
    return sum(hours.until_minute - hours.from_minute for hours in week)


def packed_week(week: Iterable[Hours]) -> bytes:
    """The week as whole numbers of two bytes: weekday, from, until, stretch by stretch, in order."""
    numbers = [number for one in sorted(week) for number in (one.weekday, one.from_minute, one.until_minute)]
    return struct.pack(f"<{len(numbers)}h", *numbers)


def clock_of(minute: int) -> str:
    """A minute of the day as people write it: 510 -> "08:30"; minutes past midnight go on: 1500 -> "25:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def hours_in_words(hours: Hours) -> str:
    """The stretch as people write it: "08:00-18:00", over midnight "20:00-08:00"."""
    until = hours.until_minute
    return f"{clock_of(hours.from_minute)}-{clock_of(until - DAY_MINUTES if until > DAY_MINUTES else until)}"


_STRETCH = re.compile(r"(\d{1,2})(?::?(\d{2}))?\s*[-~至到]\s*(\d{1,2})(?::?(\d{2}))?")


def stretches_in(typed: str) -> list[tuple[int, int]] | None:
    """The (from, until) minutes in "8:00-12:00, 13-18"; None when it cannot be read.

    An end at or before its beginning lies on the next day.
    """
    plain = unicodedata.normalize("NFKC", typed)
    plain = re.sub("[\u2013\u2014\u2212]", "-", plain).replace("点半", ":30")
    plain = re.sub(r"[点:](?!\d)", "", plain.replace("，", ",")).replace("点", ":")
    found = []
    for part in re.split(r"[,、;/]", plain):
        if not part.strip():
            continue
        match = _STRETCH.fullmatch(part.strip())
        if match is None:
            return None
        from_hour, from_rest, until_hour, until_rest = (int(group or 0) for group in match.groups())
        if from_hour > 23 or until_hour > 24 or max(from_rest, until_rest) > 59:
            return None
        begins, ends = 60 * from_hour + from_rest, 60 * until_hour + until_rest
        found.append((begins, ends if ends > begins else ends + DAY_MINUTES))
    return found


# An index lies between 20 and 100. Until a company has marks enough it is taken to lie here, and to scatter so.
USUAL_MEAN, USUAL_DEVIATION = 84.0, 14.0
LEAST_MARK, MOST_MARK = 20, 100
# What the company's mean counts like, in marks; how many marks tell a deviation; 90 % one-sided.
MEAN_WORTH, LEAST_MARKS, ONE_SIDED = 10, 30, 1.2816


@dataclass(frozen=True)
class MarkSums:
    """Marks of surveys as sums: how many, their total, the total of their squares."""

    count: int = 0
    total: int = 0
    squares: int = 0


@dataclass(frozen=True)
class Rating:
    """What a caregiver's marks say: how many, their mean drawn to the company's, and where it surely lies (20-100)."""

    count: int
    mean: float
    low: float
    high: float


def rating_of(hers: MarkSums, company: MarkSums) -> Rating:
    """Her marks drawn towards the company's mean, which counts like ten; from `low` on with 90 % certainty.

    The scatter is the whole company's, so that more marks always make the interval narrower and two good ones by
    chance do not pass fifty.
    """
    mean = company.total / company.count if company.count else USUAL_MEAN
    deviation = _deviation(company)
    drawn = (hers.total + mean * MEAN_WORTH) / (hers.count + MEAN_WORTH)
    half = ONE_SIDED * deviation / math.sqrt(hers.count + MEAN_WORTH)
    return Rating(hers.count, drawn, max(drawn - half, float(LEAST_MARK)), min(drawn + half, float(MOST_MARK)))


def _deviation(company: MarkSums) -> float:
    if company.count < LEAST_MARKS:
        return USUAL_DEVIATION
    scatter = company.count * company.squares - company.total**2
    return max(math.sqrt(max(scatter, 0) / (company.count * (company.count - 1))), 1.0)


LEAST_WAY, MOST_WAY = 10, 240


class Paper(StrEnum):
    """What shows that a caregiver may be sent."""

    IDENTITY = "identity"
    HEALTH = "health"
    SKILL = "skill"
    CLEAN_RECORD = "clean_record"
    SERVICE_CARD = "service_card"


@dataclass(frozen=True)
class Asked:
    """A kind of paper without which nobody is sent, from a day on.

    `strict`: who has none at all is not sent either. Otherwise a paper binds from when one is on record: who was
    sent before papers were kept is not stopped by that, but nobody is sent on one that has run out or was withdrawn.
    """

    kind: str
    from_on: date
    strict: bool


@dataclass(frozen=True)
class Held:
    """A paper of a caregiver's: it counts from `from_on` to the day `until_on`, both included."""

    kind: str
    from_on: date
    until_on: date | None


Days = tuple[date, date]  # the first day and the day after the last


def barred_days(asked: Iterable[Asked], held: Sequence[Held], first: date, until: date) -> list[tuple[str, Days]]:
    """(kind, days) in which a paper is missing, of the days from `first` to before `until`, in order."""
    found: list[tuple[str, Days]] = []
    for one in asked:
        mine = sorted((paper for paper in held if paper.kind == one.kind), key=lambda paper: paper.from_on)
        if not mine and not one.strict:
            continue
        begins = max(first, one.from_on if one.strict else max(one.from_on, mine[0].from_on))
        found += [(one.kind, gap) for gap in _uncovered(mine, begins, until)]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _uncovered(papers: Iterable[Held], first: date, until: date) -> Iterable[Days]:
    """The days from `first` to before `until` that no paper covers. Papers come by their first day."""
    for paper in papers:
        if paper.from_on >= until:
            break
        if paper.from_on > first:
            yield first, paper.from_on
        if paper.until_on is None:
            return
        first = max(first, paper.until_on + timedelta(days=1))
        if first >= until:
            return
    if first < until:
        yield first, until


def paper_days_are_possible(issued_on: date, valid_until: date | None, today: date) -> bool:
    """Whether a paper was issued by today and is valid for at least its first day."""
    return issued_on <= today and (valid_until is None or valid_until >= issued_on)
