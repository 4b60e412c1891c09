"""What has ended stays ended."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

from anjia.kernel.constraints.append_only import FUNCTION
from anjia.kernel.constraints.columns import columns
from anjia.kernel.constraints.guard import Guard, Part
from anjia.kernel.constraints.no_overlap import Joined

# WHEN keeps the trigger from being called at all for a row that may still change.
_WHEN = "FOR EACH ROW WHEN (OLD.%(state)s NOT IN (%(unfinished)s) AND (%(changed)s))"
_POSTGRES = (
    'CREATE TRIGGER "%(name)s" BEFORE UPDATE OF %(fields)s ON %(table)s '
    f"{_WHEN} EXECUTE FUNCTION anjia_append_only('%(name)s')"
)


class Final(Guard):
    """Refuses every change of `fields` (among them the state) of a row whose state is none of `unfinished` any more."""

    sqlite_after = (
        f'CREATE TRIGGER "%(name)s" BEFORE UPDATE OF %(fields)s ON %(table)s {_WHEN} '
        "BEGIN SELECT RAISE(ABORT, 'guard refused: %(name)s'); END",
    )

    def __init__(self, *, state: str, unfinished: Iterable[str], fields: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state = state
        self.unfinished = tuple(str(getattr(value, "value", value)) for value in unfinished)
        self.fields = tuple(fields)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "state": self.state, "unfinished": self.unfinished, "fields": self.fields}

    def words(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
        single = [columns(model, [name], editor) for name in self.fields]
        return {
            **super().words(model, editor),
            "state": columns(model, [self.state], editor),
            "unfinished": ", ".join(f"'{value}'" for value in self.unfinished),
            "fields": columns(model, self.fields, editor),
            "changed": Joined(" OR ", "OLD.{0} IS DISTINCT FROM NEW.{0}", single),
        }

    def parts(self, vendor: str) -> tuple[Part, ...]:
        return (Part("trigger", self.name),)

    def postgres_inline(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.statement(f"{FUNCTION}; {_POSTGRES}", model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.statement('DROP TRIGGER IF EXISTS "%(name)s" ON %(table)s', model, schema_editor)


__all__ = ["Final"]
