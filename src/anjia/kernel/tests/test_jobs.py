from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from anjia.kernel import events, jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import LoopTooDeep, NoCompany
from anjia.kernel.events import Event, listen
from anjia.kernel.ledger import Transfer, balance_of, post
from anjia.kernel.models import Fact, Heard, Job
from anjia.kernel.operations import announce, retry_job
from anjia.kernel.queries import dead_jobs, story_of
from anjia.kernel.scope import company_scope


@dataclass(frozen=True, kw_only=True)
class DoorOpened(Event):
    door_id: int
    opened_at: datetime
    by_whom: tuple[str, ...] = ()


heard: list[Event] = []


def note(event: DoorOpened, *, at: datetime) -> None:
    heard.append(event)
    post(key=f"door:{event.door_id}", at=at, memo="", transfers=[Transfer("a", "b", 5)])


def stumble(event: DoorOpened, *, at: datetime) -> None:
    post(key=f"door:{event.door_id}", at=at, memo="", transfers=[Transfer("a", "b", 5)])
    raise ValueError("the hinge is broken")


def echo(event: DoorOpened, *, at: datetime) -> None:
    announce(event, at=at, by=SYSTEM)


@pytest.fixture(autouse=True)
def _only_our_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_listeners", {})
    heard.clear()


def opened(at: datetime) -> DoorOpened:
    return DoorOpened(door_id=7, opened_at=at, by_whom=("wind",))


def test_a_fact_reaches_its_listener_with_its_own_values(scope: int, at: datetime) -> None:
    listen(DoorOpened, note)
    announce(opened(at), at=at, by=SYSTEM)
    assert jobs.run_due_jobs(at=at) == 1
    assert heard == [opened(at)]
    assert [fact.event for fact in story_of("door:7")] == [opened(at)]


def test_a_job_run_again_after_a_crash_has_no_second_effect(scope: int, at: datetime) -> None:
    listen(DoorOpened, note)
    announce(opened(at), at=at, by=SYSTEM)
    job = jobs.take_job(at=at)
    assert job is not None
    jobs.import_string(job.task).call(**job.arguments["kwargs"])  # the worker dies before it closes the job
    assert jobs.take_job(at=at) is None
    assert jobs.run_due_jobs(at=at + jobs.LEASE) == 1
    assert len(heard) == 1
    assert balance_of("a") == 5
    assert Heard.objects.count() == 1


def test_a_worker_that_was_overtaken_cannot_close_the_job(scope: int, at: datetime) -> None:
    listen(DoorOpened, note)
    announce(opened(at), at=at, by=SYSTEM)
    slow = jobs.take_job(at=at)
    quick = jobs.take_job(at=at + jobs.LEASE)
    assert slow is not None and quick is not None
    jobs.run_job(slow, at=at)
    assert Job.objects.get().state == Job.State.WAITING
    jobs.run_job(quick, at=at)
    assert Job.objects.get().state == Job.State.DONE
    assert len(heard) == 1


def test_a_failing_listener_is_tried_again_then_waits_for_a_person(scope: int, at: datetime) -> None:
    listen(DoorOpened, stumble)
    announce(opened(at), at=at, by=SYSTEM)
    for _attempt in range(jobs.MOST_ATTEMPTS):
        assert jobs.run_due_jobs(at=at) == 1
        at += jobs.LONGEST_PAUSE
    assert balance_of("a") == 0
    dead = dead_jobs()
    assert [job.fault for job in dead] == ["ValueError: the hinge is broken"]
    retry_job(job_id=dead[0].id, at=at)
    assert dead_jobs() == []
    assert jobs.run_due_jobs(at=at) == 1


def test_pauses_between_tries_grow(scope: int, at: datetime) -> None:
    listen(DoorOpened, stumble)
    announce(opened(at), at=at, by=SYSTEM)
    pauses = []
    for _attempt in range(4):
        jobs.run_due_jobs(at=at)
        due = Job.objects.get().due_at
        pauses.append(due - at)
        at = due
    assert pauses == [jobs.FIRST_PAUSE * n for n in (1, 2, 4, 8)]


def test_facts_that_cause_themselves_end_with_an_error(scope: int, at: datetime) -> None:
    listen(DoorOpened, echo)
    announce(opened(at), at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at)
    chain = list(Fact.objects.filter(name=DoorOpened.name).order_by("id").values_list("id", "caused_by_id"))
    assert len(chain) == 17
    assert [cause for _id, cause in chain[1:]] == [fact_id for fact_id, _cause in chain[:-1]]
    assert LoopTooDeep.__name__ in Job.objects.get(state=Job.State.WAITING).fault


def test_a_query_without_a_company_raises(db: None) -> None:
    with pytest.raises(NoCompany):
        list(Fact.objects.all())
    with pytest.raises(NoCompany):
        Fact.objects.count()
    with pytest.raises(NoCompany):
        Fact.objects.update(name="x")


def test_a_company_sees_its_own_facts_only(scope: int, stranger_id: int, at: datetime) -> None:
    announce(opened(at), at=at, by=SYSTEM)
    early = Fact.objects.filter(name=DoorOpened.name)
    assert early.count() == 1
    with company_scope(stranger_id):
        assert early.all().count() == 0
        assert story_of("door:7") == []


def test_done_jobs_are_pruned_after_a_week(scope: int, at: datetime) -> None:
    listen(DoorOpened, note)
    announce(opened(at), at=at, by=SYSTEM)
    jobs.run_due_jobs(at=at)
    assert jobs.prune_jobs(at=at + timedelta(days=6)) == 0
    assert jobs.prune_jobs(at=at + timedelta(days=8)) == 1
