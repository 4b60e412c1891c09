"""Databases of their own on the engine that the suite runs on, and what is in them."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from anjia.kernel.profiles import database_from

ROOT = Path(__file__).resolve().parents[1]
PARTS_OF_POSTGRES = """
SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '')
       || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
"""


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The address of a new empty database that is gone after the block; on SQLite a file in the folder."""
    url, name = os.environ.get("ANJIA_DATABASE_URL", ""), f"own_{secrets.token_hex(6)}"
    if not url.startswith("postgres"):
        try:
            yield f"sqlite:///{folder / name}.sqlite3"
        finally:
            for file in folder.glob(f"{name}.sqlite3*"):
                file.unlink()
        return
    _of_the_server(url, f'CREATE DATABASE "{name}"')
    try:
        yield url.rpartition("/")[0] + f"/{name}"
    finally:
        _of_the_server(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def is_there(address: str) -> bool:
    """Whether the database at the address still is."""
    if not address.startswith("postgres"):
        return Path(address.removeprefix("sqlite:///")).exists()
    names = _of_the_server(os.environ["ANJIA_DATABASE_URL"], "SELECT datname FROM pg_database").fetchall()
    return (address.rpartition("/")[2],) in names


def connected_to(address: str) -> BaseDatabaseWrapper:
    """A connection of Django's own to the database, to be closed by whoever asks."""
    # Without a pool: Django keeps pools by alias, and would lend a connection to the database of the suite.
    url = f"{address}?pool=0" if address.startswith("postgres") else address
    return ConnectionHandler({"default": {**database_from(url), "CONN_MAX_AGE": 0}})["default"]


def _of_the_server(url: str, statement: Any) -> Any:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement)


def manage(address: str, *arguments: str) -> None:
    """Runs manage.py on the database."""
    assert begun(address, *arguments).wait() == 0


def begun(address: str, *arguments: str) -> subprocess.Popen[bytes]:
    """manage.py at work on the database, in a process of its own."""
    surroundings = {**os.environ, "ANJIA_DEMO": "1", "ANJIA_DATABASE_URL": address}
    surroundings["DJANGO_SETTINGS_MODULE"] = "anjia.house.settings"
    return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=surroundings)


def drawn(address: str) -> list[str]:
    """Every column, rule, index and trigger of the database, one text each, whatever order they were made in."""
    return sorted(_of_postgres(address) if address.startswith("postgres") else _of_sqlite(address))


def _of_postgres(address: str) -> list[str]:
    import psycopg

    with psycopg.connect(address) as connection:
        return [row[0] for row in connection.execute(PARTS_OF_POSTGRES)]


def _of_sqlite(address: str) -> list[str]:
    import sqlite3

    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        made = connection.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return [
        f"{table}: {clause}"
        for kind, table, sql in made
        for clause in (_clauses(sql) if kind == "table" else [re.sub(r"\s+", " ", sql)])
    ]


def _clauses(sql: str) -> list[str]:
    """Columns and rules of one CREATE TABLE: its body, cut at the commas that lie in no brackets."""
    depth, found = 0, [""]
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [re.sub(r"\s+", " ", clause).strip() for clause in found]
