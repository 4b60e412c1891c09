"""Which SQLite runs. Import this module before `django.db.backends.sqlite3`; `base` does.

Django and its backend say `import sqlite3`, which is the library of the operating system: often one with the
WAL-reset fault (https://sqlite.org/wal.html#walresetbug), by which two processes can corrupt the database. Here
`pysqlite3`, which bundles a current SQLite and has the same interface, takes the name `sqlite3` in `sys.modules`.
Code that imported the standard module earlier keeps it and is not disturbed. This is the one place that does so.
"""

import sys

import pysqlite3
from django.core.exceptions import ImproperlyConfigured
from pysqlite3 import dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2

Version = tuple[int, int, int]

FIRST_WITH_FAULT: Version = (3, 7, 0)
MENDED: Version = (3, 51, 3)
# Older series that got the mend too: from this version up to the next series.
MENDED_SERIES: tuple[tuple[Version, Version], ...] = (((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)))


def has_reset_fault(version: Version) -> bool:
    """True when this SQLite may corrupt a WAL database that several connections write."""
    if version < FIRST_WITH_FAULT or version >= MENDED:
        return False
    return not any(first <= version < after for first, after in MENDED_SERIES)


def refuse_faulty(version: Version) -> None:
    """Raises ImproperlyConfigured, with the way to mend it, when the library has the fault."""
    if has_reset_fault(version):
        raise ImproperlyConfigured(
            f"SQLite {'.'.join(map(str, version))} can corrupt the database (the WAL-reset fault, mended in 3.51.3). "
            "Anjia brings its own SQLite: run `pip install -r requirements/run.lock`, and let nothing import "
            "django.db.backends.sqlite3 before anjia.kernel.sqlite."
        )


__all__ = ["Version", "has_reset_fault", "refuse_faulty"]
