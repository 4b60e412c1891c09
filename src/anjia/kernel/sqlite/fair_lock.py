"""Writers of one database file take turns, in the order they came.

SQLite's own waiting is a lottery: who sleeps longest between two looks loses to newcomers. A blocking `flock`
on a file beside the database is a queue kept by the kernel. One file is not enough: the writer that has just
finished is awake and would take the lock again before the next one in the queue has woken up. So there are two,
as in a shop with one counter and one place marked "wait here": whoever is next holds the place, and nobody can
pass. The locks decide who goes first and nothing else; what may be written together is still decided by BEGIN
IMMEDIATE, so a lost lock file costs fairness, not data.
"""

import fcntl
import os
import threading
from contextlib import suppress
from pathlib import Path

Files = tuple[int, int]  # descriptors of the place to wait and of the counter


class WaitedTooLong(Exception):
    """The turn did not come in time: another writer holds its transaction open."""


class FairLock:
    """One connection's part in the queue. Each instance opens the files for itself, so threads queue too.

    A process that dies leaves the queue: the kernel drops its locks. `wait_seconds` bounds the wait behind one
    that lives and does not let go.
    """

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self.path = path
        self.wait_seconds = wait_seconds
        self.held = False
        self._files: Files | None = None
        self._opened_by = 0

    def acquire(self) -> None:
        """Waits for the turn. Raises WaitedTooLong."""
        files = self._open()
        if not _at_once(files):
            self._queue(files)
        self.held = True

    def acquire_at_once(self) -> bool:
        """Takes the turn if nobody else has it or waits for it; returns whether it did."""
        self.held = _at_once(self._open())
        return self.held

    def release(self) -> None:
        """Lets the next one go. Harmless when the lock is not held."""
        if self.held and self._files is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        """Releases the lock and the files."""
        self.release()
        self._forget()

    def _open(self) -> Files:
        # A forked child shares its parent's open files, and with them the parent's turn: it needs its own.
        if self._files is None or self._opened_by != os.getpid():
            self._forget()
            self._files = _open(f"{self.path}-queue"), _open(str(self.path))
            self._opened_by = os.getpid()
        return self._files

    def _forget(self) -> None:
        if self._files is not None:
            _close(self._files)
            self._files = None

    def _queue(self, files: Files) -> None:
        self._files = None  # until the turn comes they are the waiting thread's, which may have to close them
        if not _Turn(files).comes_within(self.wait_seconds):
            raise WaitedTooLong(f"another writer held {self.path} for more than {self.wait_seconds:g} s")
        self._files = files

    def __del__(self) -> None:
        with suppress(OSError):
            self._forget()


def _open(path: str) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)


def _close(files: Files) -> None:
    for file in files:
        os.close(file)


def _at_once(files: Files) -> bool:
    """Takes the turn when nobody waits and nobody writes; else holds nothing but, perhaps, the place to wait."""
    place, counter = files
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(counter, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(place, fcntl.LOCK_UN)
    return True


class _Turn:
    """A wait with an end, which `flock` does not offer: a thread blocks in it, and gives the turn back if late.

    Locks belong to the open files, not to the thread that took them.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._came = threading.Event()
        self._given_up = False
        self._decision = threading.Lock()

    def comes_within(self, seconds: float) -> bool:
        try:
            threading.Thread(target=self._wait, name="fair-lock", daemon=True).start()
            self._came.wait(seconds)
        except BaseException:  # Ctrl-C
            if self._settle():
                _close(self._files)
            raise
        return self._settle()

    def _settle(self) -> bool:
        """Whether the turn has come. If not, the thread gives it back when it does."""
        with self._decision:
            self._given_up = not self._came.is_set()
            return not self._given_up

    def _wait(self) -> None:
        place, counter = self._files
        fcntl.flock(place, fcntl.LOCK_EX)  # already held when it was free at the first look
        fcntl.flock(counter, fcntl.LOCK_EX)
        fcntl.flock(place, fcntl.LOCK_UN)
        with self._decision:
            if self._given_up:
                _close(self._files)
            else:
                self._came.set()
