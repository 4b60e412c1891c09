"""Promise that somebody is at the door in time."""

from datetime import datetime, timedelta

from django.db import transaction

from anjia.kernel.actors import Actor
from anjia.promises import queries as promises
from anjia.promises.operations import make_promise, release_promise
from anjia.promises.rules import Kind, State


def promise_arrival(
    *, visit_id: int, household_id: int, starts_at: datetime, at: datetime, by: Actor, reason: str = ""
) -> None:
    """Promises an arrival within the clause's minutes of the agreed start; another start replaces the promise.

    The same start again changes nothing. A promise that is overdue when the visit is moved stays broken.
    """
    subject = f"visit:{visit_id}"
    due = starts_at + timedelta(minutes=promises.clause_in_force(Kind.ARRIVAL, at=at).minutes)
    known = promises.promise_of(Kind.ARRIVAL, subject)
    if known is not None and known.state == State.OPEN and known.due_at == due:
        return
    with transaction.atomic():
        release_promise(kind=Kind.ARRIVAL, subject=subject, reason=reason, at=at, by=by)
        make_promise(kind=Kind.ARRIVAL, subject=subject, made_at=at, due_at=due, household_id=household_id, by=by)
