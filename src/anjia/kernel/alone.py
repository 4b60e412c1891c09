"""One process alone changes the tables of a database: of two that begin at once the second waits for the first."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from anjia.kernel.sqlite.fair_lock import FairLock, WaitedTooLong

_log = logging.getLogger(__name__)
PATIENCE_SECONDS = 600.0
_LOOK_SECONDS = 0.2
_KEY = int.from_bytes(b"anjia", "big")  # of an advisory lock, which PostgreSQL keeps apart by database


class StillBusy(Exception):
    """Another process has not let go in time; the text says what to do."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Another process has been changing the tables of this database for {seconds:.0f} s. Wait until it has "
            "ended, or end it, and run this again."
        )


@contextmanager
def alone(
    connection: BaseDatabaseWrapper,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
    waits: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Keeps every other process out that asks for the same; the end of a process gives its turn up, however it ends.

    `waits` is called once if somebody else is first. Raises StillBusy. Migrations look at what is there, then change
    it in many transactions: no lock of one transaction keeps two apart.
    """
    if connection.vendor == "postgresql":
        with _alone_on_postgres(connection, patience_seconds, waits):
            yield
    elif (path := getattr(connection, "path", None)) is not None:
        beside = path.with_name(f"{path.name}.laying")
        beside.parent.mkdir(parents=True, exist_ok=True)
        with _alone_with_file(FairLock(beside, wait_seconds=patience_seconds), waits):
            yield
    else:
        yield  # nobody else sees a database in memory


@contextmanager
def _alone_on_postgres(connection: BaseDatabaseWrapper, patience: float, waits: Callable[[], None]) -> Iterator[None]:
    def ask(function: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_KEY])
            return bool(cursor.fetchone()[0])

    # Asked again and again: a statement that waits would be broken off by the timeouts of the connection.
    end = time.monotonic() + patience
    said = False
    while not ask("pg_try_advisory_lock"):
        if not said:
            waits()
            said = True
        if time.monotonic() > end:
            raise StillBusy(patience)
        time.sleep(_LOOK_SECONDS)
    try:
        yield
    finally:
        # A connection that broke has given it up already.
        if connection.is_usable() and not ask("pg_advisory_unlock"):
            _log.error(
                "The turn to change the tables was taken in one session of PostgreSQL and not found in another: a "
                "pooler hands sessions round. Until that session ends, who migrates next waits in vain. Give "
                "migrations a direct address of the database."
            )


@contextmanager
def _alone_with_file(lock: FairLock, waits: Callable[[], None]) -> Iterator[None]:
    try:
        if not lock.acquire_at_once():
            waits()
            lock.acquire()
    except WaitedTooLong as late:
        raise StillBusy(lock.wait_seconds) from late
    try:
        yield
    finally:
        lock.close()


__all__ = ["StillBusy", "alone"]
