"""Background work: a lease queue in the database, behind Django's Tasks interface.

A worker takes a job by moving its due time ahead (the lease) and counting an attempt (the fence). If the worker
dies, the job falls due again; an effect is still had once, because hearing a fact writes its inbox row in the
effect's own transaction. Many machines may run workers; another engine can stand behind the same interface.
"""

import logging
import traceback
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from anjia.kernel import clock
from anjia.kernel.events import listener_at, revive
from anjia.kernel.models import Fact, Heard, Job
from anjia.kernel.prepared import insert
from anjia.kernel.scope import company_scope

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)

_JOB = ("task", "arguments", "company_id", "state", "due_at", "attempts", "fault", "made_at")
_MOST_ROWS = 1000  # of one INSERT: engines bound the number of values

cause: ContextVar[Fact | None] = ContextVar("cause", default=None)
_running: ContextVar[datetime | None] = ContextVar("running", default=None)
_STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Django Tasks on the lease queue: enqueue writes a row in the caller's transaction."""

    supports_defer = True
    supports_get_result = True

    def enqueue(self, task: Task[Any, Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        self.validate_task(task)
        job = Job.objects.create(
            task=task.module_path,
            arguments={"args": list(args), "kwargs": dict(kwargs)},
            company_id=kwargs.get("company_id"),
            due_at=task.run_after or clock.now(),
            made_at=clock.now(),
        )
        return _result(job, task, self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return _result(job, import_string(job.task), self.alias)


def _result(job: Job, of: Task[Any, Any], alias: str) -> TaskResult[Any]:
    return TaskResult(
        task=of,
        id=str(job.pk),
        status=_STATUS[Job.State(job.state)],
        enqueued_at=job.made_at,
        started_at=None,
        finished_at=job.closed_at,
        last_attempted_at=None,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=alias,
        errors=[],
        worker_ids=["worker"] * job.attempts,
    )


@task()
def hear(*, company_id: int, fact_id: int, listener: str) -> None:
    """Lets one listener have its effect for one fact, once: the inbox row stands or falls with the effect."""
    with company_scope(company_id), transaction.atomic():
        fact = Fact.objects.get(pk=fact_id)
        _row, first = Heard.objects.get_or_create(fact=fact, listener=listener)
        if not first:
            return
        token = cause.set(fact)
        try:
            listener_at(listener)(revive(fact.name, fact.body), at=fact.at)
        finally:
            cause.reset(token)


def enqueue_hearings(heard: Sequence[tuple[int, str]], *, company_id: int, at: datetime) -> None:
    """Enqueues `hear` for many (fact id, listener) at once, due at `at`."""
    made_at, task = clock.now(), hear.module_path
    rows = [
        (task, _hearing(company_id, fact_id, listener), company_id, Job.State.WAITING, at, 0, "", made_at)
        for fact_id, listener in heard
    ]
    for start in range(0, len(rows), _MOST_ROWS):
        insert(Job, _JOB, rows[start : start + _MOST_ROWS])


def _hearing(company_id: int, fact_id: int, listener: str) -> dict[str, Any]:
    return {"args": [], "kwargs": {"company_id": company_id, "fact_id": fact_id, "listener": listener}}


def take_job(*, at: datetime) -> Job | None:
    """Claims the job that has been due longest, for the length of the lease."""
    with transaction.atomic():
        due = Job.objects.filter(state=Job.State.WAITING, due_at__lte=at).order_by("due_at", "id")
        job = due.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
        if job is None:
            return None
        job.attempts += 1
        job.due_at = at + LEASE
        job.save(update_fields=["attempts", "due_at"])
        return job


def heard_at(at: datetime) -> datetime:
    """When a worker runs this, for a listener that looks at how things are by then; outside of a worker, `at`.

    A listener gets its fact's time: clocks of what follows start there, however late the fact is heard. Who gives away
    time that is free must not give what has passed while no worker ran.
    """
    running = _running.get()
    return at if running is None else max(at, running)


def run_job(job: Job, *, at: datetime) -> bool:
    """Runs a claimed job and closes it, unless a later attempt has taken it over. False when it failed."""
    token = _running.set(at)
    try:
        return _run(job, at)
    finally:
        _running.reset(token)


def _run(job: Job, at: datetime) -> bool:
    try:
        work: Task[Any, Any] = import_string(job.task)
        work.call(*job.arguments["args"], **job.arguments["kwargs"])
    except Exception as fault:  # noqa: BLE001  (whatever a task raises is kept on the job, for the desk to see)
        _put_off(job, fault, at=at)
        return False
    mine = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.WAITING)
    if not mine.update(state=Job.State.DONE, closed_at=at, fault=""):
        log.warning("job %s was taken over while attempt %s ran", job.pk, job.attempts)
    return True


def _put_off(job: Job, fault: Exception, *, at: datetime) -> None:
    """Sets the next try, later each time; after the last one the job is dead and waits for a person."""
    log.error("job %s (%s) failed at attempt %s", job.pk, job.task, job.attempts, exc_info=fault)
    dead = job.attempts >= MOST_ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** (job.attempts - 1), LONGEST_PAUSE)
    Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.WAITING).update(
        state=Job.State.DEAD if dead else Job.State.WAITING,
        due_at=at + pause,
        closed_at=at if dead else None,
        fault="".join(traceback.format_exception(fault))[-8000:],
    )


def run_due_jobs(*, at: datetime | None = None) -> int:
    """Runs what is due, and what that makes due, until nothing is; returns how many ran. For tests and the demo."""
    ran = 0
    while (job := take_job(at=at or clock.now())) is not None:
        run_job(job, at=at or clock.now())
        ran += 1
    return ran


def prune_jobs(*, at: datetime, keep: timedelta = timedelta(days=7)) -> int:
    """Removes jobs done longer ago than `keep`. Dead jobs stay until a person has seen to them."""
    return Job.objects.filter(state=Job.State.DONE, closed_at__lt=at - keep).delete()[0]
