"""Are the guards there, and do they bite? Asked at start-up, after every migrate, and by `manage.py check`.

A guard can be lost without a word: by hand, by a restore, by a tool that rebuilds a table. So the guards that
the models declare are compared with the database, and each is tried with a violating row that is rolled back.
A server must call `assert_guards()` before it serves; `manage.py mend_guards` puts back what is missing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from anjia.kernel.guards.inventory import Declared, Gap, declared_by, missing_parts, tables_of
from anjia.kernel.guards.mending import ClashingRows, mend
from anjia.kernel.guards.proof import fault_of

KERNEL = "anjia.kernel"
REMEDY = "Run `python manage.py migrate`, then `python manage.py mend_guards`."


class GuardMissing(RuntimeError):
    """The database would accept what it must refuse. The text names the guards and the way to mend them."""


def gaps(models: Iterable[type[Model]], *, using: str = DEFAULT_DB_ALIAS) -> list[Gap]:
    """The guards of these models that are missing or do not bite. Tables that do not exist are passed over."""
    connection = connections[using]
    tables = tables_of(connection)
    declared = [one for one in declared_by(models) if one.table in tables]
    lost = missing_parts(connection, declared)
    found = [Gap(one, f"has lost its {part.kind} {part.name}") for one, part in lost]
    whole = [one for one in declared if all(one is not loser for loser, _part in lost)]
    return found + [Gap(one, fault) for one in whole if (fault := fault_of(connection, one))]


def assert_guards(models: Iterable[type[Model]] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Returns when every guard that these models declare bites; without any, those of all models. Raises GuardMissing.

    For the start of a server or worker.
    """
    models = apps.get_models() if models is None else list(models)
    tables = tables_of(connections[using])
    absent = [Gap(one, "has no table yet") for one in declared_by(models) if one.table not in tables]
    _raise_for(absent or gaps(models, using=using), "Anjia does not serve")


def _raise_for(found: Sequence[Gap], consequence: str) -> None:
    if found:
        raise GuardMissing(f"{consequence}: {'; '.join(map(str, found))}. {REMEDY}")


@checks.register(checks.Tags.database)
def check_guards(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """`manage.py check --database default`. Silent while migrations wait, since `migrate` asks it beforehand."""
    settled = [alias for alias in databases or () if not _migrations_wait(alias)]
    found = [gap for alias in settled for gap in gaps(apps.get_models(), using=alias)]
    return [checks.Error(f"{gap}.", hint=REMEDY, id="kernel.E010") for gap in found]


def _migrations_wait(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """A migration may take longer than a request may. It still does not wait long for a lock others hold."""
    if sender.name == KERNEL:
        _on_postgres(using, "SET statement_timeout = 0", "SET idle_in_transaction_session_timeout = 0")


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Judges the models as they are at the migration just reached. `flush` sends this signal too, without a plan."""
    if sender.name == KERNEL and "plan" in kwargs:
        _on_postgres(using, "RESET statement_timeout", "RESET idle_in_transaction_session_timeout")
        _raise_for(gaps(kwargs["apps"].get_models(), using=using), "The migration lost a guard")


def _on_postgres(using: str, *statements: str) -> None:
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


pre_migrate.connect(_before_migrate, dispatch_uid="anjia.kernel.guards.before")
post_migrate.connect(_after_migrate, dispatch_uid="anjia.kernel.guards.after")

__all__ = [
    "REMEDY",
    "ClashingRows",
    "Declared",
    "Gap",
    "GuardMissing",
    "assert_guards",
    "check_guards",
    "declared_by",
    "gaps",
    "mend",
]
