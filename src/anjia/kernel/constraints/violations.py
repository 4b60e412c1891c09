"""Which rule was it?"""

import re

from django.apps import apps
from django.db.models import Model, UniqueConstraint

from anjia.kernel.constraints.columns import column_of

_NAMED = re.compile(r"(?:guard refused|CHECK constraint failed): (\w+)")
_UNIQUE_INDEX = re.compile(r"UNIQUE constraint failed: index '(\w+)'")
_UNIQUE_COLUMNS = re.compile(r"UNIQUE constraint failed: (.+)")


def violated(error: BaseException) -> str | None:
    """The name of the declared constraint behind an IntegrityError; None when it has none (a NULL, a foreign key).

    A NoOverlap answers with its name, or "<name>_order" for a range that ends before it starts.
    """
    diagnosis = getattr(error.__cause__ or error, "diag", None)
    if diagnosis is not None:
        name: str | None = diagnosis.constraint_name
        return name
    text = str(error)
    if named := _NAMED.search(text) or _UNIQUE_INDEX.search(text):
        return named[1]
    columns = _UNIQUE_COLUMNS.search(text)
    return _unique_over(columns[1]) if columns else None


def _unique_over(columns: str) -> str | None:
    """SQLite names the columns ("table.one, table.two") where PostgreSQL names the constraint."""
    table = columns.partition(".")[0]
    names = {column.strip().rpartition(".")[2] for column in columns.split(",")}
    for model in apps.get_models():
        if model._meta.db_table == table:
            return next((c.name for c in model._meta.constraints if _columns_of(c, model) == names), None)
    return None


def _columns_of(constraint: object, model: type[Model]) -> set[str]:
    if not isinstance(constraint, UniqueConstraint):
        return set()
    return {column_of(model, field) for field in constraint.fields}


__all__ = ["violated"]
