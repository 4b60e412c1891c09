"""On which dates a series comes: a rule, the terms in which it changed, holidays, make-up days and pauses.

A date of a series has a name for good: the day on which the rule puts it (`on`). It takes place on `day`, which is
another one only when a holiday pushes it. All by the calendar of days; nothing here knows the time zone.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from anjia.kernel.workdays import CHINA, Calendar, Holiday

HORIZON_WEEKS = 8
MOST_WEEKS_APART = 12
MOST_VISITS = 520
MOST_DAYS_AHEAD = 366
_DAY = timedelta(days=1)
_PAST_ANY_HOLIDAY = 21


class OnHoliday(StrEnum):
    """What happens to a date that falls on a holiday."""

    SKIP = "skip"
    KEEP = "keep"
    NEXT_WORKING_DAY = "next_working_day"


class OnMadeUpDay(StrEnum):
    """What a weekend day counts as on which work is made up: still that weekend day, or the day that is made up."""

    ITSELF = "itself"
    WORKDAY = "workday"


class Skipped(StrEnum):
    """Why the series does not come on a date."""

    HOLIDAY = "holiday"
    MADE_UP = "made_up"
    PAUSE = "pause"
    TAKEN = "taken"  # pushed by a holiday to a day on which it comes anyway


class SeriesState(StrEnum):
    """A series runs until it is ended; dates may run out before."""

    RUNNING = "running"
    ENDED = "ended"


class ExceptionKind(StrEnum):
    """What became of one date apart from the rule. Where it gave way nobody decided it: another rule may move it."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    GAVE_WAY = "gave_way"


class ChangeKind(StrEnum):
    """What was done to a series as a whole."""

    STARTED = "started"
    FOLLOWING = "following"
    ALL = "all"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"


@dataclass(frozen=True)
class Rule:
    """Every `every_weeks` weeks, counted from the week of `from_on`, on these weekdays (Monday is 0), at this minute.

    `until_on` is the last possible day; `visits` the most that come in all. Neither: it goes on.
    """

    from_on: date
    weekdays: tuple[int, ...]
    starts_minute: int
    minutes: int
    every_weeks: int = 1
    until_on: date | None = None
    visits: int | None = None
    on_holiday: OnHoliday = OnHoliday.SKIP
    on_made_up: OnMadeUpDay = OnMadeUpDay.ITSELF


@dataclass(frozen=True)
class Pause:
    """Days, both included, on which nobody comes; with `paused` False they are given back. The last word counts."""

    from_on: date
    until_on: date
    paused: bool = True


@dataclass(frozen=True)
class Occurrence:
    """One date of a series: kept on `day`, or skipped for a reason."""

    on: date
    day: date
    rule: Rule
    skipped: Skipped | None = None
    holiday: Holiday | None = None
    made_up_for: date | None = None

    @property
    def kept(self) -> bool:
        """Whether somebody comes."""
        return self.skipped is None


def terms_in_force(rules: Sequence[Rule]) -> list[tuple[Rule, date | None]]:
    """The rules in the order in which they were agreed as stretches: each with the day on which the next begins.

    A later rule takes everything from its first day on.
    """
    standing: list[Rule] = []
    for rule in rules:
        standing = [one for one in standing if one.from_on < rule.from_on] + [rule]
    ends = [one.from_on for one in standing[1:]]
    return list(zip(standing, [*ends, None], strict=True))


def occurrences(
    rules: Sequence[Rule], *, until: date, pauses: Sequence[Pause] = (), calendar: Calendar = CHINA
) -> list[Occurrence]:
    """Every date of the series until this day, kept or skipped, in order; never two on one day."""
    found: list[Occurrence] = []
    for rule, ends in reversed(terms_in_force(rules)):
        taken = {one.day for one in found if one.kept}
        found = _of_one(rule, ends, until, pauses, taken, calendar) + found
    return found


def _of_one(
    rule: Rule,
    ends: date | None,
    until: date,
    pauses: Sequence[Pause],
    taken: Collection[date],
    calendar: Calendar,
) -> list[Occurrence]:
    """The dates of one term; what it skips, kept visits counted up to the rule's number."""
    far = until + timedelta(days=_PAST_ANY_HOLIDAY)
    by_rule = list(_by_rule(rule, min(far, ends - _DAY) if ends else far, calendar))
    busy = {*taken, *(one.day for one in by_rule if one.kept)}
    found: list[Occurrence] = []
    kept = 0
    for one in by_rule:
        placed = _unless_paused(_pushed(one, busy, calendar), pauses)
        if rule.visits is not None and kept >= rule.visits:
            break
        found.append(placed)
        kept += placed.kept
    return list(takewhile(lambda one: one.on <= until, found))


def _by_rule(rule: Rule, until: date, calendar: Calendar) -> Iterator[Occurrence]:
    """The days that the rule names, in order; what falls on a holiday waits for its place as a skipped one."""
    last = min(until, rule.until_on) if rule.until_on else until
    for number in range((last - rule.from_on).days + 1):
        day = rule.from_on + timedelta(days=number)
        made_up = calendar.made_up_for(day)
        works_as = made_up if made_up and rule.on_made_up is OnMadeUpDay.WORKDAY else day
        if _named(rule, works_as):
            holiday = calendar.holiday_of(day)
            free = holiday is None or rule.on_holiday is OnHoliday.KEEP
            yield Occurrence(day, day, rule, None if free else Skipped.HOLIDAY, holiday, made_up)
        elif works_as != day and _named(rule, day):
            yield Occurrence(day, day, rule, Skipped.MADE_UP, None, made_up)


def _named(rule: Rule, day: date) -> bool:
    """Whether the rule names the day: by weekday, in one of its weeks."""
    weeks = ((day - timedelta(days=day.weekday())) - _monday(rule.from_on)).days // 7
    return day.weekday() in rule.weekdays and weeks % rule.every_weeks == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _pushed(one: Occurrence, busy: set[date], calendar: Calendar) -> Occurrence:
    """A date on a holiday on the next working day, if the rule says so and the series does not come then anyway."""
    if one.skipped is not Skipped.HOLIDAY or one.rule.on_holiday is not OnHoliday.NEXT_WORKING_DAY:
        return one
    day = one.on
    while not calendar.is_working_day(day):
        day += _DAY
    if day in busy:
        return replace(one, day=day, skipped=Skipped.TAKEN)
    if one.rule.until_on and day > one.rule.until_on:
        return one
    busy.add(day)
    return replace(one, day=day, skipped=None)


def _unless_paused(one: Occurrence, pauses: Sequence[Pause]) -> Occurrence:
    return replace(one, skipped=Skipped.PAUSE) if one.kept and is_paused(one.day, pauses) else one


def is_paused(day: date, pauses: Sequence[Pause]) -> bool:
    """Whether nobody comes on the day: by the last word said about it."""
    said = [pause.paused for pause in pauses if pause.from_on <= day <= pause.until_on]
    return bool(said) and said[-1]


def horizon(today: date, weeks: int = HORIZON_WEEKS) -> date:
    """Up to which day visits are made ahead: the Sunday after so many weeks."""
    return _monday(today) + timedelta(days=7 * (weeks + 1) - 1)


def unannounced(dates: Sequence[Occurrence], calendar: Calendar = CHINA) -> list[int]:
    """The years of these dates whose days off in lieu nobody knows yet."""
    return sorted({one.on.year for one in dates if not calendar.is_announced(one.on.year)})
