"""A database that has lost a guard is not served, and says which one and how to mend it."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import connection

from anjia.kernel import guards
from anjia.kernel.guards import proof
from anjia.kernel.models import Fact
from anjia.kernel.tests.sabotage import loosen_no_overlap, lose
from tests.guarded.models import Chair, Note, Taking

SQLITE = connection.vendor == "sqlite"
OVERLAP_PARTS = (
    [
        ("trigger", "taking_one_at_a_time_insert"),
        ("trigger", "taking_one_at_a_time_update"),
        ("index", "taking_one_at_a_time_probe"),
    ]
    if SQLITE
    else [("constraint", "taking_one_at_a_time"), ("constraint", "taking_one_at_a_time_order")]
)
APPEND_PARTS = (
    [("trigger", "note_append_only_update"), ("trigger", "note_append_only_delete")]
    if SQLITE
    else [("trigger", "note_append_only")]
)
HERE = [Taking, Note]  # all tables are tried by who serves, migrates and checks, below; here two are enough
PARTS = [(*part, "guarded_taking") for part in OVERLAP_PARTS] + [(*part, "guarded_note") for part in APPEND_PARTS]


def mend() -> str:
    said = StringIO()
    call_command("mend_guards", stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_a_whole_database_is_served() -> None:
    guards.assert_guards()


@pytest.mark.django_db
def test_the_kernels_own_tables_are_guarded() -> None:
    assert "fact_append_only" in {one.guard.name for one in guards.declared_by([Fact])}


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name", "table"), PARTS, ids=lambda value: value)
def test_a_lost_part_is_named_with_the_way_to_mend_it(kind: str, name: str, table: str) -> None:
    lose(kind, name, table)
    with pytest.raises(guards.GuardMissing, match=f"table {table} has lost its {kind} {name}.*mend_guards"):
        guards.assert_guards(HERE)


@pytest.mark.django_db
@pytest.mark.parametrize("event", ["insert", "update"])
def test_a_guard_that_is_there_and_does_not_bite_is_found(event: str) -> None:
    loosen_no_overlap(event)
    with pytest.raises(guards.GuardMissing, match=r"taking_one_at_a_time of table guarded_taking (accepts|refuses)"):
        guards.assert_guards(HERE)


@pytest.mark.django_db
def test_an_emptied_trigger_is_found() -> None:
    """Its name is still there, and it does nothing."""
    with connection.cursor() as cursor:
        if SQLITE:
            cursor.execute("DROP TRIGGER note_append_only_delete")
            cursor.execute("CREATE TRIGGER note_append_only_delete BEFORE DELETE ON guarded_note BEGIN SELECT 1; END")
        else:
            cursor.execute("DROP TRIGGER note_append_only ON guarded_note")
            cursor.execute(
                "CREATE TRIGGER note_append_only BEFORE UPDATE ON guarded_note "
                "FOR EACH ROW EXECUTE FUNCTION anjia_append_only('note_append_only')"
            )
    with pytest.raises(guards.GuardMissing, match="note_append_only of table guarded_note accepts the removal"):
        guards.assert_guards(HERE)


@pytest.mark.django_db
@pytest.mark.skipif(SQLITE, reason="SQLite's triggers cannot be switched off")
def test_a_trigger_switched_off_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE guarded_note DISABLE TRIGGER note_append_only")
    with pytest.raises(guards.GuardMissing, match="lost its trigger note_append_only"):
        guards.assert_guards(HERE)


@pytest.mark.django_db
def test_trying_the_guards_leaves_nothing_behind() -> None:
    chair = Chair.objects.create(name="one")
    before = Taking.objects.create(chair=chair, busy_from=1, busy_until=2)
    guards.assert_guards(HERE)
    assert Taking.objects.get() == before
    assert not Note.objects.exists()
    after = Taking.objects.create(chair=chair, busy_from=2, busy_until=3)
    assert after.pk == before.pk + 1


@pytest.mark.django_db
def test_trying_the_guards_takes_few_queries(django_assert_max_num_queries: object) -> None:
    declared = guards.declared_by([Taking, Note])
    assert len(declared) == 2
    with django_assert_max_num_queries(100):  # type: ignore[operator]
        assert guards.gaps([Taking, Note]) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_the_system_check_says_it_too() -> None:
    assert not [found for found in run_checks(tags=[Tags.database], databases=["default"]) if found.id == "kernel.E010"]
    lose(*PARTS[0])
    faults = [found for found in run_checks(tags=[Tags.database], databases=["default"]) if found.id == "kernel.E010"]
    assert "taking_one_at_a_time" in faults[0].msg
    assert "mend_guards" in str(faults[0].hint)


@pytest.mark.django_db
def test_a_table_not_yet_made_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Note._meta, "db_table", "guarded_elsewhere")
    with pytest.raises(guards.GuardMissing, match=r"guarded_elsewhere has no table yet\..*manage\.py migrate"):
        guards.assert_guards(HERE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_lost_guards_are_mended_once() -> None:
    for part in PARTS:
        lose(*part)
    said = mend()
    assert said.count("taking_one_at_a_time of table") == 1
    assert "note_append_only" in said
    guards.assert_guards(HERE)
    assert mend() == "Every guard is in place and bites.\n"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_loose_guard_is_mended_with_the_rows_in_place() -> None:
    row = Taking.objects.create(chair=Chair.objects.create(name="one"), busy_from=1, busy_until=2)
    loosen_no_overlap()
    mend()
    guards.assert_guards(HERE)
    assert Taking.objects.get() == row


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_rows_that_overlap_by_now_are_named_and_stay() -> None:
    for part in PARTS[:2]:
        lose(*part)
    chair = Chair.objects.create(name="one")
    first, second = (Taking.objects.create(chair=chair, busy_from=at, busy_until=at + 9) for at in (0, 5))
    with pytest.raises(CommandError, match=f"rows {first.pk} and {second.pk} break it. Cancel one of each pair"):
        mend()
    assert Taking.objects.count() == 2
    Taking.objects.filter(pk=second.pk).update(state="released")
    mend()
    guards.assert_guards(HERE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_migrate_ends_with_a_complaint_when_a_guard_is_gone() -> None:
    lose(*PARTS[0])
    with pytest.raises(guards.GuardMissing, match="taking_one_at_a_time"):
        call_command("migrate", verbosity=0, skip_checks=True)
    mend()
    call_command("migrate", verbosity=0, skip_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize("one", guards.declared_by(apps.get_models()), ids=lambda one: one.guard.name)
def test_every_guard_of_every_area_can_be_tried(one: guards.Declared) -> None:
    """A table whose other rules refuse the sample rows would be served on the mere presence of its guard."""
    with proof.nothing_kept(connection):
        trial = proof.Trial(connection, one)
        assert trial.insert(proof.sample_for(trial, one.guard)) == "accepted"
