"""Does it bite? Each guard is tried with rows that it must refuse, and some that it must not; nothing is kept."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from anjia.kernel.constraints import AppendOnly, Final, Guard, NoOverlap, violated
from anjia.kernel.constraints.columns import column_of, key_column
from anjia.kernel.guards.inventory import Declared
from anjia.kernel.guards.samples import sample_row

Answer = Literal["accepted", "refused", "unknown"]
_INSTANT = datetime(2001, 1, 2, tzinfo=UTC)


def fault_of(connection: BaseDatabaseWrapper, one: Declared) -> str:
    """What the guard got wrong ("accepted ..."), or "". When the table's other rules refuse every sample row the
    guard cannot be tried, and counts as biting: it was seen to be there."""
    with nothing_kept(connection):
        trial = Trial(connection, one)
        if isinstance(one.guard, NoOverlap):
            return _overlap_fault(trial, one.guard)
        if isinstance(one.guard, Final):
            return _final_fault(trial, one.guard)
        return _append_fault(trial) if isinstance(one.guard, AppendOnly) else ""


@contextmanager
def nothing_kept(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction that is always rolled back."""
    with transaction.atomic(using=connection.alias):
        yield
        transaction.set_rollback(True, using=connection.alias)


class Trial:
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
        """A new sample row; `changes` by field name. A model names in `guard_sample` what its own rules ask for."""
        self.number += 1
        values = sample_row(self.model, self.number, self.connection)
        return {**values, **self.prepared(getattr(self.model, "guard_sample", {})), **self.columns(changes)}

    def prepared(self, sample: Mapping[str, Any]) -> dict[str, Any]:
        """What a model asks for, as the driver takes it."""
        fields: dict[str, Any] = {name: self.model._meta.get_field(name) for name in sample}
        return {field.column: field.get_db_prep_save(sample[name], self.connection) for name, field in fields.items()}

    def columns(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {column_of(self.model, name): value for name, value in changes.items()}

    def insert(self, values: Mapping[str, Any]) -> Answer:
        names = ", ".join(self.connection.ops.quote_name(column) for column in values)
        marks = ", ".join(["%s"] * len(values))
        return self.answer(f"INSERT INTO {self.table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608

    def has(self, row: Mapping[str, Any]) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {self.table} WHERE {self.key} = %s", [self.key_of(row)])  # noqa: S608
            return cursor.fetchone() is not None

    def update(self, row: Mapping[str, Any], new: Mapping[str, Any]) -> Answer:
        """Sets columns of a row that is there."""
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


def sample_for(trial: Trial, guard: Guard) -> dict[str, Any]:
    """The first row to try the guard with, which must be accepted."""
    return _slot(trial, guard, 10, 20) if isinstance(guard, NoOverlap) else trial.row()


def _append_fault(trial: Trial) -> str:
    row = trial.row()
    if trial.insert(row) != "accepted":
        return ""
    if trial.update(row, {key_column(trial.model): trial.key_of(row)}) == "accepted":
        return "accepts a change of a row"
    return "accepts the removal of a row" if trial.delete(row) == "accepted" else ""


def _final_fault(trial: Trial, guard: Final) -> str:
    """A row is put in as ended, with every guarded instant set, and then given another end."""
    ended = _states(trial, guard.state, not_in=guard.unfinished)
    guarded: list[Any] = [trial.model._meta.get_field(name) for name in guard.fields]
    empty = [field for field in guarded if field.null and field.get_internal_type() == "DateTimeField"]
    instants = {field.name: field.get_db_prep_save(_INSTANT, trial.connection) for field in empty}
    row = trial.row(**{**instants, guard.state: ended[0]}) if len(ended) > 1 else {}
    if not row or trial.insert(row) != "accepted":
        return ""
    changed = trial.update(row, trial.columns({guard.state: ended[1]}))
    return "accepts another end of what has ended" if changed == "accepted" else ""


def _overlap_fault(trial: Trial, guard: NoOverlap) -> str:
    first = sample_for(trial, guard)
    owner = {column_of(trial.model, name): first[column_of(trial.model, name)] for name in guard.owner}
    others = [_slot(trial, guard, starts, ends) | owner for starts, ends in ((30, 40), (50, 60))]
    if any(trial.insert(row) != "accepted" for row in (first, *others)):
        return ""
    for starts, ends in ((35, 45), (25, 31), (15, 18), (5, 11), (5, 70), (10, 20)):
        if trial.insert(_slot(trial, guard, starts, ends) | owner) == "accepted":
            return "accepts two rows that overlap"
    if trial.insert(_slot(trial, guard, 70, 70) | owner) == "accepted":
        return "accepts a range that does not end after it starts"
    if trial.insert(_slot(trial, guard, 20, 30) | owner) == "refused":
        return "refuses a row that only touches another"
    return _move_fault(trial, guard, owner, others[-1])


def _move_fault(trial: Trial, guard: NoOverlap, owner: dict[str, Any], last: Mapping[str, Any]) -> str:
    """Each way of coming into conflict by an UPDATE. `last` stands at [50, 60), others at [10, 20) and [30, 40)."""
    stranger = _slot(trial, guard, 35, 38)
    if trial.insert(stranger) == "refused":
        return "refuses a row of another owner"
    asleep = _slot(trial, guard, 35, 38) | owner | trial.columns({guard.state: _inactive(trial, guard)})
    awake = trial.columns({guard.state: guard.active[0]})
    trial.insert(asleep)
    moves = (
        (last, trial.columns({guard.starts: 35})),
        (last, trial.columns({guard.starts: 35, guard.ends: 38})),
        (stranger, owner),
        (asleep, awake),
    )
    changed = any(trial.update(row, new) == "accepted" for row, new in moves if trial.has(row))
    return "accepts a move onto another row" if changed else ""


def _inactive(trial: Trial, guard: NoOverlap) -> Any:
    """A state in which time is free; "" (which the table may refuse) when the choices tell of none."""
    return next(iter(_states(trial, guard.state, not_in=guard.active)), "")


def _states(trial: Trial, name: str, *, not_in: Sequence[str]) -> list[Any]:
    """The choices of a field but for some."""
    field: Any = trial.model._meta.get_field(name)
    return [value for value, _label in field.flatchoices if str(value) not in not_in]


def _slot(trial: Trial, guard: NoOverlap, starts: int, ends: int) -> dict[str, Any]:
    return trial.row(**{guard.starts: starts, guard.ends: ends, guard.state: guard.active[0]})


__all__ = ["Trial", "fault_of", "nothing_kept", "sample_for"]
