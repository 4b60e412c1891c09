"""Plan the next visits of running series, by the clock."""

import logging
from dataclasses import replace
from datetime import date, datetime

from anjia.booking import operations as booking
from anjia.booking import queries as booking_queries
from anjia.booking.events import SeriesContinued
from anjia.booking.rules import (
    ChangeKind,
    Occurrence,
    Reshaping,
    Wanted,
    horizon,
)
from anjia.catalog import queries as catalog
from anjia.households import queries as households
from anjia.journeys.operations.carrying import make_visits
from anjia.journeys.operations.confirming import told
from anjia.journeys.queries.plans import (
    SeriesPlan,
    wants_of,
    weeks_ahead,
)
from anjia.journeys.queries.staffing import OPEN, SKIP, Row, staffed
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.retry import whole
from anjia.kernel.scope import company_scope

log = logging.getLogger(__name__)


@whole
def continue_series(*, series_id: int, until: date, at: datetime, by: Actor = SYSTEM) -> int:
    """Plans the next visits of a running series up to this date; returns how many. Twice is once.

    Whoever usually comes comes again, else somebody else who is free at the time; a date on which nobody is free is
    planned all the same and waits on Today for the desk.
    """
    booking.locked_series(series_id)
    series = booking_queries.series(series_id)
    if not series.running or series.made_until >= until:
        return 0
    dates = tuple(one for one in series.dates(until) if one.on > series.made_until)
    wanted = [want for want in wants_of(series, dates) if want.starts_at > at]
    rows = _unmoved(staffed(_ahead(series, wanted, dates, until), {}, at=at, may_open=True))
    made = make_visits(series_id, rows, at=at, by=by)
    booking.extend_series(series_id=series_id, until_on=until)
    if dates:
        fact = SeriesContinued(
            series_id=series_id,
            household_id=series.household_id,
            until_on=until,
            made=made,
            unstaffed=sum(row.chosen.caregiver_id is None for row in rows),
            skipped=told(tuple(one for one in dates if not one.kept)),
        )
        booking.tell_series(fact, at=at, by=by)
    return made


def _ahead(
    series: booking_queries.SeriesSummary, wanted: list[Wanted], dates: tuple[Occurrence, ...], until: date
) -> SeriesPlan:
    first = min((one.on for one in dates), default=until)
    return SeriesPlan(
        kind=ChangeKind.STARTED,
        household_id=series.household_id,
        trade=catalog.offering(series.offering_id).trade,
        place=households.home(series.home_id).place,
        wish=series.term_on(first).caregiver_id,
        changed=first,
        until=until,
        reshaping=Reshaping(made=tuple(wanted)),
        dates=dates,
        series_id=series.id,
        people=series.people,
    )


def _unmoved(rows: list[Row]) -> list[Row]:
    """Nobody is asked when visits are made ahead: the time stays, and who is free comes, or nobody yet."""
    found = []
    for row in rows:
        ways = [way for way in row.ways if way.starts_at == row.wanted.starts_at and way.key not in (SKIP,)]
        way = next((one for one in ways if one.key != OPEN), ways[-1])
        found.append(replace(row, chosen=way))
    return found


def continue_all(*, at: datetime) -> int:
    """Plans ahead for every company's series whose visits end before the horizon; returns how many visits.

    Each series in a transaction of its own, so that one that fails holds up no other.
    """
    until = horizon(day_of(at), weeks_ahead())
    return sum(_continued(company_id, one, until, at) for company_id, one in booking_queries.series_to_continue(until))


def _continued(company_id: int, series_id: int, until: date, at: datetime) -> int:
    try:
        with company_scope(company_id):
            return continue_series(series_id=series_id, until=until, at=at)
    except Exception:
        log.exception("the next visits of series %s could not be planned", series_id)
        return 0
