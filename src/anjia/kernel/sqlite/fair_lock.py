"""Writers of one database file take turns, in the order they came.

SQLite's own waiting is a lottery: who sleeps longest between two looks loses to newcomers. A blocking `flock`
on a file beside the database is a queue kept by the kernel. The lock decides who goes first and nothing else:
what may be written together is still decided by BEGIN IMMEDIATE, so a lost lock file costs fairness, not data.
"""

import fcntl
import os
import threading
from contextlib import suppress
from pathlib import Path


class WaitedTooLong(Exception):
    """The turn did not come in time: another writer holds its transaction open."""


class FairLock:
    """The place of one connection in the queue. Each instance opens the file for itself, so threads queue too.

    A process that dies leaves the queue: the kernel drops its lock. `wait_seconds` bounds the wait behind one
    that lives and does not let go.
    """

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self.path = path
        self.wait_seconds = wait_seconds
        self.held = False
        self._file: int | None = None
        self._opened_by = 0

    def acquire(self) -> None:
        """Waits for the turn. Raises WaitedTooLong."""
        file = self._open()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._queue(file)
        self.held = True

    def release(self) -> None:
        """Lets the next one go. Harmless when the lock is not held."""
        if self.held and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        """Releases the lock and the file."""
        self.release()
        self._forget()

    def _open(self) -> int:
        # A forked child shares its parent's open file, and with it the parent's turn: it needs its own.
        if self._file is None or self._opened_by != os.getpid():
            self._forget()
            self._file = os.open(self.path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
            self._opened_by = os.getpid()
        return self._file

    def _forget(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _queue(self, file: int) -> None:
        turn = _Turn(file)
        if not turn.comes_within(self.wait_seconds):
            self._file = None  # the waiting thread owns the file now and closes it
            raise WaitedTooLong(f"another writer held {self.path} for more than {self.wait_seconds:g} s")

    def __del__(self) -> None:
        with suppress(OSError):
            self._forget()


class _Turn:
    """A wait with an end, which `flock` does not offer: a thread blocks in it, and gives the turn back if late.

    The lock belongs to the open file, not to the thread that took it.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._came = threading.Event()
        self._given_up = False
        self._decision = threading.Lock()

    def comes_within(self, seconds: float) -> bool:
        threading.Thread(target=self._wait, name="fair-lock", daemon=True).start()
        try:
            self._came.wait(seconds)
        finally:
            with self._decision:
                self._given_up = not self._came.is_set()
        return not self._given_up

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._decision:
            if self._given_up:
                os.close(self._file)
            else:
                self._came.set()
