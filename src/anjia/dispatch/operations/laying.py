"""Putting a need into a caregiver's diary, or saying why not and what else is free."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.dispatch import rules
from anjia.dispatch.models import Assignment
from anjia.dispatch.operations.diaries import put_between, release_run_out
from anjia.dispatch.queries import VisitNeed, columns
from anjia.dispatch.queries.obstacles import Outlook, obstacle_sentence, spoken
from anjia.dispatch.queries.preferences import excluded_for
from anjia.dispatch.queries.slots import LEAD_MINUTES, asked_job
from anjia.kernel.clock import day_of, minute_of
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Missing, Refusal
from anjia.workforce import queries as workforce

# How far ahead a refusal looks for the free start that it names.
OUTLOOK_DAYS = 8


def outlook_of(need: VisitNeed, caregiver_id: int, at: datetime) -> Outlook:
    """Looks at one caregiver for the days from the need's on."""
    job = asked_job(need.minutes, need.place, day_of(need.starts_at), OUTLOOK_DAYS)
    person = columns.roster(need.trade, job.from_day, job.days, spot=need.spot, caregiver_id=caregiver_id)
    work = columns.work(person, job, at, caregiver_id=caregiver_id)
    record = columns.record(person, work, job, at, household_id=need.household_id)
    return Outlook(caregiver_id, need.trade, person, work, record, job, minute_of(need.starts_at), at, need.spot)


def lay(need: VisitNeed, caregiver_id: int, row: Assignment) -> Assignment:
    """Completes and saves a row (which brings its state) for the need, if the caregiver can keep it.

    Her diary is locked by the caller. Raises Refusal with the next free start if she cannot.
    """
    release_run_out(caregiver_id, at=row.made_at)
    refuse_excluded(need.household_id, caregiver_id, at=row.made_at, visit_id=need.visit_id)
    outlook = outlook_of(need, caregiver_id, row.made_at)
    found = rules.candidates(outlook.person, outlook.work, outlook.record, outlook.job, outlook.start)
    if not found:
        raise refusal(outlook)
    fill(row, need, found[0], outlook.record.weights.version if outlook.record.weights else 0)
    try:
        with once_per_visit():
            put_between(row)
    except IntegrityError as error:
        # Cannot happen under the lock; if a path forgot it, the database still refuses.
        if violated(error) != "assignment_no_overlap":
            raise
        raise refusal(outlook) from error
    return row


def refuse_excluded(household_id: int | None, caregiver_id: int, *, at: datetime, visit_id: int | None) -> None:
    """Refuses a caregiver whom the household, or who the household, does not want: in words that tell no side of it.

    Her diary is locked by the caller, as it is by whoever says so: no refusal comes in between.
    """
    if caregiver_id in excluded_for(household_id, at=at, visit_id=visit_id):
        name = workforce.names_of([caregiver_id]).get(caregiver_id, "")
        sentence = _("%(name)s cannot be sent to this home now. Please choose another caregiver.")
        raise Refusal(sentence % {"name": name}, field="caregiver")


@contextmanager
def once_per_visit(*, savepoint: bool = True) -> Iterator[None]:
    """Says in words what the database refuses: a second caregiver for a visit that got one meanwhile.

    Without a savepoint nothing can be asked of the database between the refusal and the end of the operation.
    """
    try:
        with transaction.atomic(savepoint=savepoint):
            yield
    except IntegrityError as error:
        if violated(error) != "assignment_visit_once":
            raise
        raise Refusal(
            _("This visit has a caregiver already. Please choose another one on the visit's page.")
        ) from error


def fill(row: Assignment, need: VisitNeed, candidate: rules.Candidate, weights_version: int) -> None:
    """Completes a row with who comes when and where, and why."""
    row.caregiver_id = candidate.caregiver_id
    row.household_id = need.household_id
    row.trade = need.trade
    row.starts_minute = minute_of(need.starts_at)
    row.ends_minute = row.starts_minute + need.minutes
    row.latitude, row.longitude = need.place.latitude, need.place.longitude
    row.reasons = [[str(reason.ground), reason.value, reason.points] for reason in candidate.reasons]
    row.weights_version = weights_version


def refusal(outlook: Outlook) -> Refusal:
    """Why the caregiver cannot keep the start, and when she could."""
    name = workforce.names_of([outlook.caregiver_id]).get(outlook.caregiver_id)
    if name is None:
        raise Missing
    if not len(outlook.person):
        sentence = _("%(name)s cannot be sent to this kind of work now. Please choose another caregiver.")
        return Refusal(sentence % {"name": name}, field="caregiver")
    reason = obstacle_sentence(outlook, name)
    return Refusal(_("%(reason)s %(way_out)s") % {"reason": reason, "way_out": _way_out(outlook)}, "starts_at")


def _way_out(outlook: Outlook) -> str:
    next_start = _next_start(outlook)
    if next_start is None:
        return _("Please choose another caregiver or another day.")
    return _("Her next free start is %(when)s.") % {"when": spoken(next_start)}


def _next_start(outlook: Outlook) -> int | None:
    """Her first free start after the one asked for; else her first free start at all."""
    soonest = minute_of(outlook.at) + LEAD_MINUTES
    days = rules.free_slots(outlook.person, outlook.work, outlook.record, outlook.job)
    starts = [start.minute for day in days for start in day.starts if start.minute >= soonest]
    later = [start for start in starts if start > outlook.start]
    return next(iter(later or starts), None)
