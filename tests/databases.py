"""Databases of their own on the engine that the suite runs on, and what is in them."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

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


def own_database(folder: Path) -> str:
    """The address of a new empty database; on SQLite a file in the folder."""
    url, name = os.environ.get("ANJIA_DATABASE_URL", ""), f"own_{secrets.token_hex(6)}"
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / name}.sqlite3"
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.rpartition("/")[0] + f"/{name}"


def manage(address: str, *arguments: str) -> None:
    """Runs manage.py on the database."""
    surroundings = {**os.environ, "ANJIA_DEMO": "1", "ANJIA_DATABASE_URL": address}
    surroundings["DJANGO_SETTINGS_MODULE"] = "anjia.house.settings"
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=surroundings, check=True)


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
