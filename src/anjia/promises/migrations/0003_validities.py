"""Gives every clause its validity, and every open promise its next instant."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import migrations
from django.db.models import F

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EVER = 253_402_300_799_000_000


def micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def forwards(apps: Any, schema_editor: Any) -> None:
    clauses = apps.get_model("promises", "Clause").everywhere.order_by("company_id", "kind", "-version")
    validities: list[Any] = []
    later: dict[tuple[int, str], int] = {}
    for clause in clauses:
        key, begins = (clause.company_id, clause.kind), micros(clause.effective_from)
        validities.append(
            apps.get_model("promises", "Validity")(
                company_id=clause.company_id,
                clause=clause,
                kind=clause.kind,
                begins=begins,
                ends=later.get(key, EVER),
            )
        )
        later[key] = begins
    apps.get_model("promises", "Validity").everywhere.bulk_create(validities)
    promises = apps.get_model("promises", "Promise").everywhere
    promises.filter(state="open", next_at=None, paused_at=None).update(next_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("promises", "0002_clocks_and_ladders")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
