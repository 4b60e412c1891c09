"""From the names of fields to columns."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns
from django.db.models import Model


def column_of(model: type[Model], name: str) -> str:
    """The column of a field, by field name or attribute name."""
    field: Any = model._meta.get_field(name)
    return str(field.column)


def key_column(model: type[Model]) -> str:
    """The column of the primary key."""
    return str(model._meta.pk.column)


def columns(model: type[Model], names: Sequence[str], editor: BaseDatabaseSchemaEditor) -> Columns:
    """The columns of these fields, as a reference that follows renames."""
    return Columns(model._meta.db_table, [column_of(model, name) for name in names], editor.quote_name)


__all__ = ["column_of", "columns", "key_column"]
