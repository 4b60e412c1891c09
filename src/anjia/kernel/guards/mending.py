"""Putting guards back, which is safe to repeat."""

from collections.abc import Iterable

from django.db import IntegrityError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from anjia.kernel.constraints import NoOverlap
from anjia.kernel.constraints.columns import key_column
from anjia.kernel.guards.inventory import Declared, Gap

MOST_PAIRS = 5


class ClashingRows(RuntimeError):
    """The guard cannot come back while rows break it. The text names them: a person must decide which one yields."""


def mend(found: Iterable[Gap], *, using: str) -> list[Declared]:
    """Makes these guards again, in the order given, and returns them. Raises ClashingRows.

    On SQLite that rebuilds the table once for each guard, as Django does for any constraint that it adds.
    """
    mended = list({(gap.of.table, gap.of.guard.name): gap.of for gap in found}.values())
    for one in mended:
        _make_again(connections[using], one)
    return mended


def _make_again(connection: BaseDatabaseWrapper, one: Declared) -> None:
    try:
        with connection.schema_editor() as editor:
            if connection.vendor == "postgresql":
                editor.execute(one.guard.remove_sql(one.model, editor), params=None)
            editor.add_constraint(one.model, one.guard)
    except IntegrityError as fault:
        pairs = ", ".join(f"{a} and {b}" for a, b in clashing_pairs(connection, one))
        raise ClashingRows(
            f"{one} cannot be made: rows {pairs or 'of the table'} break it. Cancel one of each pair, then run "
            "`python manage.py mend_guards` again."
        ) from fault


def clashing_pairs(connection: BaseDatabaseWrapper, one: Declared) -> list[tuple[int, int]]:
    """Keys of some rows that overlap each other; empty for other guards."""
    guard = one.guard
    if not isinstance(guard, NoOverlap):
        return []
    words = guard.words(one.model, connection.schema_editor())
    owners = [words[f"owner_{place}"] for place in range(len(guard.owner))]
    same = " AND ".join(f"a.{owner} = b.{owner}" for owner in owners)
    key = connection.ops.quote_name(key_column(one.model))
    sql = (
        f"SELECT a.{key}, b.{key} FROM {words['table']} a JOIN {words['table']} b ON {same} AND a.{key} < b.{key} "  # noqa: S608
        f"AND a.{words['starts']} < b.{words['ends']} AND b.{words['starts']} < a.{words['ends']} "
        f"WHERE a.{words['state']} IN ({words['active']}) AND b.{words['state']} IN ({words['active']}) "
        f"ORDER BY 1, 2 LIMIT {MOST_PAIRS}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


__all__ = ["ClashingRows", "clashing_pairs", "mend"]
