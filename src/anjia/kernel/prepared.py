"""Reads whose SQL is made once, and writes that need no more of it: for the few in every request.

Django makes the SQL of a query anew each time, which costs several times what asking a row by its key costs. A
`Prepared` read is written as any query, with `Given("name")` where a value comes later:

    _HOME = Prepared(lambda: Home.objects.filter(pk=Given("id")))
    row = _HOME.first(id=home_id)
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from anjia.kernel.scope import company_scope, current_company_id

BEYOND = 2**63
MOST_PREPARED = 128
# SQLite's driver passes the interpreter on at every row: threads that scan at once would mostly pass it round.
_ONE_SCAN = Lock()
_NO_TURN = nullcontext()
_AS_THEY_ARE = {int, str, bool, float}
_COMPANY: Any = object()  # stands for the company in scope, which is asked for at each read


class Given(Expression):
    """A value that is named when the query is written and given when it is asked. Not a list, not None."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@dataclass(frozen=True)
class _Made:
    """The SQL for one connection, what stands for its values, and how its columns become Python's."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[int, Any]
    build: Callable[[Any], Any]


class Prepared:
    """A query written once. Rows of the company in scope, as instances or, for `values_list`, as tuples.

    A whole number that no column can hold finds nothing. `many` says that it finds thousands of rows.
    """

    def __init__(self, query: Callable[[], QuerySet[Any]], *, many: bool = False) -> None:
        self._query = query
        self._many = many
        self._made: WeakKeyDictionary[BaseDatabaseWrapper, _Made] = WeakKeyDictionary()

    def rows(self, **given: Any) -> list[Any]:
        """What the query finds with these values, in its order."""
        for value in given.values():
            if isinstance(value, int) and abs(value) >= BEYOND:
                return []
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection)
        if made is None:
            made = self._made[connection] = self._make(connection)
        values = [_value(one, given, connection) for one in made.parameters]
        with _ONE_SCAN if self._many and connection.vendor == "sqlite" else _NO_TURN, connection.cursor() as cursor:
            cursor.execute(made.sql, values)
            found: Any = cursor.fetchall()
        if made.converters:
            found = made.compiler.apply_converters(found, made.converters)
        elif made.build is tuple:
            return found  # type: ignore[no-any-return]  # what a driver gives is tuples
        return [made.build(row) for row in found]

    def first(self, **given: Any) -> Any:
        """The first of the rows; None when there is none."""
        return next(iter(self.rows(**given)), None)

    def _make(self, connection: BaseDatabaseWrapper) -> _Made:
        with company_scope(_COMPANY):
            rows = self._query()
            compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
            sql, parameters = compiler.as_sql()
        selected = [expression for expression, _sql, _alias in compiler.select]
        return _Made(sql, tuple(parameters), compiler, compiler.get_converters(selected), _builder(rows, compiler))


class PreparedAmong:
    """As `Prepared`, for rows whose column is among some ids; the SQL is made once for each power of two of them.

    _NAMES = PreparedAmong(lambda ids: Caregiver.objects.filter(pk__in=ids).values_list("id", "name"))
    rows = _NAMES.rows(wanted)
    """

    def __init__(self, query: Callable[[Sequence[Any]], QuerySet[Any]]) -> None:
        self._query = query
        self._by_size: dict[int, Prepared] = {}

    def rows(self, ids: Iterable[int]) -> list[Any]:
        """What the query finds for these ids, in its order, each row once; none asked for, no query."""
        wanted = sorted({one for one in ids if abs(one) < BEYOND})
        if not wanted:
            return []
        if len(wanted) > MOST_PREPARED:
            return list(self._query(wanted))
        size = 1 << (len(wanted) - 1).bit_length()
        wanted += wanted[-1:] * (size - len(wanted))  # the last one is asked for again: it is found once all the same
        return self._of_size(size).rows(**{f"id{number}": one for number, one in enumerate(wanted)})

    def _of_size(self, size: int) -> Prepared:
        places = [Given(f"id{number}") for number in range(size)]
        return self._by_size.setdefault(size, Prepared(lambda: self._query(places)))


def _builder(rows: Any, compiler: Any) -> Callable[[Any], Any]:
    if rows._fields is not None:  # what values_list asked for
        return tuple
    names = [field.attname for field in rows.model._meta.concrete_fields]
    annotated = compiler.annotation_col_map.items()

    def build(row: Any) -> Any:
        instance = rows.model.from_db(DEFAULT_DB_ALIAS, names, row[: len(names)])
        for name, column in annotated:
            setattr(instance, name, row[column])
        return instance

    return build


def _value(parameter: Any, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    if parameter is _COMPANY:
        return current_company_id()
    value = given[parameter.name] if type(parameter) is Given else parameter
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Writes rows of these columns in one statement; no defaults, no ids back. For what every fact brings along."""
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES {places}"  # noqa: S608
    values = [
        field.get_db_prep_save(value, connection) for row in rows for field, value in zip(fields, row, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def update(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Changes these columns of many rows in one statement; each row begins with its key. For what a sweep moves."""
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.pk, *(model._meta.get_field(name) for name in columns)]
    # PostgreSQL takes bare values for text; in SQLite a cast would make a number of a date.
    cast = "CAST({0} AS {1})" if connection.vendor == "postgresql" else "{0}"
    new = [cast.format(f"new.{quote(field.column)}", field.rel_db_type(connection)) for field in fields]
    pairs = ", ".join(f"{quote(field.column)} = {value}" for field, value in zip(fields[1:], new[1:], strict=True))
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    table = quote(model._meta.db_table)
    sql = (
        f"WITH new ({names}) AS (VALUES {places}) UPDATE {table} SET {pairs} FROM new "  # noqa: S608
        f"WHERE {table}.{quote(fields[0].column)} = {new[0]}"
    )
    values = [
        field.get_db_prep_save(value, connection) for row in rows for field, value in zip(fields, row, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


__all__ = ["Given", "Prepared", "PreparedAmong", "insert", "update"]
