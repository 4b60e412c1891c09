"""How dates, times, durations and money are written, in Chinese and English, always in Shanghai time."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.dateformat import format as written
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from anjia.kernel.clock import SHANGHAI
from anjia.kernel.money import yuan as yuan

_HOUR, _DAY = 60, 24 * 60


_WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
_MONTHS = (
    pgettext_lazy("month", "Jan"),
    pgettext_lazy("month", "Feb"),
    pgettext_lazy("month", "Mar"),
    pgettext_lazy("month", "Apr"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "Jun"),
    pgettext_lazy("month", "Jul"),
    pgettext_lazy("month", "Aug"),
    pgettext_lazy("month", "Sep"),
    pgettext_lazy("month", "Oct"),
    pgettext_lazy("month", "Nov"),
    pgettext_lazy("month", "Dec"),
)
_NEAR = {0: gettext_lazy("today"), 1: gettext_lazy("tomorrow"), -1: gettext_lazy("yesterday")}


def weekdays() -> tuple[str, ...]:
    """Short names of the weekdays, Monday first."""
    return tuple(map(str, _WEEKDAYS))


def weekday(value: date) -> str:
    """``周二``, ``Tue``."""
    return str(_WEEKDAYS[value.weekday()])


def day_in_shanghai(value: date | datetime) -> date:
    """The calendar day; an instant is read on the Shanghai clock."""
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


def clock(value: datetime) -> str:
    """``14:30``."""
    there = value.astimezone(SHANGHAI)
    return f"{there.hour:02}:{there.minute:02}"


def end_clock(ends_at: datetime, starts_at: datetime) -> str:
    """``14:30``; ``次日04:00``, ``04:00 next day`` for what ends on the day after it began."""
    return _later(clock(ends_at)) if day_in_shanghai(ends_at) > day_in_shanghai(starts_at) else clock(ends_at)


def hours_on(day: date, starts_at: datetime, ends_at: datetime) -> tuple[str, str]:
    """Begin and end as one reads them on a day: what lies on the day before or after says so."""
    before, after = day_in_shanghai(starts_at) < day, day_in_shanghai(ends_at) > day
    begins = _("%(time)s the day before") % {"time": clock(starts_at)} if before else clock(starts_at)
    return begins, _later(clock(ends_at)) if after else clock(ends_at)


def end_of_day(minute: int) -> str:
    """``18:00``, ``24:00``; ``次日06:00`` for a minute of the day beyond 24 hours, until which one works."""
    hour, rest = divmod(minute, _HOUR)
    return f"{hour:02}:{rest:02}" if minute <= _DAY else _later(f"{hour - 24:02}:{rest:02}")


def _later(words: str) -> str:
    return _("%(time)s next day") % {"time": words}


def short_day(value: date | datetime, today: date) -> str:
    """``11月22日``, ``22 Nov``; with the year when it is not this one."""
    day = day_in_shanghai(value)
    return _short_day(day, day.year == today.year, get_language())


@lru_cache(maxsize=1024)
def _short_day(day: date, this_year: bool, _language: str | None) -> str:
    words = {"day": day.day, "month": _MONTHS[day.month - 1], "year": day.year}
    return (_("%(day)d %(month)s") if this_year else _("%(day)d %(month)s %(year)d")) % words


def little_day(day: date) -> str:
    """``11/22``, ``22 Nov``: where there is little room and the year is plain."""
    return _little_day(day, get_language())


@lru_cache(maxsize=1024)
def _little_day(day: date, _language: str | None) -> str:
    return written(day, pgettext("day in little room", "j M"))


def long_day(value: date | datetime, today: date) -> str:
    """``11月22日 周日``, ``Sun 22 Nov``."""
    day = day_in_shanghai(value)
    return _long_day(day, day.year == today.year, get_language())


@lru_cache(maxsize=1024)
def _long_day(day: date, this_year: bool, language: str | None) -> str:
    return _("%(weekday)s %(day)s") % {"weekday": weekday(day), "day": _short_day(day, this_year, language)}


def near_day(value: date | datetime, today: date) -> str:
    """Today, tomorrow and yesterday by name, any other day as ``short_day``."""
    name = _NEAR.get((day_in_shanghai(value) - today).days)
    return str(name) if name else short_day(value, today)


def moment(value: datetime, today: date) -> str:
    """``今天 14:30``, ``20 Nov 14:30``."""
    return f"{near_day(value, today)} {clock(value)}"


def span(minutes: int) -> str:
    """``2 小时 30 分``, ``2 h 30 min``; days from 24 hours on."""
    days, rest = divmod(abs(minutes), _DAY)
    hours, rest = divmod(rest, _HOUR)
    spoken = [
        _("%d days") % days if days > 1 else _("1 day") if days else "",
        _("%d h") % hours if hours else "",
        _("%d min") % rest if rest or not (days or hours) else "",
    ]
    return " ".join(part for part in spoken if part)


def ago(value: datetime, now: datetime) -> str:
    """``刚刚``, ``5 分钟前``, ``in 2 h``; beyond a week the day itself."""
    apart = now - value
    minutes = int(abs(apart).total_seconds()) // 60
    if minutes == 0:
        return _("just now")
    if abs(apart) >= timedelta(days=7):
        return moment(value, day_in_shanghai(now))
    amount = _largest_unit(minutes)
    return (_("%s ago") if apart > timedelta() else _("in %s")) % amount


def _largest_unit(minutes: int) -> str:
    if minutes < _HOUR:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    if minutes < _DAY:
        return ngettext("%d hour", "%d hours", minutes // _HOUR) % (minutes // _HOUR)
    return ngettext("%d day", "%d days", minutes // _DAY) % (minutes // _DAY)
