"""A million open promises: what does a sweep cost that finds a hundred due, or a day's worth after downtime?

    python -m benchmarks.sweep [--engine sqlite|postgres|both] [--promises 1000000] [--kills 40] [--no-control]

Then a sweep of overdue promises is killed with SIGKILL again and again: every promise must be broken once, told once
and its ladder told once. The control sweeps without its transaction and shows that the count would notice.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.postgres import running_postgres  # noqa: E402

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
DUE = 100
ROUNDS = 15
JUDGED = 100_000  # with fewer promises it is tried out, not measured
TARGETS = {"postgres": 100.0, "sqlite": 200.0}  # milliseconds

_FILL = """
INSERT INTO promises_promise (company_id, kind, subject, clause_id, made_at, due_at, minutes, told_percent, next_at,
                              state, evidence)
SELECT {company}, 'visit_follow_up', 'visit:' || n, {clause}, {made}, {due}, 2880, 0, {due}, 'open', ''
FROM {numbers}
"""
_MADE = "'2026-11-02 01:00:00'"
_DUE = {  # spread over thirty days, none of them due yet
    "sqlite": "datetime('2026-11-12 00:00:00', '+' || (n * 7919 % 2592000) || ' seconds')",
    "postgresql": "timestamptz '2026-11-12 00:00:00+00' + (n::bigint * 7919 % 2592000) * interval '1 second'",
}
_NUMBERS = {
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) SELECT n FROM c)",
    "postgresql": "generate_series(1, {count}) AS c(n)",
}


@dataclass(frozen=True)
class Outcome:
    """What was found: one line of the table."""

    engine: str
    name: str
    found: str
    target: str = ""
    ratio: str = ""
    kept: bool = True

    def __str__(self) -> str:
        verdict = "" if not self.target else "kept" if self.kept else "MISSED"
        return f"{self.engine:9} {self.name:52} {self.found:44} {self.target:16} {self.ratio:14} {verdict}"


def _fill(count: int) -> int:
    """A company with that many open promises, in one statement; returns its id."""
    from django.db import connection

    from anjia.company.operations import found_company
    from anjia.kernel.actors import SYSTEM
    from anjia.kernel.scope import company_scope
    from anjia.promises.operations import publish_standard_clauses
    from anjia.promises.queries import clause_in_force

    company_id = found_company(name="安和", slug="sweep", city="上海", phone="", at=START, by=SYSTEM)
    with company_scope(company_id):
        publish_standard_clauses(at=START, by=SYSTEM)
        clause_id = clause_in_force("visit_follow_up", at=START).id
    due, numbers = _DUE[connection.vendor], _NUMBERS[connection.vendor].format(count=count)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
        cursor.execute(_FILL.format(company=company_id, clause=clause_id, made=_MADE, due=due, numbers=numbers))
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE promises_promise")
    connection.close()  # the next one has the timeouts of every day
    return company_id


def _make_due(count: int, at: datetime, *, told_percent: int = 80) -> None:
    """Lets that many open promises fall due a moment before `at`; the rungs up to `told_percent` have been told."""
    from anjia.promises.models import Promise

    ids = Promise.everywhere.filter(state="open", next_at__gt=at).order_by("id").values_list("id", flat=True)[:count]
    due = at - timedelta(seconds=1)
    Promise.everywhere.filter(id__in=list(ids)).update(due_at=due, next_at=due, told_percent=told_percent)


def _swept(at: datetime) -> tuple[int, float]:
    from anjia.promises.operations import sweep_promises

    began = time.perf_counter()
    return sweep_promises(at=at), 1000 * (time.perf_counter() - began)


def _milliseconds(count: int, at: datetime) -> float:
    _make_due(count, at)
    broken, spent = _swept(at)
    assert broken == count, f"{broken} of {count} were broken"
    return spent


def measure(engine: str, address: str, promises: int) -> list[Outcome]:
    """What sweeps cost beside that many open promises. Runs in a process of its own: settings are read once."""
    _set_up(address)
    _fill(promises)
    idle = sorted(_swept(START)[1] for _round in range(ROUNDS))[ROUNDS // 2]
    lengths = sorted(_milliseconds(DUE, START + timedelta(hours=number)) for number in range(1, ROUNDS + 1))
    p50, worst, target = lengths[ROUNDS // 2], lengths[-1], TARGETS[engine]
    judged = promises >= JUDGED
    beside = f"{promises:,} open promises"
    return [
        Outcome(engine, f"sweep with nothing due beside {beside}", f"{idle:.1f} ms"),
        Outcome(
            engine,
            f"sweep that breaks {DUE} beside {beside}",
            f"p50 {p50:.1f} ms, longest {worst:.1f} ms",
            f"<= {target:.0f} ms" if judged else "",
            f"{p50 / target:.2f} of it",
            p50 <= target or not judged,
        ),
        _day_of_downtime(engine, max(DUE, promises // 50)),
    ]


def _day_of_downtime(engine: str, missed: int) -> Outcome:
    """Nobody swept for a day: all rungs and the breach of everything missed, then nothing more."""
    from anjia.kernel.models import Fact

    at, before = START + timedelta(days=3), Fact.everywhere.count()
    _make_due(missed, at - timedelta(days=1), told_percent=0)
    broken, spent = _swept(at)
    told = Fact.everywhere.count() - before
    again = _swept(at)[0] + Fact.everywhere.count() - before - told
    found = f"{broken:,} broken, {told:,} told in {spent / 1000:.1f} s, then {again}"
    kept = broken == missed and told == 2 * missed and not again
    return Outcome(engine, "catching up after a day", found, f"{missed:,} once", f"{broken / spent * 1000:.0f}/s", kept)


def kill(engine: str, address: str, missed: int, kills: int, *, whole: bool) -> Outcome:
    """Sweeps in a child that is killed after a moment, again and again, and then in peace."""
    _set_up(address)
    from django.db import connection, connections

    from anjia.promises.operations import sweep

    _fill(missed)
    at = START + timedelta(days=3)
    _make_due(missed, at, told_percent=0)
    sweep.SWEEP_PAGE = 50
    if not whole:
        sweep.transaction = _Loose  # type: ignore[assignment]
        connection.features.has_select_for_update = False  # which asks for a transaction
    connections.close_all()
    dice, cut = random.Random(7), 0
    for _kill in range(kills):
        cut += _kill_a_sweep(at, dice.uniform(0.01, 0.05))
    _swept(at)
    return _count(engine, missed, cut, whole=whole)


class _Loose:
    """Stands where the sweep's transactions come from, and gives none."""

    @staticmethod
    def atomic() -> Any:
        return nullcontext()


def _kill_a_sweep(at: datetime, seconds: float) -> int:
    """1 if the child was still at it."""
    awake, calls = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _swept(START)  # nothing is due then: it opens the database
            os.write(calls, b"!")
            _swept(at)
        finally:
            os._exit(0)
    os.read(awake, 1)
    os.close(awake)
    os.close(calls)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return int(os.waitpid(child, 0)[1] == signal.SIGKILL)


def _count(engine: str, missed: int, cut: int, *, whole: bool) -> Outcome:
    from anjia.kernel.events import listeners_of
    from anjia.kernel.models import Fact, Job
    from anjia.promises.events import PromiseBroken
    from anjia.promises.models import Notice, Promise

    broken = Promise.everywhere.filter(state="broken").count()
    told = Fact.everywhere.filter(name="promises.PromiseBroken").count()
    jobs = Job.objects.count() // len(listeners_of(PromiseBroken))
    rungs = Notice.everywhere.count() // 2  # at 80 and at 100 percent
    found = f"{broken} broken, {told} told, {jobs} heard, {rungs} noticed"
    once = {told, jobs, rungs} == {missed}
    name = f"sweep of {missed} killed{'' if whole else ', control: no transaction'}"
    target = f"{missed} each" if whole else "some lost"
    return Outcome(engine, name, found, target, f"{cut} cut off", broken == missed and once == whole)


def _set_up(address: str) -> None:
    os.environ |= {"ANJIA_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "anjia.house.settings"}
    os.environ.setdefault("ANJIA_DEMO", "1")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def _database(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/sweep.sqlite3"
    else:
        with running_postgres() as url:
            yield f"{url}?pool=0"  # a pool must not be shared with forked workers


def _apart(work: Any, *given: Any, **named: Any) -> Any:
    """In a fresh process, so that each engine has its own settings."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given, named)


def run(engine: str, *, promises: int, kills: int, control: bool = True) -> Iterator[Outcome]:
    """All figures of one engine, each part on a database of its own."""
    with _database(engine) as address:
        yield from _apart(measure, engine, address, promises)
    for whole in [True, False] if control else [True]:
        with _database(engine) as address:
            yield _apart(kill, engine, address, 40 * kills, kills, whole=whole)


def main(arguments: list[str] | None = None) -> int:
    """Runs what is asked for. 1 when something is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--promises", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--no-control", action="store_true", help="leave out the run without transactions")
    given = parser.parse_args(arguments)
    failed = False
    for engine in ["sqlite", "postgres"] if given.engine == "both" else [given.engine]:
        for outcome in run(engine, promises=given.promises, kills=given.kills, control=not given.no_control):
            print(outcome, flush=True)
            failed |= not outcome.kept
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
