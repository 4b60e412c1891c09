"""The connection: Django's, with the profile that a company's live data needs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from anjia.kernel.sqlite import library  # isort: skip  (must come before Django's backend: it decides which SQLite)

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base as django_sqlite

from anjia.kernel.sqlite.creation import DatabaseCreation
from anjia.kernel.sqlite.cursor import Cursor
from anjia.kernel.sqlite.fair_lock import FairLock, WaitedTooLong
from anjia.kernel.sqlite.operations import DatabaseOperations

PATIENCE_SECONDS = 20.0
SYNCHRONOUS = {"OFF": 0, "NORMAL": 1, "FULL": 2, "EXTRA": 3}


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """One connection. A transaction (the outermost `atomic` block) takes its turn among the writers first.

    A block that only reads takes its turn too: it cannot be known beforehand, and costs no wait for the disk.
    Statements outside `atomic` do not queue; they are covered by SQLite's own waiting.
    """

    ops_class = DatabaseOperations
    creation_class = DatabaseCreation
    transaction_mode: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: FairLock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params.setdefault("timeout", PATIENCE_SECONDS)
        params.pop("fair_lock", None)
        params.pop("synchronous", None)
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        library.refuse_faulty(self.Database.sqlite_version_info)
        self._turn = self._place_in_queue(conn_params["timeout"])
        if (path := self.path) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = super().get_new_connection(conn_params)
        self._apply_profile(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    @property
    def path(self) -> Path | None:
        """Where the database lies, symbolic links resolved; None for one in memory."""
        name = self.settings_dict["NAME"]
        if self.is_in_memory_db():
            return None
        if str(name).startswith("file:"):
            name = unquote(urlsplit(str(name)).path)
        return Path(name).resolve()

    def _place_in_queue(self, wait_seconds: float) -> FairLock | None:
        if self.path is None or not self.settings_dict["OPTIONS"].get("fair_lock", True):
            return None
        return FairLock(self.path.with_name(self.path.name + ".lock"), wait_seconds=wait_seconds)

    def _apply_profile(self, connection: Any) -> None:
        # Without recursive_triggers an INSERT OR REPLACE removes rows behind the back of DELETE triggers.
        connection.execute("PRAGMA recursive_triggers = ON")
        level = str(self.settings_dict["OPTIONS"].get("synchronous", "FULL")).upper()
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS[level]}")
        if self.path is not None and _ask(connection, "journal_mode") != "wal":
            self._in_turn(lambda: _switch_to_wal(connection))

    def _in_turn(self, work: Callable[[], None]) -> None:
        """Does the work while holding the writers' lock."""
        self._take_turn()
        try:
            work()
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self._turn is None:
            return
        try:
            self._turn.acquire()
        except WaitedTooLong as late:
            raise self.Database.OperationalError(f"database is locked: {late}") from late

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.release()

    def _end_turn_if_settled(self) -> None:
        """A failed COMMIT may leave the transaction open: the turn lasts until it is closed."""
        if self.connection is None or not self.connection.in_transaction:
            self._end_turn()

    def _start_transaction_under_autocommit(self) -> None:
        with self.wrap_database_errors:
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn_if_settled()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._end_turn_if_settled()

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._end_turn_if_settled()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                self._turn.close()


def _ask(connection: Any, pragma: str) -> Any:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def _switch_to_wal(connection: Any) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise ImproperlyConfigured(
            f"SQLite answers journal mode {mode!r} instead of WAL: put the database on a local disk that can be "
            "written, or use PostgreSQL."
        )


__all__ = ["DatabaseWrapper"]
