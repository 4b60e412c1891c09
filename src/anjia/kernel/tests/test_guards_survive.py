"""Migrations change guarded tables, and on SQLite rebuild them: no guard may be lost on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from anjia.kernel import guards
from anjia.kernel.constraints import AppendOnly, NoOverlap

pytestmark = pytest.mark.django_db(transaction=True)

OVERLAP = NoOverlap(
    name="stay_no_overlap", owner=["room"], starts="begins", ends="ends", state="state", active=["taken"]
)
APPEND = AppendOnly(name="line_append_only")
CREATE = [
    migrations.CreateModel(
        "Stay",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("room", models.IntegerField()),
            ("begins", models.IntegerField()),
            ("ends", models.IntegerField()),
            ("state", models.CharField(max_length=8)),
            ("remark", models.CharField(max_length=8, default="")),
            ("mark", models.IntegerField(db_index=True, default=0)),
        ],
        options={"constraints": [OVERLAP]},
    ),
    migrations.CreateModel(
        "Line",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("remark", models.CharField(max_length=8)),
            ("mark", models.IntegerField(db_index=True, default=0)),
        ],
        options={"constraints": [APPEND]},
    ),
    migrations.CreateModel("Visitor", [("id", models.BigAutoField(primary_key=True))]),
]


class Database:
    """A database that went through these operations, one migration each."""

    def __init__(self) -> None:
        self.state = ProjectState()

    def go(self, *operations: Operation) -> None:
        for operation in operations:
            self.go_at_once(operation)

    def go_at_once(self, *operations: Operation) -> None:
        """All in one migration."""
        with connection.schema_editor() as editor:
            for operation in operations:
                after = self.state.clone()
                operation.state_forwards("surviving", after)
                operation.database_forwards("surviving", editor, self.state, after)
                self.state = after

    @contextmanager
    def dropped_afterwards(self) -> Iterator[None]:
        yield
        with connection.schema_editor() as editor:
            for model in reversed(self.state.apps.get_models()):
                editor.delete_model(model)

    def model(self, name: str) -> Any:
        return self.state.apps.get_model("surviving", name)

    def gaps(self) -> list[str]:
        models_now = self.state.apps.get_models()
        assert {one.guard.name for one in guards.declared_by(models_now)} == {OVERLAP.name, APPEND.name}
        return [str(gap) for gap in guards.gaps(models_now)]

    def fill(self) -> None:
        for begins in range(0, 100, 10):
            self.model("Stay").objects.create(room=1, begins=begins, ends=begins + 10, state="taken")
        self.model("Line").objects.create(remark="first")


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database()
    with database.dropped_afterwards():
        database.go(*CREATE)
        database.fill()
        yield database


def on_both(operation: type[Operation], *arguments: Any) -> list[Operation]:
    return [operation(model, *arguments) for model in ("Stay", "Line")]


CHANGES = {
    "alter a field": on_both(migrations.AlterField, "remark", models.CharField(max_length=99)),
    "add a unique field": on_both(migrations.AddField, "code", models.CharField(max_length=9, null=True, unique=True)),
    "add a field": on_both(migrations.AddField, "more", models.IntegerField(default=7)),
    "add a field without a value": on_both(migrations.AddField, "more", models.IntegerField(null=True)),
    "add a foreign key": on_both(
        migrations.AddField, "visitor", models.ForeignKey("surviving.Visitor", models.PROTECT, null=True)
    ),
    "remove a field": on_both(migrations.RemoveField, "remark"),
    "remove an indexed field": on_both(migrations.RemoveField, "mark"),
    "rename a field": on_both(migrations.RenameField, "remark", "words"),
    "rename the table": [
        migrations.AlterModelTable("Stay", "surviving_nights"),
        migrations.AlterModelTable("Line", "surviving_words"),
    ],
    "rename the model": [migrations.RenameModel("Stay", "Night"), migrations.RenameModel("Line", "Word")],
    "add a constraint": [
        migrations.AddConstraint("Stay", models.CheckConstraint(condition=models.Q(mark__gte=0), name="stay_mark")),
        migrations.AddConstraint("Line", models.CheckConstraint(condition=models.Q(mark__gte=0), name="line_mark")),
    ],
    "add an index": [
        migrations.AddIndex("Stay", models.Index(fields=["mark", "remark"], name="stay_index")),
        migrations.AddIndex("Line", models.Index(fields=["mark", "remark"], name="line_index")),
    ],
    "alter the times": [
        migrations.AlterField("Stay", "begins", models.BigIntegerField()),
        migrations.AlterField("Stay", "ends", models.BigIntegerField()),
    ],
}


@pytest.mark.parametrize("change", CHANGES)
def test_guards_survive(database: Database, change: str) -> None:
    database.go(*CHANGES[change])
    assert database.gaps() == []


def test_guards_survive_one_change_after_another(database: Database) -> None:
    for change in ("rename the table", "add a field", "alter a field", "rename a field", "alter the times"):
        database.go(*CHANGES[change])
        assert database.gaps() == []


def test_guards_survive_the_rebuild_of_a_table_they_refer_to(database: Database) -> None:
    database.go(*CHANGES["add a foreign key"])
    database.go(migrations.AlterField("Visitor", "id", models.CharField(max_length=9, primary_key=True)))
    assert database.gaps() == []


def test_a_table_made_and_changed_in_one_migration_is_guarded() -> None:
    database = Database()
    with database.dropped_afterwards():
        database.go_at_once(*CREATE, *CHANGES["add a field"])
        assert database.gaps() == []


def test_a_guard_can_be_taken_away_and_come_back(database: Database) -> None:
    for name, guard in (("Stay", OVERLAP), ("Line", APPEND)):
        database.go(migrations.RemoveConstraint(name, guard.name))
    database.model("Line").objects.update(remark="second")
    clash = database.model("Stay").objects.create(room=1, begins=5, ends=7, state="taken")
    clash.delete()
    database.go(migrations.AddConstraint("Stay", OVERLAP), migrations.AddConstraint("Line", APPEND))
    assert database.gaps() == []


def test_a_guard_does_not_come_where_rows_break_it(database: Database) -> None:
    database.go(migrations.RemoveConstraint("Stay", OVERLAP.name))
    database.model("Stay").objects.create(room=1, begins=5, ends=7, state="taken")
    with pytest.raises(IntegrityError, match=OVERLAP.name):
        database.go(migrations.AddConstraint("Stay", OVERLAP))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not rebuild tables")
def test_a_trigger_made_by_hand_would_not_survive(database: Database) -> None:
    """The control: what the guards are spared. If this fails, Django has learnt it, and Guard can be simpler."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TRIGGER by_hand BEFORE UPDATE ON surviving_stay BEGIN SELECT RAISE(ABORT, 'no'); END")
    database.go(*CHANGES["alter a field"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'by_hand'")
        assert cursor.fetchone() == (0,)
