"""Which of several visits one caregiver could take now: each hard rule is asked as when she is sent."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.preferences import said_about_many
from anjia.dispatch.queries.slots import asked_job
from anjia.dispatch.rules import Work, WorkingTime, roster_of
from anjia.dispatch.rules.kept import without_rows
from anjia.households.queries import HomeSummary
from anjia.kernel.clock import day_of, minute_of
from anjia.kernel.districts import district_near
from anjia.workforce import queries as workforce
from anjia.workforce.queries import Availability


@dataclass(frozen=True)
class Fitting:
    """Ids of visits that she could take.

    `now` as her time is; `in_return` with the ids of those of her own visits of which any one, given away, is enough;
    `several` only if she gave more than one away.
    """

    now: frozenset[int] = frozenset()
    in_return: Mapping[int, frozenset[int]] = field(default_factory=dict)
    several: frozenset[int] = frozenset()


def visits_that_fit(
    caregiver_id: int,
    visits: Sequence[VisitSummary],
    homes: dict[int, HomeSummary],
    *,
    at: datetime,
    own: Sequence[VisitSummary] = (),
    swaps: Container[int] = (),
) -> Fitting:
    """Which of those visits she could take, each asked for itself. A constant number of queries; `homes` are those of
    the visits, by id. For `swaps`, ids among them, she may give one of her `own` visits away.

    A visit that she is sent to already stands in its own way: she has it.
    """
    if not visits:
        return Fitting()
    days = [day_of(visit.starts_at) for visit in visits]
    first, span = min(days), (max(days) - min(days)).days + 2  # a visit over midnight touches the day after the last
    trades = {i: one.trade for i, one in catalog.offerings_of(visit.offering_id for visit in visits).items()}
    people = workforce.availability_of(caregiver_id, set(trades.values()), from_day=first, days=span)
    said = said_about_many(visit.household_id for visit in visits)
    place = company.jurisdiction_of(None)
    around = asked_job(
        visits[0].minutes, homes[visits[0].home_id].place, first, span, most_days=span, jurisdiction=place
    )
    work = columns.work(roster_of([]), around, at, caregiver_id=caregiver_id)
    hers = [
        (visit, people[trades[visit.offering_id]])
        for visit in visits
        if trades[visit.offering_id] in people
        and caregiver_id not in rules.excluded(said.get(visit.household_id, ()), at=at, visit_id=visit.id)
    ]
    given_away = {one.id: (caregiver_id, minute_of(one.starts_at)) for one in own}
    now: set[int] = set()
    in_return: dict[int, frozenset[int]] = {}
    several: set[int] = set()
    for visit, one in hers:
        fits = partial(_fits, visit, homes[visit.home_id], one, jurisdiction=place)
        if fits(work):
            now.add(visit.id)
        elif visit.id in swaps and fits(without_rows(work, given_away.values())):
            enough = frozenset(key for key, row in given_away.items() if fits(without_rows(work, [row])))
            in_return |= {visit.id: enough} if enough else {}
            several |= set() if enough else {visit.id}
    return Fitting(frozenset(now), in_return, frozenset(several))


def _fits(visit: VisitSummary, home: HomeSummary, hers: Availability, work: Work, jurisdiction: str) -> bool:
    job = asked_job(visit.minutes, home.place, day_of(visit.starts_at), jurisdiction=jurisdiction)
    outside = bool(hers.only_in) and (home.district or district_near(home.place)) not in hers.only_in
    person = roster_of(
        [
            WorkingTime(
                hers.id,
                hers.latitude,
                hers.longitude,
                hers.level,
                hers.hours,
                hers.leaves,
                hers.farthest,
                hers.barred,
                outside,
            )
        ]
    )
    return rules.fits(person, work, job, minute_of(visit.starts_at))
