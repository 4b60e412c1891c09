"""Does it bite? Each guard is tried with rows that it must refuse, and some that it must not; nothing is kept."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from anjia.kernel.constraints import AppendOnly, NoOverlap, violated
from anjia.kernel.constraints.columns import column_of, key_column
from anjia.kernel.guards.inventory import Declared
from anjia.kernel.guards.samples import sample_row

Answer = Literal["accepted", "refused", "unknown"]


def fault_of(connection: BaseDatabaseWrapper, one: Declared) -> str:
    """What the guard got wrong ("accepted ..."), or "". When the table's other rules refuse every sample row the
    guard cannot be tried, and counts as biting: it was seen to be there."""
    with _nothing_kept(connection):
        trial = _Trial(connection, one)
        if isinstance(one.guard, NoOverlap):
            return _overlap_fault(trial, one.guard)
        return _append_fault(trial) if isinstance(one.guard, AppendOnly) else ""


@contextmanager
def _nothing_kept(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with transaction.atomic(using=connection.alias):
        yield
        transaction.set_rollback(True, using=connection.alias)


class _Trial:
    """One series of writes to the guarded table."""

    def __init__(self, connection: BaseDatabaseWrapper, one: Declared) -> None:
        self.connection = connection
        self.model: type[Model] = one.model
        self.name = one.guard.name
        self.table = connection.ops.quote_name(one.table)
        self.key = connection.ops.quote_name(key_column(one.model))
        # Two servers that start together must not try with the same rows.
        self.number = secrets.randbelow(9_000)

    def row(self, **changes: Any) -> dict[str, Any]:
        """A new sample row; `changes` by field name."""
        self.number += 1
        values = sample_row(self.model, self.number, self.connection)
        return {**values, **self.columns(changes)}

    def columns(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {column_of(self.model, name): value for name, value in changes.items()}

    def insert(self, values: Mapping[str, Any]) -> Answer:
        names = ", ".join(self.connection.ops.quote_name(column) for column in values)
        marks = ", ".join(["%s"] * len(values))
        return self.answer(f"INSERT INTO {self.table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608

    def update(self, row: Mapping[str, Any], **changes: Any) -> Answer:
        new = self.columns(changes)
        pairs = ", ".join(f"{self.connection.ops.quote_name(column)} = %s" for column in new)
        sql = f"UPDATE {self.table} SET {pairs} WHERE {self.key} = %s"  # noqa: S608
        return self.answer(sql, [*new.values(), self.key_of(row)])

    def delete(self, row: Mapping[str, Any]) -> Answer:
        return self.answer(f"DELETE FROM {self.table} WHERE {self.key} = %s", [self.key_of(row)])  # noqa: S608

    def key_of(self, row: Mapping[str, Any]) -> Any:
        return row[key_column(self.model)]

    def answer(self, sql: str, parameters: list[Any]) -> Answer:
        try:
            with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
                cursor.execute(sql, parameters)
        except IntegrityError as error:
            return "refused" if violated(error) in (self.name, f"{self.name}_order") else "unknown"
        except DatabaseError:
            return "unknown"
        return "accepted"


def _append_fault(trial: _Trial) -> str:
    row = trial.row()
    if trial.insert(row) != "accepted":
        return ""
    key = trial.model._meta.pk.attname
    if trial.update(row, **{key: trial.key_of(row)}) == "accepted":
        return "accepts a change of a row"
    return "accepts the removal of a row" if trial.delete(row) == "accepted" else ""


def _overlap_fault(trial: _Trial, guard: NoOverlap) -> str:
    first, second = _slot(trial, guard, 10, 20), _slot(trial, guard, 30, 40)
    same = {name: first[column_of(trial.model, name)] for name in guard.owner}
    second |= trial.columns(same)
    if trial.insert(first) != "accepted" or trial.insert(second) != "accepted":
        return ""
    for starts, ends in ((35, 45), (25, 31), (15, 18), (5, 11), (5, 50), (10, 20)):
        if trial.insert(_slot(trial, guard, starts, ends) | trial.columns(same)) == "accepted":
            return "accepts two rows that overlap"
    if trial.insert(_slot(trial, guard, 60, 60) | trial.columns(same)) == "accepted":
        return "accepts a range that does not end after it starts"
    if trial.update(second, **{guard.starts: 19}) == "accepted":
        return "accepts a move onto another row"
    touching = trial.insert(_slot(trial, guard, 20, 30) | trial.columns(same))
    return "refuses a row that only touches another" if touching == "refused" else ""


def _slot(trial: _Trial, guard: NoOverlap, starts: int, ends: int) -> dict[str, Any]:
    return trial.row(**{guard.starts: starts, guard.ends: ends, guard.state: guard.active[0]})


__all__ = ["fault_of"]
