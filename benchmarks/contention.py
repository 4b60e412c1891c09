"""Eight processes fight for a thousand slots, each of them wanting every one: is any slot given twice?

    python -m benchmarks.contention [--engine sqlite|postgres|both] [--processes 8] [--slots 1000]

Each transaction locks a chair, takes it for an hour and writes down that it did; that is one commit to the disk.
The guard must leave one winner for each slot and refuse all others by name. Two controls show that the harness
would notice: without the guard, looking before writing gives slots away twice; without the profile, SQLite loses
transactions to "database is locked". Latencies count winners and losers alike.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.postgres import running_postgres  # noqa: E402

CHAIRS = 50
HOUR = 60
TRIES = 3  # a deadlock is a reason to try again, from the top


@dataclass(frozen=True)
class Fight:
    """What is fought over, and how. `guarded=False` and `profile=False` are the controls."""

    name: str
    address: str
    processes: int = 8
    slots: int = 1000
    guarded: bool = True
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of it; times in milliseconds."""

    fight: Fight
    transactions: int
    per_second: float
    p50: float
    p99: float
    longest: float
    taken: int
    refused: int
    doubles: int
    errors: dict[str, int]

    def __str__(self) -> str:
        times = f"{self.per_second:6.0f}/s  p50 {self.p50:6.1f}  p99 {self.p99:7.1f}  max {self.longest:7.0f} ms"
        counts = f"taken {self.taken:4}  refused {self.refused:5}  DOUBLE {self.doubles:3}"
        return f"{self.fight.name:34} {times}  {counts}  errors {self.errors or 0}"


def fight_out(fight: Fight) -> Outcome:
    """Makes the tables, lets the processes loose at the same moment, and counts what is in the tables afterwards."""
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(fight.processes)
    with ProcessPoolExecutor(fight.processes, spawn, _set_up, (fight, gate)) as pool:
        pool.submit(_prepare).result()
        began = time.monotonic()
        reports = [pool.submit(_contend, number) for number in range(fight.processes)]
        merged = _merge(report.result() for report in reports)
        taken, doubles = pool.submit(_count).result()
    spent, lengths, refused, errors = merged
    lengths.sort()
    assert time.monotonic() - began >= spent
    return Outcome(
        fight,
        transactions=len(lengths),
        per_second=len(lengths) / spent,
        p50=_part(lengths, 0.50),
        p99=_part(lengths, 0.99),
        longest=_part(lengths, 1.0),
        taken=taken,
        refused=refused,
        doubles=doubles,
        errors=dict(errors),
    )


Report = tuple[float, list[float], int, Counter[str]]


def _merge(reports: Iterable[Report]) -> Report:
    spent, lengths, refused, errors = 0.0, [0.0][:0], 0, Counter[str]()
    for one_spent, one_lengths, one_refused, one_errors in reports:
        spent = max(spent, one_spent)
        lengths += one_lengths
        refused += one_refused
        errors += one_errors
    return spent, lengths, refused, errors


def _part(lengths: list[float], part: float) -> float:
    return 1000 * lengths[min(len(lengths) - 1, int(part * len(lengths)))]


# What follows runs in the processes that fight.

_fight: Fight
_gate: Any


def _set_up(fight: Fight, gate: Any) -> None:
    global _fight, _gate
    _fight, _gate = fight, gate
    import django
    from django.conf import settings

    from anjia.kernel.profiles import database_from

    entry = database_from(fight.address)
    entry["OPTIONS"] = {**entry["OPTIONS"], **fight.options}
    settings.configure(
        INSTALLED_APPS=["tests.guarded"],
        DATABASES={"default": entry},
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def _prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.guarded.models import Chair, Taking

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    guard = Taking._meta.constraints[0]
    with connection.schema_editor() as editor:
        if not _fight.guarded:
            Taking._meta.constraints = []
            editor.remove_constraint(Taking, guard)
    Chair.objects.bulk_create(Chair(pk=number + 1, name=str(number)) for number in range(CHAIRS))


def _contend(number: int) -> Report:
    """One process wants every slot, in an order that keeps it near the others."""
    chance = random.Random(number)
    order = sorted(range(_fight.slots), key=lambda slot: slot + chance.uniform(0, _fight.processes))
    take = _take_guarded if _fight.guarded else _take_after_looking
    lengths: list[float] = []
    errors: Counter[str] = Counter()
    refused = 0
    _gate.wait()
    began = time.monotonic()
    for slot in order:
        start = time.monotonic()
        refused += not _persist(take, slot, errors)
        lengths.append(time.monotonic() - start)
    return time.monotonic() - began, lengths, refused - sum(errors.values()), errors


def _persist(take: Callable[[int], bool], slot: int, errors: Counter[str]) -> bool:
    from django.db import DatabaseError

    for attempt in range(TRIES):
        try:
            return take(slot)
        except DatabaseError as fault:
            deadlock = getattr(fault.__cause__, "sqlstate", "") in ("40P01", "40001")
            if not deadlock or attempt == TRIES - 1:
                errors[str(fault).partition("\n")[0][:60]] += 1
                return False
    return False


def _take_guarded(slot: int) -> bool:
    """As an operation does it: lock the owner, write, let the database judge."""
    from django.db import IntegrityError, transaction

    from anjia.kernel.constraints import violated
    from tests.guarded.models import Chair

    try:
        with transaction.atomic():
            Chair.objects.select_for_update(no_key=True).get(pk=_chair_of(slot))
            _write(slot)
    except IntegrityError as fault:
        if violated(fault) != "taking_one_at_a_time":
            raise
        return False
    return True


def _take_after_looking(slot: int) -> bool:
    """The control: free when looked at, so take it."""
    from django.db import transaction

    from tests.guarded.models import Taking

    starts = _start_of(slot)
    there = Taking.objects.filter(chair=_chair_of(slot), busy_from__lt=starts + HOUR, busy_until__gt=starts)
    if there.exists():
        return False
    with transaction.atomic():
        _write(slot)
    return True


def _write(slot: int) -> None:
    from tests.guarded.models import Note, Taking

    starts = _start_of(slot)
    Taking.objects.create(chair_id=_chair_of(slot), busy_from=starts, busy_until=starts + HOUR)
    Note.objects.create(text=f"slot {slot} taken")


def _chair_of(slot: int) -> int:
    return slot % CHAIRS + 1


def _start_of(slot: int) -> int:
    return slot // CHAIRS * HOUR


def _count() -> tuple[int, int]:
    from django.db import connection

    from tests.guarded.models import Note, Taking

    pairs = """SELECT count(*) FROM guarded_taking a JOIN guarded_taking b ON a.chair_id = b.chair_id AND a.id < b.id
        AND a.busy_from < b.busy_until AND b.busy_from < a.busy_until"""
    with connection.cursor() as cursor:
        cursor.execute(pairs)
        doubles: int = cursor.fetchone()[0]
    taken = Taking.objects.count()
    assert taken == Note.objects.count(), "a taking without its note"
    return taken, doubles


def fights(engine: str, address: str, *, processes: int, slots: int) -> list[Fight]:
    """The fight on one engine and its controls."""
    few = max(1, slots // 4)
    chosen = [
        Fight(f"{engine}", address, processes, slots),
        Fight(f"{engine}, control: no guard, look first", address, processes, few, guarded=False),
    ]
    if engine == "sqlite":
        plain = {"fair_lock": False, "transaction_mode": "DEFERRED", "timeout": 5}
        chosen += [
            Fight("sqlite, control: no fair lock", address, processes, few, options={"fair_lock": False}),
            Fight("sqlite, control: Django's defaults", address, processes, few, options=plain),
        ]
    return chosen


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each fight. 1 when the guarded ones gave a slot twice, or failed in any other way."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--slots", type=int, default=1000)
    given = parser.parse_args(arguments)
    engines = ["sqlite", "postgres"] if given.engine == "both" else [given.engine]
    good = True
    for engine in engines:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="anjia-contention-"))
            server = stack.enter_context(running_postgres()) if engine == "postgres" else ""
            for place, fight in enumerate(fights(engine, "", processes=given.processes, slots=given.slots)):
                address = server or f"sqlite:///{folder}/{place}.sqlite3"
                outcome = fight_out(Fight(**{**vars(fight), "address": address}))
                print(outcome, flush=True)
                if "control" not in fight.name:
                    good &= outcome.taken == fight.slots and not outcome.doubles and not outcome.errors
    return 0 if good else 1


__all__ = ["Fight", "Outcome", "fight_out", "fights", "main"]

if __name__ == "__main__":
    sys.exit(main())
