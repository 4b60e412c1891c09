"""An empty migrated SQLite database, kept between runs: migrating takes longer than most tests.

It lies in .cache under the digest of everything that makes it, so that a changed migration or guard makes a new one.
"""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
MAKERS = ("src/anjia/*/migrations/*.py", "src/anjia/kernel/**/*.py", "tests/guarded/**/*.py", "tests/settings.py")


def kept_path() -> Path:
    """Where the database for the present sources is kept."""
    made_of = sha256(django.__version__.encode())
    for path in sorted(found for pattern in MAKERS for found in ROOT.glob(pattern)):
        made_of.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return ROOT / ".cache" / f"migrated-{made_of.hexdigest()[:20]}.sqlite3"


def is_in_memory() -> bool:
    """Whether the tests run on SQLite in memory: nothing else is kept."""
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


def begin_from(path: Path) -> None:
    """Fills the test database from the kept one, as `create_test_db` leaves it."""
    name = connection.creation._get_test_db_name()
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection.connect()
    raw: Any = connection.connection
    kept = type(raw)(str(path))
    kept.backup(raw)
    kept.close()


def keep(path: Path) -> None:
    """Keeps the database just migrated, in one step, so that no other run finds half of it; older ones go."""
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    raw: Any = connection.connection
    copy = type(raw)(str(part))
    raw.backup(copy)
    copy.close()
    part.replace(path)


def lay_out() -> None:
    """Makes the tables of the database that Django is set up for; an empty SQLite file begins from the kept one."""
    path, file = kept_path(), Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and path.exists() and not (file.exists() and file.stat().st_size):
        connection.close()
        shutil.copy(path, file)
    call_command("migrate", verbosity=0)
