"""What the board shows while a visit is dragged: where it fits, what that costs, and why not elsewhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from anjia.dispatch import rules
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.assignments import Version, assignment_of, crews_of_visits
from anjia.dispatch.queries.candidates import VisitNeed, need_of
from anjia.dispatch.queries.preferences import excluded_for
from anjia.dispatch.queries.slots import asked_job
from anjia.dispatch.rules import Trial
from anjia.kernel.clock import at_minute, day_of, minute_of


@dataclass(frozen=True)
class CaregiverTrial:
    """One caregiver who does the trade: the trial, visits in this home before, minutes of work in the week."""

    trial: Trial
    visits_before: int
    week_minutes: int


@dataclass(frozen=True)
class VisitTrial:
    """A visit tried everywhere in some days. Whoever is not among `caregivers` cannot be sent to this kind of work.

    `apart` are those who are kept away from this home. `added_now` are the minutes of way that the visit costs where
    it is; None while nobody is sent or it lies on another day.
    """

    need: VisitNeed
    version: Version
    caregiver_id: int | None
    from_day: date
    added_now: int | None
    caregivers: tuple[CaregiverTrial, ...]
    apart: frozenset[int]


def trial_of(visit_id: int, *, from_day: date, days: int = 1, at: datetime, free_place: bool = False) -> VisitTrial:
    """The visit tried with everybody, as if it had no place yet. A constant number of queries. Raises Missing.

    Of a night that goes on into the first day, the day on which it began is tried, too: there its starts lie.
    `free_place`: of a visit of two the place that nobody has is tried, beside whoever has the other, at its start.
    """
    need = need_of(visit_id)
    others = crews_of_visits([visit_id]).get(visit_id, ()) if free_place else ()
    given = None if free_place else assignment_of(visit_id)
    first, days = _with_its_evening(need, from_day, days)
    job = asked_job(need.minutes, need.place, first, days)
    beside = {one.caregiver_id for one in others}
    apart = excluded_for(need.household_id, at=at, visit_id=visit_id) | beside
    people = columns.roster(need.trade, first, days, spot=need.spot, excluded=apart)
    own = columns.own_rows(visit_id)
    work = columns.work(people, job, at, without=own)
    record = columns.history(people, work, job, at, household_id=need.household_id)
    found = [
        CaregiverTrial(_at_start(trial, minute_of(need.starts_at)) if others else trial, before, week)
        for trial, before, week in zip(
            rules.trials(people, work, job),
            record.visits_before.tolist(),
            record.week_minutes[0].tolist(),
            strict=True,
        )
        if trial.caregiver_id not in beside
    ]
    return VisitTrial(
        need=need,
        version=Version(given.id if given else 0, need.starts_at),
        caregiver_id=given.caregiver_id if given else None,
        from_day=from_day,
        added_now=_added_at(found, given.caregiver_id, minute_of(need.starts_at)) if given else None,
        caregivers=tuple(found),
        apart=frozenset(apart),
    )


def _with_its_evening(need: VisitNeed, from_day: date, days: int) -> tuple[date, int]:
    begins, ends = day_of(need.starts_at), day_of(at_minute(minute_of(need.starts_at) + need.minutes - 1))
    return (begins, days + 1) if begins == from_day - timedelta(days=1) and ends == from_day else (from_day, days)


def _at_start(trial: Trial, start: int) -> Trial:
    """The trial with the agreed start alone: whoever joins begins with the one who is sent already."""
    fits = tuple(replace(fit, first=start, last=start) for fit in trial.fits if fit.first <= start <= fit.last)
    return replace(trial, fits=fits)


def _added_at(found: list[CaregiverTrial], caregiver_id: int, start: int) -> int | None:
    fits = (fit for one in found if one.trial.caregiver_id == caregiver_id for fit in one.trial.fits)
    return next((fit.added for fit in fits if fit.first <= start <= fit.last), None)
