"""Eight processes fight for a thousand slots, each of them wanting every one: is any slot given twice?

    python -m benchmarks.contention [--engine sqlite|postgres|both] [--processes 8] [--slots 1000]

First over chairs, a bare guarded table: each transaction locks a chair, takes it for an hour and writes down that
it did. Then over caregivers, by `dispatch.operations.hold_slot`, an eighth of the slots. There must be one winner
for each slot, and everybody else must be refused in an orderly way. The controls show that the harness would
notice: without the guard, looking before writing gives slots away twice; without the profile, SQLite loses
transactions to "database is locked". A winner's commit waits for the disk; times count winners and losers alike.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.grounds import GROUNDS, Ground  # noqa: E402
from tools.postgres import running_postgres  # noqa: E402


@dataclass(frozen=True)
class Fight:
    """What is fought over, and how. A control lacks the guard, or has other options of the connection."""

    engine: str
    processes: int = 8
    slots: int = 1000
    ground: str = "chairs"
    guarded: bool = True
    options: dict[str, Any] = field(default_factory=dict)
    control: str = ""

    @property
    def name(self) -> str:
        return f"{self.engine}, {self.ground}{', control: ' if self.control else ''}{self.control}"


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

    @property
    def orderly(self) -> bool:
        """One winner for each slot, and no error."""
        return self.taken == self.fight.slots and not self.doubles and not self.errors

    def __str__(self) -> str:
        times = f"{self.per_second:6.0f}/s  p50 {self.p50:6.1f}  p99 {self.p99:7.1f}  max {self.longest:6.0f} ms"
        counts = f"taken {self.taken:4}  refused {self.refused:5}  DOUBLE {self.doubles:3}"
        return f"{self.fight.name:46} {times}  {counts}  errors {self.errors or 0}"


Report = tuple[float, list[float], int, Counter[str]]


def fight_out(fight: Fight, address: str) -> Outcome:
    """Makes the tables, lets the processes loose at the same moment, and counts what is in the tables afterwards."""
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(fight.processes)
    with ProcessPoolExecutor(fight.processes, spawn, _set_up, (fight, address, gate)) as pool:
        pool.submit(_prepare).result()
        reports = [pool.submit(_contend, number) for number in range(fight.processes)]
        spent, lengths, refused, errors = _merge(report.result() for report in reports)
        taken, doubles = pool.submit(_count).result()
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


def _merge(reports: Iterable[Report]) -> Report:
    spent, lengths, refused, errors = 0.0, [0.0][:0], 0, Counter[str]()
    for one_spent, one_lengths, one_refused, one_errors in reports:
        spent = max(spent, one_spent)
        lengths += one_lengths
        refused += one_refused
        errors += one_errors
    return spent, sorted(lengths), refused, errors


def _part(lengths: list[float], part: float) -> float:
    return 1000 * lengths[min(len(lengths) - 1, int(part * len(lengths)))]


# What follows runs in the processes that fight.

_fight: Fight
_ground: Ground
_gate: Any


def _set_up(fight: Fight, address: str, gate: Any) -> None:
    global _fight, _ground, _gate
    _fight, _gate = fight, gate
    _ground = GROUNDS[fight.ground](address, fight.options, guarded=fight.guarded)


def _prepare() -> None:
    _ground.prepare()


def _count() -> tuple[int, int]:
    return _ground.count()


def _contend(number: int) -> Report:
    """One process wants every slot, in an order that keeps it near the others."""
    from django.db import DatabaseError

    chance = random.Random(number)
    order = sorted(range(_fight.slots), key=lambda slot: slot + chance.uniform(0, _fight.processes))
    lengths: list[float] = []
    errors: Counter[str] = Counter()
    refused = 0
    _gate.wait()
    began = time.monotonic()
    for slot in order:
        start = time.monotonic()
        try:
            refused += not _ground.take(slot)
        except DatabaseError as fault:
            errors[str(fault).partition("\n")[0][:60]] += 1
        lengths.append(time.monotonic() - start)
    return time.monotonic() - began, lengths, refused, errors


# What follows chooses the fights.


def fights(engine: str, *, processes: int = 8, slots: int = 1000) -> list[Fight]:
    """The fights on one engine, and the controls."""
    chairs = Fight(engine, processes, slots)
    few = replace(chairs, slots=max(1, slots // 4))
    chosen = [
        chairs,
        replace(few, guarded=False, control="no guard, look first"),
        replace(chairs, slots=max(1, slots // 8), ground="diaries"),
    ]
    if engine == "sqlite":
        defaults = {"fair_lock": False, "transaction_mode": "DEFERRED", "timeout": 5}
        chosen += [
            replace(few, options={"fair_lock": False}, control="no fair lock"),
            replace(few, options=defaults, control="Django's defaults"),
        ]
    return chosen


@contextmanager
def fresh_database(engine: str) -> Iterator[str]:
    """The address of an empty database whose commits reach the disk."""
    if engine == "postgres":
        with running_postgres() as address:
            yield address
    else:
        with tempfile.TemporaryDirectory(prefix="anjia-contention-") as folder:
            yield f"sqlite:///{folder}/fight.sqlite3"


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each fight. 1 when a fight under guard was not orderly, or a control without one was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--slots", type=int, default=1000)
    given = parser.parse_args(arguments)
    failed = False
    for engine in ["sqlite", "postgres"] if given.engine == "both" else [given.engine]:
        for fight in fights(engine, processes=given.processes, slots=given.slots):
            with fresh_database(engine) as address:
                outcome = fight_out(fight, address)
            print(outcome, flush=True)
            failed |= not outcome.orderly if not fight.control else outcome.orderly and not fight.guarded
    return int(failed)


__all__ = ["Fight", "Outcome", "fight_out", "fights", "fresh_database", "main"]

if __name__ == "__main__":
    sys.exit(main())
