"""Nobody is in two places at once."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import Model

from anjia.kernel.constraints.columns import columns
from anjia.kernel.constraints.guard import Guard, Part

_ORDER = 'CONSTRAINT "%(name)s_order" CHECK (%(ends)s > %(starts)s)'
# Lets one exclusion constraint combine = and &&. Comes with PostgreSQL; the database's owner may create it.
_EXTENSION = "CREATE EXTENSION IF NOT EXISTS btree_gist"
# An empty or turned range would pass an exclusion constraint, hence the second one.
_EXCLUDE = (
    'CONSTRAINT "%(name)s" EXCLUDE USING gist '
    "(%(owner_equal)s, int8range(%(starts)s, %(ends)s) WITH &&) WHERE (%(state)s IN (%(active)s))"
)
# Rows already stored never overlap, so of an owner's rows only the last to start before NEW ends can clash with
# it: one step in the index, however long the past is. AFTER, because a row's id is not known before.
_PROBE = """
WHEN NEW.%(state)s IN (%(active)s)
BEGIN
  SELECT RAISE(ABORT, 'guard refused: %(name)s') WHERE (
    SELECT other.%(ends)s FROM %(table)s AS other
    WHERE %(owner_same)s AND other.%(state)s IN (%(active)s)
      AND other.%(starts)s < NEW.%(ends)s AND other.rowid <> NEW.rowid
    ORDER BY other.%(starts)s DESC LIMIT 1
  ) > NEW.%(starts)s;
END"""


class NoOverlap(Guard):
    """No two rows of one owner overlap in [starts, ends) while their state is one of `active`.

    `owner` names the fields that tell whose time it is (all must be equal to clash); `starts` and `ends` name
    integer fields, half open: a slot may begin where another ends. `ends` must be greater than `starts`, kept by
    a check named "<name>_order". All of these are columns without NULL.
    """

    sqlite_inline = _ORDER
    sqlite_after = (
        'CREATE INDEX "%(name)s_probe" ON %(table)s (%(owner)s, %(starts)s, %(ends)s) WHERE %(state)s IN (%(active)s)',
        'CREATE TRIGGER "%(name)s_insert" AFTER INSERT ON %(table)s' + _PROBE,
        'CREATE TRIGGER "%(name)s_update" AFTER UPDATE OF %(owner)s, %(starts)s, %(ends)s, %(state)s ON %(table)s'
        + _PROBE,
        # Rows older than the guard are judged too, as PostgreSQL does: each is touched and meets the trigger.
        "UPDATE %(table)s SET %(starts)s = %(starts)s WHERE %(state)s IN (%(active)s)",
    )

    def __init__(
        self, *, owner: Sequence[str], starts: str, ends: str, state: str, active: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.owner = tuple(owner)
        self.starts = starts
        self.ends = ends
        self.state = state
        self.active = tuple(str(getattr(value, "value", value)) for value in active)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        mine = {key: getattr(self, key) for key in ("owner", "starts", "ends", "state", "active")}
        return path, args, {**kwargs, **mine}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the guard looks at."""
        return (*self.owner, self.starts, self.ends, self.state)

    def words(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
        def one(field: str) -> Any:
            return columns(model, [field], editor)

        owners = {f"owner_{place}": one(field) for place, field in enumerate(self.owner)}
        return {
            **super().words(model, editor),
            **owners,
            "owner": columns(model, self.owner, editor),
            "starts": one(self.starts),
            "ends": one(self.ends),
            "state": one(self.state),
            "active": ", ".join(f"'{value}'" for value in self.active),
            "owner_same": Joined(" AND ", "other.{0} = NEW.{0}", owners.values()),
            "owner_equal": Joined(", ", "{0} WITH =", owners.values()),
        }

    def parts(self, vendor: str) -> tuple[Part, ...]:
        order = Part("constraint", f"{self.name}_order")
        if vendor == "sqlite":
            triggers = (Part("trigger", f"{self.name}_{event}") for event in ("insert", "update"))
            return order, Part("index", f"{self.name}_probe"), *triggers
        return order, Part("constraint", self.name)

    def postgres_inline(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        schema_editor.execute(_EXTENSION)
        return self.statement(f"{_EXCLUDE}, {_ORDER}", model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.execute(_EXTENSION)
        return self.statement(f"ALTER TABLE %(table)s ADD {_EXCLUDE}, ADD {_ORDER}", model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        drops = ", ".join(f'DROP CONSTRAINT IF EXISTS "%(name)s{suffix}"' for suffix in ("", "_order"))
        return self.statement(f"ALTER TABLE %(table)s {drops}", model, schema_editor)

    def _check(self, model: type[Model], connection: Any) -> list[checks.CheckMessage]:
        faults = super()._check(model, connection)
        for name in self.fields:
            faults += self._faults_of(model, name)
        if not self.active or not all(re.fullmatch(r"\w+", value) for value in self.active):
            faults.append(checks.Error(f"{self.name}: active needs plain words", obj=model, id="kernel.E002"))
        return faults

    def _faults_of(self, model: type[Model], name: str) -> list[checks.CheckMessage]:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return [checks.Error(f"{self.name} names the unknown field {name}", obj=model, id="kernel.E003")]
        if getattr(field, "null", False):
            return [checks.Error(f"{self.name}: {name} must not be NULL", obj=model, id="kernel.E004")]
        return []


class Joined:
    """References joined to one piece of SQL when the statement becomes text, after renames have reached them."""

    def __init__(self, separator: str, template: str, references: Iterable[object]) -> None:
        self.separator = separator
        self.template = template
        self.references = tuple(references)

    def __str__(self) -> str:
        return self.separator.join(self.template.format(reference) for reference in self.references)


__all__ = ["Joined", "NoOverlap"]
