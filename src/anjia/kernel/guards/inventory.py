"""What the models declare, and what the database has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from anjia.kernel.constraints import Guard, Part

# Text is not compared: after pg_dump and restore a constraint reads differently and is the same.
_SQLITE = "SELECT tbl_name, type, name, coalesce(sql, '') FROM sqlite_master"
_POSTGRES = """
SELECT relname, 'constraint', conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE convalidated AND pg_table_is_visible(pg_class.oid)
UNION ALL
SELECT relname, 'trigger', tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)
"""


@dataclass(frozen=True, eq=False)
class Declared:
    """A guard on the model that declares it."""

    model: type[Model]
    guard: Guard

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def __str__(self) -> str:
        return f"the guard {self.guard.name} of table {self.table}"


@dataclass(frozen=True)
class Gap:
    """A guard that does not guard, and why: "has lost its trigger ..."."""

    of: Declared
    why: str

    def __str__(self) -> str:
        return f"{self.of} {self.why}"


def declared_by(models: Iterable[type[Model]]) -> list[Declared]:
    """Every guard of the models that have a table of their own."""
    own = (model for model in models if model._meta.managed and not model._meta.proxy)
    return [Declared(model, guard) for model in own for guard in model._meta.constraints if isinstance(guard, Guard)]


def tables_of(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables in the database."""
    return set(connection.introspection.table_names())


def missing_parts(connection: BaseDatabaseWrapper, declared: Sequence[Declared]) -> list[tuple[Declared, Part]]:
    """The triggers, indexes and constraints that should be there and are not. One query for all."""
    read = _sqlite_parts if connection.vendor == "sqlite" else _postgres_parts
    found = read(connection, declared)
    wanted = ((one, part) for one in declared for part in one.guard.parts(connection.vendor))
    return [(one, part) for one, part in wanted if (one.table, part.kind, part.name) not in found]


def _postgres_parts(connection: BaseDatabaseWrapper, declared: Sequence[Declared]) -> set[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES)
        return {(table, kind, name) for table, kind, name in cursor.fetchall()}


def _sqlite_parts(connection: BaseDatabaseWrapper, declared: Sequence[Declared]) -> set[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE)
        rows = cursor.fetchall()
    found = {(table, kind, name) for table, kind, name, _sql in rows}
    texts = {table: sql for table, kind, _name, sql in rows if kind == "table"}
    for one in declared:
        for part in one.guard.parts("sqlite"):
            if part.kind == "constraint" and f'CONSTRAINT "{part.name}"' in texts.get(one.table, ""):
                found.add((one.table, part.kind, part.name))
    return found


__all__ = ["Declared", "Gap", "declared_by", "missing_parts", "tables_of"]
