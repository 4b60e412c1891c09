"""After a test that commits, PostgreSQL empties the tables that hold something, not all of some hundred.

TRUNCATE, which Django's flush uses, makes new files for each table and index, filled or not.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

_truncate = DatabaseOperations.sql_flush


@contextmanager
def filled_tables_alone() -> Iterator[None]:
    """Meanwhile a flush deletes the rows that there are. Triggers and foreign keys step aside, as for TRUNCATE."""
    DatabaseOperations.sql_flush = _delete
    try:
        yield
    finally:
        DatabaseOperations.sql_flush = _truncate


def _delete(operations: DatabaseOperations, style: Any, tables: Sequence[str], **how: Any) -> list[str]:
    if not tables or how.get("reset_sequences") or not _may_step_aside(operations):
        return list(_truncate(operations, style, tables, **how))
    quoted = [operations.quote_name(table) for table in tables]
    looks = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in quoted)
    with operations.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        filled = [row[0] for row in cursor.fetchall()]
    return ["SET LOCAL session_replication_role = replica;", *(f"DELETE FROM {table};" for table in filled)]


def _may_step_aside(operations: DatabaseOperations) -> bool:
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone()[0] == "on")
