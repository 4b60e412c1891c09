"""What the kernel does for every area: tell a fact, revive a dead job."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel import jobs
from anjia.kernel.actors import Actor
from anjia.kernel.errors import LoopTooDeep, Missing, Refusal
from anjia.kernel.events import Event, listeners_of, path_of
from anjia.kernel.models import Fact, FactSubject, Job
from anjia.kernel.prepared import insert
from anjia.kernel.scope import current_company_id

MOST_DEPTH = 16
_SUBJECT = ("company_id", "fact", "subject")


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


def retry_job(*, job_id: int, at: datetime) -> None:
    """Gives a dead job of this company another full set of attempts. Refuses a job that is not dead."""
    mine = Job.objects.filter(pk=job_id, company_id=current_company_id())
    if not mine.exists():
        raise Missing
    if not mine.filter(state=Job.State.DEAD).update(state=Job.State.WAITING, attempts=0, due_at=at, closed_at=None):
        raise Refusal(_("This delivery is not stopped: it runs by itself, there is nothing to retry."))
