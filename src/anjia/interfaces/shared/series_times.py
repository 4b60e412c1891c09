"""Times that are free week after week, to choose from before a series is agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.booking.rules import OnHoliday, OnMadeUpDay
from anjia.catalog.queries import OfferingSummary
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import SeriesStart
from anjia.households.queries import HomeSummary
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.series_forms import HALF_HOURS, spoken_minute
from anjia.interfaces.shared.series_shown import Named
from anjia.kernel import clock
from anjia.kernel.clock import SHANGHAI, at_minute, day_of
from anjia.workforce import queries as workforce

SPANS = (4, 8, 12, 26)
USUAL_SPAN = 8
MOST_PARTLY = 4
MOST_NAMED = 4
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeeklyTime:
    """A start of the week: with whom, on how many of its dates she is free, which are not; `query` agrees on it.

    Of two, the dates count on which she and somebody else are free.
    """

    time: str
    who: str
    kept: int
    clashing: tuple[date, ...]
    words: str
    query: str

    @property
    def whole(self) -> bool:
        """Whether every date is free."""
        return not self.clashing


@dataclass(frozen=True)
class WeeklyDay:
    """A weekday by its first date: the times that are free on every date, and the best of those that are not, by the
    dates on which they are not."""

    day: date
    whole: tuple[WeeklyTime, ...]
    partly: tuple[tuple[str, tuple[WeeklyTime, ...]], ...]

    @property
    def weekday(self) -> str:
        """The weekday's name."""
        return formats.weekday(self.day)


@dataclass(frozen=True)
class Sought:
    """What is looked for: how long, from which day, for how many weeks, who should come, and how many."""

    minutes: int
    since: date
    weeks: int
    caregiver_id: int | None
    crew: int


def sought_of(
    given: Mapping[str, Any], offering: OfferingSummary, lengths: Iterable[int], people: Mapping[int, str]
) -> Sought:
    """What an address asks for; what it does not say, or not sensibly, is as usual."""
    minutes, weeks = number_or(0, given.get("minutes")), number_or(0, given.get("weeks"))
    who = number_or(0, given.get("caregiver"))
    return Sought(
        minutes if minutes in lengths else offering.usual_minutes,
        _since(str(given.get("since", ""))),
        weeks if weeks in SPANS else USUAL_SPAN,
        who if who in people else None,
        2 if number_or(1, given.get("people")) == 2 else 1,
    )


def _since(text: str) -> date:
    """A day from tomorrow on, within a year."""
    tomorrow = day_of(clock.now()) + timedelta(days=1)
    try:
        return min(max(date.fromisoformat(text[:10]), tomorrow), tomorrow + timedelta(days=365))
    except ValueError:
        return tomorrow


def times_context(
    sought: Sought,
    *,
    household_id: int,
    offering: OfferingSummary,
    home: HomeSummary,
    lengths: Iterable[int],
    people: Mapping[int, str],
    named: Named,
) -> dict[str, Any]:
    """What a page of weekly times shows: the choices, and the seven days. As many queries as for free slots."""
    starts = dispatch.series_slots(
        offering.trade,
        minutes=sought.minutes,
        place=home.place,
        from_day=sought.since,
        weeks=sought.weeks,
        at=clock.now(),
        household_id=household_id,
        caregiver_id=sought.caregiver_id,
        people=sought.crew,
    )
    names = workforce.names_of({one.caregiver_id for one in starts})
    ground = {"offering": offering.id, "home": home.id}
    return {
        "wanted": sought,
        "days": _days(starts, sought, {key: named(name) for key, name in names.items()}, people, ground),
        "ground": ground,
        "again": urlencode({**ground, **_given(sought)}),
        "spans": [(weeks, span_words(weeks)) for weeks in SPANS],
        "lengths": [(length, formats.span(length)) for length in lengths],
        "people": people.items(),
    }


def _given(sought: Sought) -> dict[str, Any]:
    """What was looked for, as it stands in an address."""
    who = {} if sought.caregiver_id is None else {"caregiver": sought.caregiver_id}
    who |= {"people": sought.crew} if sought.crew > 1 else {}
    return {"since": sought.since.isoformat(), "weeks": sought.weeks, "minutes": sought.minutes, **who}


def span_words(weeks: int) -> str:
    """For how many weeks."""
    return ngettext("for %(count)d week", "for %(count)d weeks", weeks) % {"count": weeks}


def _days(
    starts: Iterable[SeriesStart],
    sought: Sought,
    names: Mapping[int, str],
    people: Mapping[int, str],
    ground: Mapping[str, int],
) -> list[WeeklyDay]:
    found: dict[date, list[WeeklyTime]] = {sought.since + timedelta(days=number): [] for number in range(7)}
    for one in starts:
        local = at_minute(one.minute).astimezone(SHANGHAI)
        minute = local.hour * 60 + local.minute
        if minute in HALF_HOURS:
            found[local.date()].append(_time(one, local.date(), minute, sought, names, people, ground))
    return [
        WeeklyDay(
            day,
            tuple(one for one in times if one.whole),
            _by_dates([one for one in times if not one.whole]),
        )
        for day, times in found.items()
    ]


def _by_dates(times: Iterable[WeeklyTime]) -> tuple[tuple[str, tuple[WeeklyTime, ...]], ...]:
    """The times that clash on the same dates together, those that clash least first."""
    found: dict[tuple[date, ...], list[WeeklyTime]] = {}
    for one in sorted(times, key=lambda one: (-one.kept, one.time)):
        found.setdefault(one.clashing, []).append(one)
    return tuple((some[0].words, tuple(some)) for some in [*found.values()][:MOST_PARTLY])


def _time(
    start: SeriesStart,
    day: date,
    minute: int,
    sought: Sought,
    names: Mapping[int, str],
    people: Mapping[int, str],
    ground: Mapping[str, int],
) -> WeeklyTime:
    clashing = tuple(day + number * WEEK for number, free in enumerate(start.hers) if not free)
    rule = {
        "from_on": day.isoformat(),
        "weekdays": day.weekday(),
        "time": minute,
        "minutes": sought.minutes,
        "every_weeks": 1,
        "caregiver": start.caregiver_id if start.caregiver_id in people else "",
        "on_holiday": OnHoliday.SKIP.value,
        "on_made_up": OnMadeUpDay.ITSELF.value,
        "until_on": (day + (sought.weeks - 1) * WEEK).isoformat(),
        "people": sought.crew,
    }
    return WeeklyTime(
        spoken_minute(minute),
        _who(names.get(start.caregiver_id, ""), sought.crew),
        sum(start.hers),
        clashing,
        _clashing_words(clashing, sum(start.hers), sought.weeks),
        urlencode({**ground, **rule}),
    )


def _who(name: str, people: int) -> str:
    return _("%(name)s and one more") % {"name": name} if people > 1 else name


def _clashing_words(clashing: tuple[date, ...], kept: int, weeks: int) -> str:
    """On how many of the dates she is free, and the first ones on which she is not."""
    if not clashing:
        return ""
    today = day_of(clock.now())
    named = _(", ").join(formats.short_day(day, today) for day in clashing[:MOST_NAMED])
    words = _("free on %(kept)d of %(weeks)d dates; not on %(days)s")
    more = _("free on %(kept)d of %(weeks)d dates; not on %(days)s and others")
    return (more if len(clashing) > MOST_NAMED else words) % {"kept": kept, "weeks": weeks, "days": named}
