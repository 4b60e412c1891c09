"""Flushing: the one lawful way to empty a guarded table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.sqlite3 import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, whose flush is DELETE FROM, where PostgreSQL's is TRUNCATE and fires no trigger.

    Both engines shall flush alike (`manage.py flush`, and Django's TransactionTestCase after each test), so the
    triggers that refuse a deletion step aside: they are dropped and re-created in the flush's own transaction.
    """

    def sql_flush(self, style: Any, tables: Sequence[str], **kwargs: Any) -> list[str]:
        statements = super().sql_flush(style, tables, **kwargs)
        triggers = self._deletion_triggers() if statements else []
        drops = [f"DROP TRIGGER {self.quote_name(name)};" for name, _sql in triggers]
        return [*drops, *statements, *(sql for _name, sql in triggers)]

    def _deletion_triggers(self) -> Iterable[tuple[str, str]]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%'")
            return list(cursor.fetchall())
