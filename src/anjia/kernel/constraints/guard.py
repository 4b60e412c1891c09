"""What all guards share: how their SQL reaches the database and stays there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.core import checks
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")  # room for a suffix within PostgreSQL's 63 bytes

Kind = Literal["trigger", "index", "constraint"]


@dataclass(frozen=True)
class Part:
    """One thing in the database that a guard consists of."""

    kind: Kind
    name: str


class Guard(BaseConstraint):
    """A constraint that Django has no class for, with one emitter for each engine.

    On SQLite Django rebuilds a table for most changes of a column, and what hangs on the old table (triggers)
    goes with it, without a word. So the triggers are put into `schema_editor.deferred_sql` as `Statement`s:
    the rebuild makes the model's constraints again under the name "new__<table>", renames that table in every
    deferred Statement, and only in Statements, and then runs them. No trigger may name another table, or every
    later migration of that other table fails.
    """

    # Statements that follow the CREATE TABLE. Filled with `words`.
    sqlite_after: ClassVar[Sequence[str]] = ()
    # A clause within the CREATE TABLE; "" for none.
    sqlite_inline: ClassVar[str] = ""

    def words(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
        """What fills the SQL templates: references that follow renamed tables and columns, and quoted values."""
        return {"name": self.name, "table": Table(model._meta.db_table, editor.quote_name)}

    def parts(self, vendor: str) -> tuple[Part, ...]:
        """What must be found in the database."""
        raise NotImplementedError

    def statement(self, template: str, model: type[Model], editor: BaseDatabaseSchemaEditor) -> Statement:
        """The template with its words, not yet text."""
        return Statement(template, **self.words(model, editor))

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Called for CREATE TABLE: returns the clause within it and defers what comes after it."""
        if schema_editor.connection.vendor != "sqlite":
            return self.postgres_inline(model, schema_editor)
        for template in self.sqlite_after:
            schema_editor.deferred_sql.append(self.statement(template, model, schema_editor))
        return self.statement(self.sqlite_inline, model, schema_editor) if self.sqlite_inline else None

    def postgres_inline(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement | None:
        """As `constraint_sql`, on PostgreSQL."""
        raise NotImplementedError

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Does nothing: a look before the write proves nothing under concurrency. Operations look beforehand
        for the sake of friendly words, and the database decides."""

    def deconstruct(self) -> Any:
        _path, args, kwargs = super().deconstruct()
        return f"anjia.kernel.constraints.{type(self).__name__}", args, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]

    def _check(self, model: type[Model], connection: Any) -> list[checks.CheckMessage]:
        if NAME.fullmatch(self.name):
            return []
        return [checks.Error(f"guard name {self.name!r} must match {NAME.pattern}", obj=model, id="kernel.E001")]


__all__ = ["Guard", "Kind", "Part"]
