"""What the kernel does for every area: tell a fact, revive a dead job."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.kernel import jobs
from anjia.kernel.actors import Actor
from anjia.kernel.constraints import violated
from anjia.kernel.errors import LoopTooDeep, Missing, Refusal
from anjia.kernel.events import Event, listeners_of, path_of
from anjia.kernel.models import Fact, FactSubject, Job
from anjia.kernel.prepared import insert
from anjia.kernel.scope import current_company_id

MOST_DEPTH = 16
_SUBJECT = ("company_id", "fact", "subject")
_MOST_ROWS = 1000  # of one INSERT: engines bound the number of values


def announce(event: Event, *, at: datetime, by: Actor) -> int:
    """Writes the fact and one job per listener, in the caller's transaction; returns the fact's id.

    The fact that is being heard, if any, becomes its cause. Raises LoopTooDeep past 16 links.
    """
    cause = jobs.cause.get()
    depth = cause.depth + 1 if cause else 0
    if depth > MOST_DEPTH:
        raise LoopTooDeep(f"{event.name} would be link {depth} of one chain of facts")
    with transaction.atomic(savepoint=False):
        fact = Fact.objects.create(
            name=event.name, body=event.to_body(), at=at, by=str(by), by_name=by.name[:80], caused_by=cause, depth=depth
        )
        company_id = current_company_id()
        insert(FactSubject, _SUBJECT, [(company_id, fact.pk, subject) for subject in event.subjects()])
        for listener in listeners_of(type(event)):
            jobs.hear.using(run_after=at).enqueue(company_id=company_id, fact_id=fact.pk, listener=path_of(listener))
    return int(fact.pk)


def announce_all(events: Sequence[Event], *, at: datetime, by: Actor) -> None:
    """As `announce` for many facts at once, in their order and in few statements: for what a sweep brings."""
    if not events:
        return
    cause = jobs.cause.get()
    depth = cause.depth + 1 if cause else 0
    if depth > MOST_DEPTH:
        raise LoopTooDeep(f"{events[0].name} would be link {depth} of one chain of facts")
    company_id, name = current_company_id(), by.name[:80]
    with transaction.atomic(savepoint=False):
        facts = Fact.objects.bulk_create(
            Fact(name=one.name, body=one.to_body(), at=at, by=str(by), by_name=name, caused_by=cause, depth=depth)
            for one in events
        )
        pairs = list(zip(facts, events, strict=True))
        subjects = [(company_id, fact.pk, subject) for fact, event in pairs for subject in event.subjects()]
        for start in range(0, len(subjects), _MOST_ROWS):
            insert(FactSubject, _SUBJECT, subjects[start : start + _MOST_ROWS])
        heard = [(fact.pk, path_of(one)) for fact, event in pairs for one in listeners_of(type(event))]
        jobs.enqueue_hearings(heard, company_id=company_id, at=at)


def signed(by: Actor, at: datetime) -> dict[str, Any]:
    """Who decides and when, as decision rows keep it."""
    return {"at": at, "by": str(by), "by_name": by.name[:80]}


@contextmanager
def once(constraint: str, sentence: str) -> Iterator[None]:
    """Lets the database decide between two who take the same step: the second is refused with the sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if violated(fault) != constraint:
            raise
        raise Refusal(sentence) from fault


def retry_job(*, job_id: int, at: datetime) -> None:
    """Gives a dead job of this company another full set of attempts. Refuses a job that is not dead."""
    mine = Job.objects.filter(pk=job_id, company_id=current_company_id())
    if not mine.exists():
        raise Missing
    if not mine.filter(state=Job.State.DEAD).update(state=Job.State.WAITING, attempts=0, due_at=at, closed_at=None):
        raise Refusal(_("This delivery is not stopped: it runs by itself, there is nothing to retry."))
