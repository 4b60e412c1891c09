"""Giving the dates of a series to their caregivers: in few statements, however many they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from anjia.booking import queries as booking
from anjia.dispatch import rules
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.assignments import assigned, assigned_row, refuse_closed
from anjia.dispatch.operations.diaries import lock_diaries, release_run_out, ways_beside
from anjia.dispatch.operations.keeping import keep_weeks_of
from anjia.dispatch.operations.laying import fill, once_per_visit, outlook_of, refusal, refuse_excluded
from anjia.dispatch.queries import SeriesTimes, VisitNeed, need_of_visit
from anjia.dispatch.queries.preferences import said_about
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce_all
from anjia.kernel.retry import whole


@whole
def assign_dates(*, crews: Mapping[int, Sequence[int]], at: datetime, by: Actor) -> None:
    """Gives planned visits of one series, to which nobody is sent, to these caregivers by visit; the first one leads.

    As `assign_visit` one after the other, in a number of queries that grows with the caregivers and not with the
    visits. Refuses, in the same words, a caregiver who is not free.
    """
    needs = _needs_of(crews, at)
    dates = sorted(needs, key=lambda visit_id: (needs[visit_id].starts_at, visit_id))
    hers: dict[int, dict[int, Assignment]] = {one: {} for crew in crews.values() for one in crew}
    for visit_id in dates:
        for seat, one in enumerate(crews[visit_id], start=1):
            hers[one][visit_id] = assigned_row(needs[visit_id], "", seat=seat, at=at, by=by)
    lock_diaries(hers)
    for one, rows in hers.items():
        _lay_hers(one, [(needs[visit_id], row) for visit_id, row in rows.items()], at)
    laid = [hers[one][visit_id] for visit_id in dates for one in crews[visit_id]]
    with once_per_visit():
        Assignment.objects.bulk_create(laid)
    for one, rows in hers.items():
        keep_weeks_of(one, [row.starts_minute for row in rows.values()])
    announce_all([assigned(row) for row in laid], at=at, by=by)


def _needs_of(visit_ids: Collection[int], at: datetime) -> dict[int, VisitNeed]:
    """What the visits ask for; they have the service and the home of the first one. Raises Missing."""
    visits = booking.visits(visit_ids)
    if visits.keys() < set(visit_ids):
        raise Missing
    if not visits:
        return {}
    like = need_of_visit(next(iter(visits.values())))
    needs = {visit.id: need_of_visit(visit, like=like) for visit in visits.values()}
    for need in needs.values():
        refuse_closed(need, at)
    return needs


def _lay_hers(caregiver_id: int, rows: Sequence[tuple[VisitNeed, Assignment]], at: datetime) -> None:
    """Completes her rows, the earliest first, each beside those before it. Her diary is locked."""
    release_run_out(caregiver_id, at=at)
    said = said_about(rows[0][0].household_id)
    times = SeriesTimes([need for need, _row in rows], at=at, caregiver_id=caregiver_id, said=said)
    for need, row in rows:
        if caregiver_id in rules.excluded(said, at=at, visit_id=need.visit_id):
            refuse_excluded(need.household_id, caregiver_id, at=at, visit_id=need.visit_id)
        found = times.candidate(need, caregiver_id)
        if found is None:
            raise refusal(outlook_of(need, caregiver_id, at))
        fill(row, need, found, times.weights_version)
        times.keep(need, [caregiver_id])
    ways_beside(caregiver_id, [row for _need, row in rows])
