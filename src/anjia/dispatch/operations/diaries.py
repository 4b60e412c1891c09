"""Changing a caregiver's time: one change after the other, and every way laid anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Subquery

from anjia.dispatch import rules
from anjia.dispatch.events import HoldReleased
from anjia.dispatch.models import Assignment, Diary
from anjia.dispatch.operations.keeping import keep_week_of
from anjia.dispatch.rules import LONGEST_MINUTES, LONGEST_VISIT_MINUTES, Stay
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce import queries as workforce

_LOCKED = Prepared(
    lambda: Diary.objects.filter(caregiver_id=Given("caregiver_id")).select_for_update(no_key=True).values_list("id")
)
# Whoever has an assignment has a diary.
_LOCKED_FOR = Prepared(
    lambda: (
        Diary.objects.filter(
            caregiver_id=Subquery(Assignment.objects.filter(pk=Given("assignment_id")).values("caregiver_id"))
        )
        .select_for_update(no_key=True)
        .values_list("id")
    )
)
_BY_ID = Prepared(lambda: Assignment.objects.filter(pk=Given("id")))
_NEAR = Prepared(
    lambda: Assignment.objects.filter(
        caregiver_id=Given("caregiver_id"),
        state__in=Assignment.ACTIVE,
        starts_minute__gte=Given("from_minute"),
        starts_minute__lt=Given("until_minute"),
    ).order_by()  # sorted below: asked for in order, SQLite takes the index of everybody's starts instead of hers
)
_RUN_OUT = Prepared(
    lambda: Assignment.objects.filter(
        caregiver_id=Given("caregiver_id"), state=Assignment.State.HELD, expires_at__lte=Given("at")
    ).order_by("id")
)


def lock_diaries(caregiver_ids: Iterable[int]) -> None:
    """Waits for whoever else changes these caregivers' time; by rising id, so that nobody waits in a ring.

    Raises Missing for a caregiver of nobody here.
    """
    for caregiver_id in sorted(set(caregiver_ids)):
        if _LOCKED.first(caregiver_id=caregiver_id) is None:
            # The first change ever of somebody's time. Of two at once, one makes the row and both lock it.
            if not workforce.names_of([caregiver_id]):
                raise Missing
            Diary.objects.bulk_create([Diary(caregiver_id=caregiver_id)], ignore_conflicts=True)
            _LOCKED.first(caregiver_id=caregiver_id)


def locked_row(assignment_id: int) -> Assignment:
    """The row as it is once its caregiver's diary is locked. Raises Missing."""
    if _LOCKED_FOR.first(assignment_id=assignment_id) is None:
        raise Missing
    row: Assignment = _BY_ID.first(id=assignment_id)
    return row


def locked_crew(hold_id: int) -> list[Assignment]:
    """The hold and those of who would come with her, the leading one's first, once all diaries are locked.

    Raises Missing.
    """
    others = list(Assignment.objects.filter(lead_id=hold_id).order_by("seat").values_list("id", "caregiver_id"))
    if not others:
        return [locked_row(hold_id)]
    hers = Assignment.objects.filter(pk=hold_id).values_list("caregiver_id", flat=True)
    lock_diaries([*hers, *(caregiver_id for _id, caregiver_id in others)])
    return [locked_row(key) for key in (hold_id, *(key for key, _caregiver_id in others))]


def put_between(row: Assignment) -> None:
    """Saves a new row between its neighbours, with its way and the way on to the following visit.

    The diary is locked and the ways are known to fit.
    """
    previous, following = _neighbours(row.caregiver_id, row.stay)
    row.busy_from = rules.busy_from(previous.stay if previous else None, row.stay)
    row.busy_until = row.ends_minute
    if following is not None:
        _lay_way(row.stay, following)
    row.save(force_insert=True)
    keep_week_of(row.caregiver_id, row.starts_minute)


def release(row: Assignment, *, at: datetime) -> None:
    """Gives the time back and lays the way to the following visit anew. The diary is locked."""
    row.state, row.released_at = Assignment.State.RELEASED, at
    row.save(update_fields=["state", "released_at"])
    keep_week_of(row.caregiver_id, row.starts_minute)
    previous, following = _neighbours(row.caregiver_id, row.stay)
    if following is not None:
        _lay_way(previous.stay if previous else None, following)


def _neighbours(caregiver_id: int, stay: Stay) -> tuple[Assignment | None, Assignment | None]:
    """What she has before and after, as far as a way can reach. One query."""
    from_minute = stay.starts - LONGEST_VISIT_MINUTES - LONGEST_MINUTES
    until_minute = stay.ends + LONGEST_MINUTES
    near = _NEAR.rows(caregiver_id=caregiver_id, from_minute=from_minute, until_minute=until_minute)
    near.sort(key=lambda row: row.starts_minute)
    previous = [row for row in near if row.starts_minute <= stay.starts]
    return (previous[-1] if previous else None), next(iter(near[len(previous) :]), None)


def ways_beside(caregiver_id: int, rows: Sequence[Assignment]) -> None:
    """As `put_between` for many new rows of hers before they are saved: their ways, and those on to what follows.

    The diary is locked and the ways are known to fit. One query, and one for each visit that is reached another way.
    """
    starts = [row.starts_minute for row in rows]
    _lay_anew([*_around(caregiver_id, starts), *rows], min(starts))
    for row in rows:
        row.busy_until = row.ends_minute


def lay_ways(caregiver_id: int, starts: Iterable[int]) -> None:
    """Lays her ways anew around these starts, at which she is no longer anywhere. The diary is locked."""
    minutes = list(starts)
    _lay_anew(_around(caregiver_id, minutes), min(minutes))


def _around(caregiver_id: int, starts: Sequence[int]) -> list[Assignment]:
    """What she has from before the first of these starts until behind the last, as far as a way can reach."""
    since, until = min(starts) - LONGEST_VISIT_MINUTES - LONGEST_MINUTES, max(starts) + LONGEST_VISIT_MINUTES
    return _NEAR.rows(caregiver_id=caregiver_id, from_minute=since, until_minute=until + LONGEST_MINUTES)


def _lay_anew(rows: Iterable[Assignment], since: int) -> None:
    previous: Stay | None = None
    for row in sorted(rows, key=lambda row: row.starts_minute):
        if row.pk is None:
            row.busy_from = rules.busy_from(previous, row.stay)
        elif row.starts_minute > since:  # of what lies before, the way was not asked for
            _lay_way(previous, row)
        previous = row.stay


def _lay_way(previous: Stay | None, following: Assignment) -> None:
    busy_from = rules.busy_from(previous, following.stay)
    if busy_from != following.busy_from:
        Assignment.objects.filter(pk=following.pk).update(busy_from=busy_from)


def release_hold_row(row: Assignment, *, at: datetime, by: Actor, ran_out: bool = False) -> None:
    """Gives kept time back and tells it. The diary is locked."""
    release(row, at=at)
    fact = HoldReleased(hold_id=row.pk, caregiver_id=row.caregiver_id, household_id=row.household_id, ran_out=ran_out)
    announce(fact, at=at, by=by)


def release_run_out(caregiver_id: int, *, at: datetime) -> int:
    """Releases the caregiver's holds whose time has run out; returns how many. The diary is locked."""
    gone = _RUN_OUT.rows(caregiver_id=caregiver_id, at=at)
    for row in gone:
        release_hold_row(row, at=at, by=SYSTEM, ran_out=True)
    return len(gone)
