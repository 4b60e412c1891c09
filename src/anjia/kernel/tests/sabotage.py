"""Guards made loose or taken away, for the tests that must notice."""

from django.db import connection


def lose(kind: str, name: str, table: str) -> None:
    """Removes one part of a guard."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP {kind} {name}")
        elif kind == "constraint":
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name} ON {table}")


def loosen_no_overlap(event: str = "insert") -> None:
    """Leaves the guard of guarded_taking in place with a fault that a glance would not find.

    SQLite: the probe looks at the first neighbour instead of the last. PostgreSQL: ranges that touch clash too.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = f"taking_one_at_a_time_{event}"
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
            sql = cursor.fetchone()[0]
            assert "DESC" in sql
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql.replace("DESC", "ASC"))
        else:
            cursor.execute(
                "ALTER TABLE guarded_taking DROP CONSTRAINT taking_one_at_a_time, "
                "ADD CONSTRAINT taking_one_at_a_time EXCLUDE USING gist (company_id WITH =, chair_id WITH =, "
                "int8range(busy_from, busy_until, '[]') WITH &&) WHERE (state IN ('held', 'taken'))"
            )
