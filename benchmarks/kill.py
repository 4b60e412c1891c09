"""A worker is killed with SIGKILL a hundred times in the middle of its deliveries: is every effect had once?

    python -m benchmarks.kill [--engine sqlite|postgres|both] [--kills 100] [--visits 700]

Completed visits are announced; each must be charged, earned and asked about once, and ring a bell, an effect that
nothing but the inbox keeps from happening twice. The control runs without the inbox row and shows doubles.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.postgres import running_postgres  # noqa: E402

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What was found after the killing."""

    engine: str
    inbox: bool
    visits: int
    kills: int
    hit: int
    charged: int
    earned: int
    asked: int
    bells: int
    left: int
    dead: int
    seconds: float

    @property
    def once(self) -> bool:
        """Whether every effect was had exactly once and nothing was left over."""
        effects = (self.charged, self.earned, self.asked, self.bells)
        return set(effects) == {self.visits} and not self.left and not self.dead

    def __str__(self) -> str:
        name = f"{self.engine}{'' if self.inbox else ', no inbox (control)'}"
        return (
            f"{name:32} {self.kills} kills, {self.hit} deliveries cut off; of {self.visits} visits "
            f"charged {self.charged}, earned {self.earned}, asked {self.asked}, bells {self.bells}; "
            f"left {self.left}, dead {self.dead}; {self.seconds:.0f} s"
        )


def ring_the_bell(event: Any, *, at: datetime) -> None:
    """An effect that is not idempotent in itself: only the inbox makes it once."""
    from anjia.kernel.ledger import Transfer, post

    post(key=f"bell:{uuid4()}", at=at, memo="", transfers=[Transfer("bell:rung", "bell:air", 1)])


def _announce_visits(number: int) -> int:
    """A company with that many visits, each announced as completed; returns the company's id."""
    from django.db import transaction

    from anjia.booking.queries import visit
    from anjia.booking.testing import plan_visit
    from anjia.company.operations import found_company
    from anjia.fieldwork.events import VisitCompleted
    from anjia.kernel.actors import SYSTEM
    from anjia.kernel.operations import announce
    from anjia.kernel.scope import company_scope
    from anjia.workforce.testing import a_caregiver

    company_id = found_company(name="安和", slug="kill", city="上海", phone="", at=START, by=SYSTEM)
    with company_scope(company_id), transaction.atomic():
        caregiver_id = a_caregiver(START)
        for count in range(number):
            planned = visit(plan_visit(at=START, starts_at=START + timedelta(hours=4 + count)))
            fact = VisitCompleted(
                visit_id=planned.id,
                household_id=planned.household_id,
                caregiver_id=caregiver_id,
                order_id=planned.order_id,
                offering_id=planned.offering_id,
                starts_at=planned.starts_at,
                minutes=planned.minutes,
                price_fen=planned.price_fen,
            )
            announce(fact, at=START, by=SYSTEM)
    return company_id


def _work_until_killed() -> None:
    """A worker's loop in a process of its own."""
    from django.db import connections

    from anjia.kernel import clock, jobs

    connections.close_all()
    while True:
        job = jobs.take_job(at=clock.now())
        if job is None:
            time.sleep(0.01)
        else:
            jobs.run_job(job, at=clock.now())


def _kill_workers(kills: int) -> None:
    dice = random.Random(7)
    for _kill in range(kills):
        child = os.fork()
        if child == 0:
            try:
                _work_until_killed()
            finally:
                os._exit(1)
        time.sleep(dice.uniform(0.03, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _hear_plainly(*, company_id: int, fact_id: int, listener: str) -> None:
    """Hearing as most queues do it: no inbox row beside the effect."""
    from anjia.kernel.events import listener_at, revive
    from anjia.kernel.models import Fact
    from anjia.kernel.scope import company_scope

    with company_scope(company_id):
        fact = Fact.objects.get(pk=fact_id)
        listener_at(listener)(revive(fact.name, fact.body), at=fact.at)
        time.sleep(0.002)


def _finish() -> None:
    """What the last worker does in peace."""
    from anjia.kernel import jobs
    from anjia.kernel.models import Job

    end = time.monotonic() + 120
    while Job.objects.filter(state=Job.State.WAITING).exists() and time.monotonic() < end:
        if not jobs.run_due_jobs():
            time.sleep(0.1)


def fight(engine: str, address: str, *, kills: int, visits: int, inbox: bool = True) -> Outcome:
    """Runs in a process of its own: settings are read once."""
    os.environ["ANJIA_DATABASE_URL"] = address
    os.environ.setdefault("ANJIA_DEMO", "1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "anjia.house.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from anjia.fieldwork.events import VisitCompleted
    from anjia.kernel import jobs
    from anjia.kernel.events import listen

    call_command("migrate", verbosity=0)
    began = time.monotonic()
    listen(VisitCompleted, ring_the_bell)
    company_id = _announce_visits(visits)
    jobs.LEASE = timedelta(seconds=0.5)
    if not inbox:
        object.__setattr__(jobs.hear, "func", _hear_plainly)
    connections.close_all()
    _kill_workers(kills)
    _finish()
    return _count(engine, inbox, company_id, visits, kills, time.monotonic() - began)


def _count(engine: str, inbox: bool, company_id: int, visits: int, kills: int, seconds: float) -> Outcome:
    from anjia.kernel.models import Job, Journal
    from anjia.kernel.scope import company_scope
    from anjia.payroll.models import Earning
    from anjia.quality.models import PlannedSurvey

    with company_scope(company_id):
        return Outcome(
            engine=engine,
            inbox=inbox,
            visits=visits,
            kills=kills,
            hit=Job.objects.filter(attempts__gt=1).count(),
            charged=Journal.objects.filter(key__startswith="charge:").count(),
            earned=Earning.objects.count(),
            asked=PlannedSurvey.objects.filter(closed_at__isnull=False).count(),
            bells=Journal.objects.filter(key__startswith="bell:").count(),
            left=Job.objects.filter(state=Job.State.WAITING).count(),
            dead=Job.objects.filter(state=Job.State.DEAD).count(),
            seconds=seconds,
        )


def _apart(engine: str, address: str, **values: Any) -> Outcome:
    """One fight in a fresh process, so that each engine has its own settings."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(fight, (engine, address), values)


def run(engine: str, *, kills: int, visits: int, control: bool = True) -> list[Outcome]:
    """The fight and its control on one engine, each on a database of its own."""
    variants = [True, False] if control else [True]
    outcomes = []
    for inbox in variants:
        if engine == "sqlite":
            with tempfile.TemporaryDirectory() as folder:
                address = f"sqlite:///{folder}/kill.sqlite3"
                outcomes.append(_apart(engine, address, kills=kills, visits=visits, inbox=inbox))
        else:
            with running_postgres() as url:
                address = f"{url}?pool=0"  # a pool must not be shared with forked workers
                outcomes.append(_apart(engine, address, kills=kills, visits=visits, inbox=inbox))
    return outcomes


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--visits", type=int, default=700)
    parser.add_argument("--no-control", action="store_true", help="leave out the run without the inbox row")
    given = parser.parse_args(arguments)
    engines = ["sqlite", "postgres"] if given.engine == "both" else [given.engine]
    failed = False
    for engine in engines:
        for outcome in run(engine, kills=given.kills, visits=given.visits, control=not given.no_control):
            print(outcome, flush=True)
            failed |= outcome.once != outcome.inbox
    return failed


if __name__ == "__main__":
    sys.exit(main())
