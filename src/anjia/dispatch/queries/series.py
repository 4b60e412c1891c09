"""Times for the same visit again and again: starts of a week that hold for many weeks, and the verdict of each date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.obstacles import Outlook, obstacle_sentence, spoken
from anjia.dispatch.queries.preferences import excluded_for
from anjia.dispatch.queries.slots import LEAD_MINUTES, asked_job
from anjia.dispatch.rules import Job, Record, Roster, Work
from anjia.dispatch.rules.nearest import Nearest, nearest
from anjia.dispatch.rules.series import SeriesStart, scores, weekly
from anjia.kernel.clock import at_minute, day_of, minute_of
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.workforce import queries as workforce

__all__ = ["MOST_WEEKS", "SeriesDate", "SeriesStart", "WayOut", "series_dates", "series_slots"]

MOST_WEEKS = 26


@dataclass(frozen=True)
class WayOut:
    """What could be done instead of a date that clashes: `kind` is same_day, other_caregiver or next_day."""

    kind: str
    starts_at: datetime
    caregiver_id: int


@dataclass(frozen=True)
class SeriesDate:
    """One date of a series: who could come, or, without one, why nobody wanted can and what lies nearest."""

    starts_at: datetime
    caregiver_id: int | None
    caregivers: int
    why: str
    ways_out: tuple[WayOut, ...]

    @property
    def clashes(self) -> bool:
        """Whether the date cannot be kept as it is."""
        return self.caregiver_id is None


@dataclass(frozen=True)
class _Asked:
    """Everything in columns for the days of a series."""

    job: Job
    people: Roster
    work: Work
    record: Record
    spot: columns.Spot
    of_districts: dict[int, str] = field(default_factory=dict)


def series_slots(
    trade: str,
    *,
    minutes: int,
    place: Place,
    from_day: date,
    weeks: int,
    at: datetime,
    household_id: int | None = None,
    caregiver_id: int | None = None,
    without: Collection[int] = (),
    people: int = 1,
    lead_minutes: int = LEAD_MINUTES,
) -> tuple[SeriesStart, ...]:
    """Each start of the week from `from_day` on, with who can keep most of its `weeks` dates and who is free at each.

    Starts at which nobody is free on any date are left out. For `people` two, with `caregiver_id`, she and somebody
    else. As many queries as for free slots.
    """
    earliest = minute_of(at + timedelta(minutes=lead_minutes))
    alone = caregiver_id if people == 1 else None
    asked = _asked(trade, minutes, place, from_day, weeks * 7, earliest, at, household_id, alone, without)
    grid = scores(asked.people, asked.work, asked.record, asked.job)
    return weekly(asked.people, grid, asked.job, people, caregiver_id)


def _asked(
    trade: str,
    minutes: int,
    place: Place,
    from_day: date,
    days: int,
    earliest: int,
    at: datetime,
    household_id: int | None,
    caregiver_id: int | None,
    without: Collection[int],
) -> _Asked:
    if not 1 <= days <= MOST_WEEKS * 7:
        raise Refusal(_("A series lasts %(most)d weeks at most.") % {"most": MOST_WEEKS}, field="weeks")
    job = asked_job(minutes, place, from_day, days, earliest=earliest, most_days=MOST_WEEKS * 7)
    apart = {*without, *excluded_for(household_id, at=at)}
    spot = columns.Spot(household_id, place)
    able = columns.roster(trade, from_day, days, spot=spot, caregiver_id=caregiver_id, excluded=apart)
    work = columns.work(able, job, at, caregiver_id=caregiver_id)
    return _Asked(job, able, work, columns.record(able, work, job, at, household_id=household_id), spot)


def series_dates(
    trade: str,
    starts: Sequence[datetime],
    *,
    minutes: int,
    place: Place,
    at: datetime,
    household_id: int | None = None,
    caregiver_id: int | None = None,
    without: Collection[int] = (),
    people: int = 1,
) -> tuple[SeriesDate, ...]:
    """The verdict of each date, of 26 weeks at most: free with whom, or why not and the nearest way out.

    With `caregiver_id` each date is asked of her; the ways out name others too. A constant number of queries, and one
    more for each date on which a paper is missing.
    """
    if not starts:
        return ()
    days = [day_of(one) for one in starts]
    first, span = min(days), (max(days) - min(days)).days + 2  # the day after the last one is a way out
    asked = _asked(trade, minutes, place, first, min(span, MOST_WEEKS * 7), 0, at, household_id, None, without)
    grid = scores(asked.people, asked.work, asked.record, asked.job)
    names = workforce.names_of([caregiver_id]) if caregiver_id is not None else {}
    wanted = [] if caregiver_id is None else [caregiver_id]
    return tuple(_verdict(asked, grid, minute_of(one), trade, wanted, names, at, people) for one in starts)


def _verdict(
    asked: _Asked,
    grid: rules.Whole,
    minute: int,
    trade: str,
    wanted: list[int],
    names: dict[int, str],
    at: datetime,
    people: int,
) -> SeriesDate:
    free = rules.candidates(asked.people, asked.work, asked.record, asked.job, minute, most=len(asked.people))
    hers = [one.caregiver_id for one in free if not wanted or one.caregiver_id in wanted]
    if hers and len(free) >= people and minute > minute_of(at):
        return SeriesDate(at_minute(minute), hers[0], len(free), "", ())
    why = _why(asked, minute, trade, wanted, names, at, len(free), people)
    ways = _ways_out(nearest(asked.people, grid, asked.job, minute, wanted, people))
    return SeriesDate(at_minute(minute), None, len(free), why, ways)


def _why(
    asked: _Asked,
    minute: int,
    trade: str,
    wanted: list[int],
    names: dict[int, str],
    at: datetime,
    free: int,
    people: int,
) -> str:
    if minute <= minute_of(at):
        return _("%(when)s has passed.") % {"when": spoken(minute)}
    if free and free < people:
        return _("On %(when)s only one caregiver is free, and two are wanted.") % {"when": spoken(minute)}
    if not wanted:
        return _("Nobody is free on %(when)s.") % {"when": spoken(minute)}
    one = asked.people.only(wanted[0])
    if not len(one.hours_of):
        return _("%(name)s cannot be sent to this kind of work now.") % {"name": names.get(wanted[0], "")}
    known = asked.work, asked.record, asked.job
    outlook = Outlook(wanted[0], trade, one, *known, minute, at, asked.spot, asked.of_districts)
    return obstacle_sentence(outlook, names.get(wanted[0], ""))


def _ways_out(found: Nearest) -> tuple[WayOut, ...]:
    ways = (("same_day", found.same_day), ("other_caregiver", found.other_caregiver), ("next_day", found.next_day))
    return tuple(WayOut(kind, at_minute(way[0]), way[1]) for kind, way in ways if way is not None)
