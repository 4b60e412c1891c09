"""What must happen in a migration before the first NoOverlap."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class EnableRangeGuards(Operation):
    """Lets PostgreSQL combine equality and ranges in one exclusion constraint. Nothing on SQLite.

    btree_gist comes with PostgreSQL and may be created by the database's owner.
    """

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Keeps the extension: others may use it."""

    def describe(self) -> str:
        return "Enables range guards (btree_gist on PostgreSQL)"


__all__ = ["EnableRangeGuards"]
