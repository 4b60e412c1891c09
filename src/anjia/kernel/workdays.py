"""Working days and working time by the Chinese calendar: public holidays, days off in lieu and make-up working days.

The calendar comes from the `holidays` package, which follows the State Council's yearly notice. Before the notice for
a year is out (usually November), that year knows its statutory days only, without days off in lieu. Days of a notice
that is out before the package knows it are added by `publish`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

import holidays

from anjia.kernel.clock import SHANGHAI, day_of, midnight

OPENS, CLOSES = 9 * 60, 18 * 60
_DAY = timedelta(days=1)
_LANGUAGES = {"zh": "zh_CN", "en": "en_US"}
_NONE = timedelta()
_MADE_UP_ON = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class _Year:
    """A year's days off, by language and name, and the weekend days on which work is made up."""

    off: dict[str, dict[date, str]]
    made_up: frozenset[date]


_published: dict[date, date] = {}


def publish(made_up_on: Mapping[date, date]) -> None:
    """Adds days off in lieu, each with the weekend day on which its work is made up. What was added before goes."""
    _published.clear()
    _published.update(made_up_on)
    _year.cache_clear()
    holiday_of.cache_clear()


@cache
def _year(year: int) -> _Year:
    known = {short: holidays.country_holidays("CN", years=year, language=long) for short, long in _LANGUAGES.items()}
    made_up = frozenset(day for day in known["zh"].weekend_workdays if day.year == year)
    lieu = {off: f" ({made_up.isoformat()})" for off, made_up in _published.items() if off.year == year}
    own = {"zh": "休息日", "en": "Day off"}
    off = {short: {**{d: own[short] + by for d, by in lieu.items()}, **days} for short, days in known.items()}
    return _Year(off, made_up | {day for day in _published.values() if day.year == year})


def is_working_day(day: date) -> bool:
    """Whether offices work: Monday to Friday but for days off, and the weekend days that are made up."""
    year = _year(day.year)
    return day in year.made_up or (day.weekday() < 5 and day not in year.off["zh"])


def is_made_up(day: date) -> bool:
    """Whether the day is a weekend day on which work is made up for a day off."""
    return day in _year(day.year).made_up


def holiday_name(day: date, language: str = "zh") -> str:
    """What the day off is called, in "zh" or "en"; empty for any other day, also for a plain weekend."""
    return _year(day.year).off[language[:2] if language[:2] in ("zh", "en") else "en"].get(day, "")


@dataclass(frozen=True)
class Holiday:
    """A whole stretch of days off around a festival, weekends that touch it included; both days belong to it."""

    zh: str
    en: str
    first: date
    last: date

    def name(self, language: str) -> str:
        """What it is called, in "zh" or, for anything else, in English."""
        return self.zh if language.startswith("zh") else self.en


@lru_cache(maxsize=4096)
def holiday_of(day: date) -> Holiday | None:
    """The holiday to which the day belongs; None on working days and on a plain weekend."""
    if is_working_day(day):
        return None
    first, last = day, day
    while not is_working_day(first - _DAY):
        first -= _DAY
    while not is_working_day(last + _DAY):
        last += _DAY
    stretch = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    zh, en = (_festival(stretch, language) for language in ("zh", "en"))
    return Holiday(zh, en, first, last) if zh else None


def _festival(stretch: list[date], language: str) -> str:
    """The name of the first festival in these days: not of a day off in lieu, and not of an eve."""
    named = [
        (day, name.partition("（")[0].partition(" (")[0]) for day in stretch if (name := holiday_name(day, language))
    ]
    own = [name for day, name in named if not _MADE_UP_ON.search(holiday_name(day, "zh"))]
    return next((name for name in own if "除夕" not in name and "Eve" not in name), next(iter(own), ""))


def made_up_for(day: date) -> date | None:
    """The day off whose work is made up on this weekend day; None for any other day."""
    if not is_made_up(day):
        return None
    years = (day.year, day.year + 1, day.year - 1)
    found = (off for year in years for off, name in _year(year).off["zh"].items() if day.isoformat() in name)
    return next(found, None)


def is_announced(year: int) -> bool:
    """Whether the year's days off in lieu are known; before, only the days that the law fixes."""
    return bool(_year(year).made_up)


@dataclass(frozen=True)
class Calendar:
    """What a plan over weeks asks of a calendar."""

    holiday_of: Callable[[date], Holiday | None]
    made_up_for: Callable[[date], date | None]
    is_working_day: Callable[[date], bool]
    is_announced: Callable[[int], bool]


CHINA = Calendar(holiday_of, made_up_for, is_working_day, is_announced)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after the day (before it, if negative); for 0 the day or the next working one."""
    step = _DAY if count >= 0 else -_DAY
    left = abs(count)
    while left or not is_working_day(day):
        day += step
        left -= left > 0 and is_working_day(day)
    return day


def add_working_time(at: datetime, span: timedelta, *, opens: int = OPENS, closes: int = CLOSES) -> datetime:
    """The instant by which `span` of working time has passed since `at` (before it, if negative).

    `opens` and `closes` are minutes of the Shanghai day, opens < closes. At the end of a day's work it is the closing
    time of that day, not the opening of the next. Raises ValueError for hours that are none.
    """
    _check(opens, closes)
    left = abs(span)
    for starts, ends in _stretches(at, forward=span > _NONE, opens=opens, closes=closes):
        if left <= ends - starts:
            return starts + left if span > _NONE else ends - left
        left -= ends - starts
    raise ValueError(f"{span} of working time leads out of the calendar")


def add_working_minutes(at: datetime, minutes: int, *, opens: int = OPENS, closes: int = CLOSES) -> datetime:
    """As add_working_time, in minutes; zero minutes is `at` itself."""
    return add_working_time(at, timedelta(minutes=minutes), opens=opens, closes=closes) if minutes else at


def working_time_between(start: datetime, end: datetime, *, opens: int = OPENS, closes: int = CLOSES) -> timedelta:
    """How much working time lies between two instants; nothing when the end is not after the start."""
    _check(opens, closes)
    passed = _NONE
    for starts, ends in _stretches(start, forward=True, opens=opens, closes=closes):
        if starts >= end:
            break
        passed += min(ends, end) - starts
    return passed


def longest_wait(span: timedelta, *, since: date, opens: int = OPENS, closes: int = CLOSES) -> timedelta:
    """The longest that so much working time can take, begun at any time in the year from the day `since` on.

    The longest wait begins at a closing time.
    """
    closings = (midnight(since + timedelta(days=n)) + timedelta(minutes=closes) for n in range(366))
    return max(add_working_time(closing, span, opens=opens, closes=closes) - closing for closing in closings)


def _check(opens: int, closes: int) -> None:
    if not 0 <= opens < closes <= 1440:
        raise ValueError(f"working hours from minute {opens} to {closes} of the day are none")


def _stretches(at: datetime, *, forward: bool, opens: int, closes: int) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of working time on one side of an instant, the nearest first. The calendar ends in 2100."""
    at = at.astimezone(SHANGHAI)
    day = day_of(at)
    while 1950 <= day.year <= 2100:
        if is_working_day(day):
            starts, ends = (midnight(day) + timedelta(minutes=minute) for minute in (opens, closes))
            starts, ends = (max(starts, at), ends) if forward else (starts, min(ends, at))
            if starts < ends:
                yield starts, ends
        day += _DAY if forward else -_DAY


__all__ = [
    "CHINA",
    "CLOSES",
    "OPENS",
    "Calendar",
    "Holiday",
    "add_working_days",
    "add_working_minutes",
    "add_working_time",
    "holiday_name",
    "holiday_of",
    "is_announced",
    "is_made_up",
    "is_working_day",
    "longest_wait",
    "made_up_for",
    "publish",
    "working_time_between",
]
