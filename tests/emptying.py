"""After a test that commits, what it has left is taken away, and nothing more is done.

Django's flush has PostgreSQL truncate each table, filled or not, which makes new files for it and its indexes, and then
writes every content type and permission anew. No test changes those.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core.management.commands import flush
from django.db.backends.base.base import BaseDatabaseWrapper

WRITTEN_BY_MIGRATE = {"django_content_type", "auth_permission"}


@contextmanager
def filled_tables_alone() -> Iterator[None]:
    """Meanwhile a flush empties what holds rows, but for those that a migrate wrote. Triggers step aside as ever."""
    with mock.patch.multiple(flush, sql_flush=_sql, emit_post_migrate_signal=lambda *_args, **_named: None):
        yield


def _sql(style: Any, connection: BaseDatabaseWrapper, *_how: Any, **_named: Any) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    emptied = [table for table in tables if table not in WRITTEN_BY_MIGRATE]
    if connection.vendor == "postgresql" and _may_step_aside(connection):
        return _deletions(connection, emptied)
    return list(connection.ops.sql_flush(style, emptied))


def _deletions(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> list[str]:
    quoted = [connection.ops.quote_name(table) for table in tables]
    looks = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in quoted)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        filled = [row[0] for row in cursor.fetchall()]
    return ["SET LOCAL session_replication_role = replica;", *(f"DELETE FROM {table};" for table in filled)]


def _may_step_aside(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone()[0] == "on")
