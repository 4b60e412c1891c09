"""What makes SQLite fit for a company's live data. Each test has a file of its own, whatever the suite's engine."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError, connections
from django.db.transaction import atomic
from django.db.utils import ConnectionHandler

from anjia.kernel.profiles import database_from
from anjia.kernel.sqlite.fair_lock import FairLock, WaitedTooLong
from anjia.kernel.sqlite.library import has_reset_fault

pytestmark = pytest.mark.once
FAULTY = [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)]
SOUND = [(3, 6, 23), (3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)]


class File:
    """A database file and connections to it by alias; a thread that uses an alias gets one of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = path.with_name(path.name + ".lock")

    def open(self, alias: str = "one", **options: Any) -> Any:
        entry = database_from(f"sqlite:///{self.path}")
        entry["OPTIONS"] |= options
        connections.settings[alias] = ConnectionHandler({"default": entry}).settings["default"]
        return connections[alias]

    def locked(self) -> bool:
        """Whether somebody is taking a turn right now."""
        with self.lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: Any) -> Iterator[File]:
    with django_db_blocker.unblock():
        yield File(tmp_path / "deep" / "anjia.sqlite3")
        for alias in set(connections.settings) & {"one", "two"}:
            connections[alias].close()
            del connections[alias]
            del connections.settings[alias]


def ask(connection: Any, sql: str) -> Any:
    with connection.cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


def do(connection: Any, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("version", FAULTY, ids=str)
def test_a_library_with_the_reset_fault_is_known(version: tuple[int, int, int]) -> None:
    assert has_reset_fault(version)


@pytest.mark.parametrize("version", SOUND, ids=str)
def test_a_mended_library_is_known(version: tuple[int, int, int]) -> None:
    assert not has_reset_fault(version)


def test_a_faulty_library_is_not_connected_to(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = file.open()
    monkeypatch.setattr(connection.Database, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(ImproperlyConfigured, match=r"SQLite 3\.40\.1 can corrupt the database.*pip install"):
        connection.ensure_connection()


def test_the_bundled_library_runs_and_not_the_machines(file: File) -> None:
    connection = file.open()
    assert connection.Database.__name__ == "pysqlite3.dbapi2"
    assert not has_reset_fault(tuple(map(int, ask(connection, "SELECT sqlite_version()").split("."))))


def test_a_connection_has_the_profile(file: File) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
        "recursive_triggers": 1,
    }
    connection = file.open()
    assert {pragma: ask(connection, f"PRAGMA {pragma}") for pragma in wanted} == wanted
    assert connection.transaction_mode == "IMMEDIATE"


def test_tests_may_do_without_waiting_for_the_disk(tmp_path: Path) -> None:
    assert database_from(f"sqlite:///{tmp_path}/x", durable=False)["OPTIONS"]["synchronous"] == "OFF"
    assert database_from(f"sqlite:///{tmp_path}/x")["OPTIONS"]["synchronous"] == "FULL"


def test_a_statement_asked_again_finds_its_values_and_its_percent_sign(file: File) -> None:
    connection = file.open()
    for value in ("a", "b"):
        with connection.cursor() as cursor:
            assert cursor.execute("SELECT %s || '%%s'", [value]).fetchone() == (f"{value}%s",)
            assert cursor.execute("SELECT %(x)s", {"x": value}).fetchone() == (value,)


def test_a_database_that_cannot_be_wal_is_refused(file: File) -> None:
    file.path.parent.mkdir()
    connection = file.open()
    connection.settings_dict["NAME"] = ""
    with pytest.raises(ImproperlyConfigured):
        connection.ensure_connection()


def test_the_turn_lasts_as_long_as_the_transaction(file: File) -> None:
    connection = file.open()
    do(connection, "CREATE TABLE t (x)")
    assert not file.locked()
    with atomic(using="one"):
        assert file.locked()
        with atomic(using="one"):
            do(connection, "INSERT INTO t VALUES (1)")
        assert file.locked()
    assert not file.locked()


def test_reading_outside_a_transaction_waits_for_nobody(file: File) -> None:
    file.open("one")
    reader = file.open("two")
    do(reader, "CREATE TABLE t (x)")
    with atomic(using="one"):
        assert ask(reader, "SELECT count(*) FROM t") == 0


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_the_turn_ends_with_an_error_in_the_transaction(file: File, fault: type[BaseException]) -> None:
    file.open()
    with pytest.raises(fault), atomic(using="one"):
        raise fault
    assert not file.locked()


def test_the_turn_ends_when_the_commit_fails(file: File) -> None:
    connection = file.open()
    do(connection, "CREATE TABLE a (id INTEGER PRIMARY KEY)")
    do(connection, "CREATE TABLE b (a INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(IntegrityError), atomic(using="one"):
        do(connection, "INSERT INTO b VALUES (7)")
    assert not file.locked()
    assert ask(connection, "SELECT count(*) FROM b") == 0


def test_the_turn_ends_when_the_transaction_cannot_begin(file: File) -> None:
    waiting = file.open("one", timeout=0.1)
    do(waiting, "CREATE TABLE t (x)")
    writer = file.open("two", fair_lock=False)
    with atomic(using="two"):
        do(writer, "INSERT INTO t VALUES (1)")
        with pytest.raises(OperationalError, match="database is locked"), atomic(using="one"):
            pass
        assert not file.locked()


def test_the_turn_ends_when_the_connection_is_closed_within(file: File) -> None:
    connection = file.open()
    with atomic(using="one"):
        connection.close()
        assert not file.locked()
    do(connection, "CREATE TABLE t (x)")


def test_waiting_has_an_end(file: File) -> None:
    file.open("one")
    file.open("two", timeout=0.2)
    with atomic(using="one"):
        began = time.monotonic()
        with (
            pytest.raises(OperationalError, match=r"database is locked: another writer held .* 0\.2 s"),
            atomic(using="two"),
        ):
            pass
        assert 0.15 < time.monotonic() - began < 5
    with atomic(using="two"):
        assert file.locked()
    assert not file.locked()


def test_a_turn_given_up_is_given_back(tmp_path: Path) -> None:
    first, late, next_one = (FairLock(tmp_path / "lock", wait_seconds=wait) for wait in (1, 0.05, 5))
    first.acquire()
    with pytest.raises(WaitedTooLong):
        late.acquire()
    first.release()
    next_one.acquire()
    next_one.close()
    late.acquire()
    late.close()
    first.close()


def test_who_is_done_goes_to_the_end_of_the_queue(tmp_path: Path) -> None:
    """Without the second file the thread that has just released takes the lock again at once."""
    order: list[str] = []

    def work(name: str) -> None:
        lock = FairLock(tmp_path / "lock", wait_seconds=20)
        for _round in range(10):
            lock.acquire()
            order.append(name)
            time.sleep(0.02)
            lock.release()
        lock.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changes = sum(before != after for before, after in pairwise(order))
    assert changes >= 10  # of 19; on a busy machine one of them may queue late now and then


def test_an_interrupted_wait_gives_the_turn_back(tmp_path: Path) -> None:
    def ring(*_: object) -> None:
        raise KeyboardInterrupt

    first, interrupted, next_one = (FairLock(tmp_path / "lock", wait_seconds=5) for _ in range(3))
    first.acquire()
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    with pytest.raises(KeyboardInterrupt):
        interrupted.acquire()
    signal.signal(signal.SIGALRM, before)
    assert not interrupted.held
    first.release()
    next_one.acquire()
    next_one.close()
    first.close()


def test_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        lock = FairLock(tmp_path / "lock", wait_seconds=20)
        for _round in range(20):
            lock.acquire()
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.0005)
            inside.pop()
            lock.release()
        lock.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (120, 1)


def test_a_forked_child_does_not_share_the_turn(tmp_path: Path) -> None:
    lock = FairLock(tmp_path / "lock", wait_seconds=0.1)
    lock.acquire()
    child = os.fork()
    if not child:
        try:
            lock.acquire()
        except WaitedTooLong:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    lock.close()


def test_a_killed_writer_leaves_the_queue(file: File) -> None:
    file.open()
    hold = f"import fcntl; f = open({str(file.lock)!r}, 'w'); fcntl.flock(f, 2); print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=-1, stdout=-1) as holder:
        do(connections["one"], "CREATE TABLE t (x)")
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert file.locked()
        holder.kill()
    with atomic(using="one"):
        assert file.locked()


def test_a_database_in_memory_has_no_lock_file(tmp_path: Path, django_db_blocker: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    entry = database_from("sqlite://:memory:")
    connections.settings["one"] = ConnectionHandler({"default": entry}).settings["default"]
    with django_db_blocker.unblock(), atomic(using="one"):
        do(connections["one"], "CREATE TABLE t (x)")
    assert not list(tmp_path.iterdir())
    del connections["one"], connections.settings["one"]


@pytest.mark.slow
def test_many_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, django; from django.conf import settings; from anjia.kernel.profiles import database_from;"
        "settings.configure(DATABASES={'default': database_from(sys.argv[1])}); django.setup();"
        "from django.db import connection, transaction; connection.Database; print(flush=True); sys.stdin.read();"
        "transaction.atomic().__enter__(); connection.cursor().execute('PRAGMA user_version = 1')"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{tmp_path}/new.sqlite3"]
    where = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    openers = [subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, env=where) for _ in range(6)]
    for opener in openers:
        assert opener.stdout is not None
        opener.stdout.readline()
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.close()
        opener.stdin = None
    assert [opener.communicate()[1] for opener in openers] == [b""] * 6
