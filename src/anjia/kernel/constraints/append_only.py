"""Rows that are written once and stay as they are."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

from anjia.kernel.constraints.guard import Guard, Part

# No `%` in here: the text passes through Python's formatting. 23000 is "integrity constraint violation".
FUNCTION = """
CREATE OR REPLACE FUNCTION anjia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = 'guard refused: ' || TG_ARGV[0], ERRCODE = '23000',
    CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
END $$"""
_TRIGGER = (
    "CREATE TRIGGER %(name)s BEFORE UPDATE OR DELETE ON %(table)s "
    "FOR EACH ROW EXECUTE FUNCTION anjia_append_only('%(name)s')"
)


class AppendOnly(Guard):
    """Refuses every UPDATE and DELETE of a row of the table.

    Emptying the whole table for tests stays possible: TRUNCATE on PostgreSQL, which Django's flush uses; on
    SQLite the flush of `anjia.kernel.sqlite.operations`.
    """

    sqlite_after = (
        'CREATE TRIGGER "%(name)s_update" BEFORE UPDATE ON %(table)s '
        "BEGIN SELECT RAISE(ABORT, 'guard refused: %(name)s'); END",
        'CREATE TRIGGER "%(name)s_delete" BEFORE DELETE ON %(table)s '
        "BEGIN SELECT RAISE(ABORT, 'guard refused: %(name)s'); END",
    )

    def parts(self, vendor: str) -> tuple[Part, ...]:
        if vendor == "sqlite":
            return Part("trigger", f"{self.name}_update"), Part("trigger", f"{self.name}_delete")
        return (Part("trigger", self.name),)

    def postgres_inline(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.statement(f"{FUNCTION}; {_TRIGGER}", model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.statement("DROP TRIGGER IF EXISTS %(name)s ON %(table)s", model, schema_editor)


__all__ = ["FUNCTION", "AppendOnly"]
