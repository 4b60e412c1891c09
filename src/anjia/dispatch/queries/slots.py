"""When somebody could come."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.preferences import said_about
from anjia.dispatch.rules import DAY_MINUTES, Job, Rest, SlotDay, UsualWork
from anjia.kernel.clock import minute_of
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.law import queries as law

LEAD_MINUTES = 120
MOST_DAYS = 31
LEAST_MINUTES, MOST_MINUTES = 15, rules.LONGEST_VISIT_MINUTES
# No law of ours sets it; with eleven hours of work and the ways, less would leave no night.
LEAST_REST_MINUTES = 10 * 60
FIRST_DAY, LAST_DAY = date(1992, 1, 1), date(2200, 1, 1)


def asked_job(
    minutes: int,
    place: Place,
    from_day: date,
    days: int = 1,
    *,
    earliest: int = 0,
    most_days: int = MOST_DAYS,
    jurisdiction: str | None = None,
) -> Job:
    """The job in the rules' words. Raises Refusal when the length or the days are not possible.

    `jurisdiction` is that of the company, if it was asked for already.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        sentence = _("A visit takes between %(least)d minutes and 24 hours; you asked for %(minutes)d minutes.")
        raise Refusal(sentence % {"least": LEAST_MINUTES, "minutes": minutes}, field="minutes")
    if not (1 <= days <= most_days and FIRST_DAY <= from_day < LAST_DAY):
        raise Refusal(_("Please ask for %(most)d days at most.") % {"most": most_days}, field="days")
    rest = rest_on(from_day, jurisdiction)
    return Job(minutes, place.latitude, place.longitude, from_day, days, earliest, rest=rest)


def rest_on(day: date, jurisdiction: str | None = None) -> Rest:
    """The rest that everybody is due on a day, by the law of the company's place."""
    return _rest_at(jurisdiction or company.jurisdiction_of(None), day)


def rests_on(days: Iterable[date]) -> dict[date, Rest]:
    """As `rest_on` for several days, in one query."""
    place = company.jurisdiction_of(None)
    return {day: _rest_at(place, day) for day in days}


def _rest_at(place: str, day: date) -> Rest:
    kinds = {"work_day": DAY_MINUTES, "work_week": 7 * DAY_MINUTES, "work_days": 7}
    most = {kind: (law.limit_of(kind, place, day) or (none, ""))[0] for kind, none in kinds.items()}
    return Rest(most["work_day"], most["work_week"], LEAST_REST_MINUTES, most["work_days"])


def usual_work_on(day: date) -> UsualWork:
    """A usual working day and week, without overtime, by the law of the company's place on a day. One query."""
    place = company.jurisdiction_of(None)
    day_most, week_most = (law.limit_of(kind, place, day) for kind in ("usual_day", "usual_week"))
    return UsualWork(day_most and day_most[0], week_most and week_most[0])


def free_slots(
    trade: str,
    *,
    minutes: int,
    place: Place,
    from_day: date,
    at: datetime,
    days: int = 7,
    household_id: int | None = None,
    caregiver_id: int | None = None,
    visit_id: int | None = None,
    lead_minutes: int = LEAD_MINUTES,
    without: Collection[int] = (),
    people: int = 1,
    before: Sequence[int] | None = None,
    jurisdiction: str | None = None,
) -> tuple[SlotDay, ...]:
    """For each day the starts, on the half hour, that somebody can keep, how many could, and who best.

    Ways to and from the neighbouring visits are counted. Starts begin `lead_minutes` after `at`. `household_id`
    lets the best be somebody who knows the home, and leaves out whom it refused or who refused it; `caregiver_id`
    asks for her alone, `without` leaves out more; the time that `visit_id` has now does not stand in its own way. For
    `people` two only the starts count that two can keep together; with `caregiver_id` she and somebody else. `before`
    is who was in the household's homes (`came_before`), `jurisdiction` that of the company, if they were asked for
    already. At most sixteen queries, twice as many for her and somebody else.
    """
    if people > 1 and caregiver_id is not None:
        asked: Any = {"minutes": minutes, "place": place, "from_day": from_day, "at": at, "days": days}
        asked |= {"household_id": household_id, "visit_id": visit_id, "lead_minutes": lead_minutes, "without": without}
        asked |= {"before": before, "jurisdiction": jurisdiction}
        hers = free_slots(trade, **asked, caregiver_id=caregiver_id)
        return rules.together(hers, free_slots(trade, **asked, people=people))
    law_of, earliest = jurisdiction or company.jurisdiction_of(None), minute_of(at + timedelta(minutes=lead_minutes))
    job = asked_job(minutes, place, from_day, days, earliest=earliest, jurisdiction=law_of)
    said = said_about(household_id)
    apart = {*without, *rules.excluded(said, at=at, visit_id=visit_id)}
    spot = columns.Spot(household_id, place)
    able = columns.roster(
        trade, from_day, days, spot=spot, caregiver_id=caregiver_id, excluded=apart, jurisdiction=law_of
    )
    work = columns.work(able, job, at, caregiver_id=caregiver_id, without=columns.own_rows(visit_id))
    record = columns.record(able, work, job, at, household_id=household_id, said=said, before=before)
    return rules.for_crew(rules.free_slots(able, work, record, job), people)
