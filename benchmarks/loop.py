"""Kill -9 at every step of the trust loop: does each consequence exist exactly once afterwards?

    python -m benchmarks.loop [--engine sqlite|postgres|both]

The loop of tests/journeys/loop.py runs twice in one database: for one company in peace, for the other one under fire.
There the process of every act dies in its commit before it is acted again, and the worker dies twice in every delivery
to every listener: when the effect is about to be committed, and when it is but the job is not closed. Afterwards both
companies must hold the same facts, money and promises, and every listener must have heard every fact once.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.postgres import running_postgres  # noqa: E402

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DEATHS = 2  # of the worker in each delivery


@dataclass(frozen=True)
class Outcome:
    """What was found after the loop under fire."""

    engine: str
    acts: int
    acts_cut: int
    deliveries: int
    deaths: int
    listeners: int
    heard: int
    to_hear: int
    left: int
    differences: tuple[str, ...]
    seconds: float

    @property
    def once(self) -> bool:
        """Whether every consequence is there exactly once and nothing was left over."""
        every = self.deaths >= DEATHS * self.deliveries > 0 and self.acts_cut > 0
        return every and self.heard == self.to_hear and not self.left and not self.differences

    def __str__(self) -> str:
        return (
            f"{self.engine:10} {self.acts} acts, {self.acts_cut} died in their commit; {self.deliveries} deliveries "
            f"to {self.listeners} listeners, {self.deaths} deaths in them; heard {self.heard} of {self.to_hear}, "
            f"left {self.left}, other than in peace: {', '.join(self.differences) or 'nothing'}; {self.seconds:.0f} s"
        )


def _die_at_next_commit(*, committed: bool) -> None:
    """From here on the process kills itself at its next commit: just before it, or just after."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    truly = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def commit(self: Any) -> None:
        if committed:
            truly(self)
        os.kill(os.getpid(), signal.SIGKILL)

    BaseDatabaseWrapper._commit = commit  # type: ignore[attr-defined]


def _in_a_process(work: Callable[[], Any]) -> bool:
    """Runs it in a process of its own; True when that was killed. Raises when it failed otherwise."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _child, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if status and not killed:
        raise RuntimeError("a process of the loop failed instead of being killed")
    return killed


class Fire:
    """How acts are carried out and deliveries made while processes die."""

    def __init__(self) -> None:
        self.acts_cut = self.deaths = 0

    def carry_out(self, act: Callable[[], Any]) -> None:
        """The act dies in its commit; then somebody does it again."""

        def cut_short() -> None:
            _die_at_next_commit(committed=False)
            act()

        self.acts_cut += _in_a_process(cut_short)
        act()

    def deliver(self, at: datetime) -> None:
        """Workers come and die until nothing is due."""
        from anjia.kernel.models import Job

        while Job.objects.filter(state=Job.State.WAITING, due_at__lte=at).exists():
            self.deaths += _in_a_process(lambda: _work(at))


def _work(at: datetime) -> None:
    """A worker that dies in each job's first two attempts."""
    from anjia.kernel import jobs

    while (job := jobs.take_job(at=at)) is not None:
        if job.attempts <= DEATHS:
            _die_at_next_commit(committed=job.attempts == DEATHS)
        jobs.run_job(job, at=at)


def fight(engine: str, address: str) -> Outcome:
    """Runs in a process of its own: settings are read once."""
    os.environ["ANJIA_DATABASE_URL"] = address
    os.environ.setdefault("ANJIA_DEMO", "1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "anjia.house.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from anjia.company.operations import found_company
    from anjia.kernel import jobs
    from anjia.kernel.actors import SYSTEM
    from anjia.kernel.scope import company_scope
    from tests.journeys import loop as script

    call_command("migrate", verbosity=0)
    began = time.monotonic()
    left: list[dict[str, Any]] = []
    fire = Fire()
    for number, ways in ((1, {}), (2, {"carry_out": fire.carry_out, "deliver": fire.deliver})):
        if ways:
            jobs.LEASE = timedelta(0)  # whoever comes next may take at once what the dead left behind
        slug = f"loop{number}"
        company_id = found_company(name="安和", slug=slug, city="上海", phone="", at=START, by=SYSTEM)
        with company_scope(company_id):
            loop = script.begin(company_id, START, number=number, **ways)
            script.whole(loop)
            left.append(script.what_is_left())
    return _count(engine, loop.acts, fire, company_id, left, time.monotonic() - began)


def _count(engine: str, acts: int, fire: Fire, company_id: int, left: list[dict[str, Any]], seconds: float) -> Outcome:
    from anjia.kernel.events import event_kinds, listeners_of
    from anjia.kernel.models import Fact, Heard, Job
    from anjia.kernel.scope import company_scope

    peace, fought = left
    differences = [
        f"{what} {key}: {fought[what][key]} for {peace[what][key]}"
        for what in peace
        for key in sorted(peace[what].keys() | fought[what].keys())
        if peace[what][key] != fought[what][key]
    ]
    kinds = event_kinds()
    with company_scope(company_id):
        names = Fact.objects.values_list("name", flat=True)
        mine = Job.objects.filter(company_id=company_id)
        return Outcome(
            engine=engine,
            acts=acts,
            acts_cut=fire.acts_cut,
            deliveries=mine.filter(attempts__gt=DEATHS).count(),
            deaths=fire.deaths,
            listeners=Heard.objects.values("listener").distinct().count(),
            heard=Heard.objects.count(),
            to_hear=sum(len(listeners_of(kinds[name])) for name in names),
            left=Job.objects.exclude(state=Job.State.DONE).count(),
            differences=tuple(differences),
            seconds=seconds,
        )


def _apart(engine: str, address: str) -> Outcome:
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(fight, (engine, address))


def run(engine: str) -> Outcome:
    """The loop under fire on one engine, on a database of its own."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            return _apart(engine, f"sqlite:///{folder}/loop.sqlite3")
    with running_postgres() as url:
        return _apart(engine, f"{url}?pool=0")  # a pool must not be shared with forked workers


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    given = parser.parse_args(arguments)
    engines = ["sqlite", "postgres"] if given.engine == "both" else [given.engine]
    failed = False
    for engine in engines:
        outcome = run(engine)
        print(outcome, flush=True)
        failed |= not outcome.once
    return failed


if __name__ == "__main__":
    sys.exit(main())
