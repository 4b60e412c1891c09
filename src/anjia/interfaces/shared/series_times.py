"""Times that are free week after week, to choose from before a series is agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from anjia.booking.rules import OnHoliday, OnMadeUpDay
from anjia.catalog.queries import OfferingSummary
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import SeriesStart
from anjia.households.queries import HomeSummary
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.calling import told_apart
from anjia.interfaces.shared.series_forms import HALF_HOURS, spoken_minute
from anjia.interfaces.shared.series_shown import Named
from anjia.interfaces.shared.series_sought import SPANS, Sought, given_of, span_words
from anjia.interfaces.shared.weekly_times import WeeklyDay, WeeklyTime, by_dates
from anjia.kernel import clock
from anjia.kernel.clock import SHANGHAI, at_minute, day_of
from anjia.workforce import queries as workforce

MOST_NAMED = 4
WEEK = timedelta(days=7)


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
    asked = _Asked(sought, told_apart(names, named), people, ground)
    return {
        "wanted": sought,
        "days": _days(starts, asked),
        "ground": ground,
        "again": urlencode({**ground, **given_of(sought)}),
        "spans": [(weeks, span_words(weeks)) for weeks in SPANS],
        "lengths": [(length, formats.span(length)) for length in lengths],
        "people": people.items(),
    }


@dataclass(frozen=True)
class _Asked:
    """What is looked for and where, how whoever is free is called, and who may be named in an address."""

    sought: Sought
    names: Mapping[int, str]
    people: Mapping[int, str]
    ground: Mapping[str, int]


def _days(starts: Iterable[SeriesStart], asked: _Asked) -> list[WeeklyDay]:
    found: dict[date, list[WeeklyTime]] = {asked.sought.since + timedelta(days=number): [] for number in range(7)}
    for one in starts:
        local = at_minute(one.minute).astimezone(SHANGHAI)
        minute = local.hour * 60 + local.minute
        if minute in HALF_HOURS:
            found[local.date()].append(_time(one, local.date(), minute, asked))
    return [
        WeeklyDay(
            day,
            tuple(one for one in times if one.whole),
            by_dates([one for one in times if not one.whole]),
        )
        for day, times in found.items()
    ]


def _time(start: SeriesStart, day: date, minute: int, asked: _Asked) -> WeeklyTime:
    sought = asked.sought
    clashing = tuple(day + number * WEEK for number, free in enumerate(start.hers) if not free)
    rule = {
        "from_on": day.isoformat(),
        "weekdays": day.weekday(),
        "time": minute,
        "minutes": sought.minutes,
        "every_weeks": 1,
        "caregiver": start.caregiver_id if start.caregiver_id in asked.people else "",
        "on_holiday": OnHoliday.SKIP.value,
        "on_made_up": OnMadeUpDay.ITSELF.value,
        "until_on": (day + (sought.weeks - 1) * WEEK).isoformat(),
        "people": sought.crew,
    }
    return WeeklyTime(
        spoken_minute(minute),
        _who(asked.names.get(start.caregiver_id, ""), sought.crew),
        sum(start.hers),
        clashing,
        _clashing_words(clashing, sum(start.hers), sought.weeks),
        urlencode({**asked.ground, **rule}),
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
