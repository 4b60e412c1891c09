"""Rows that are written once and stay as they are, on every path of a write."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from anjia.kernel.constraints import violated
from tests.emptying import filled_tables_alone
from tests.guarded.models import Note

NAME = "note_append_only"


def refusal(write: object, *arguments: object, **named: object) -> str | None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write(*arguments, **named)
    assert NAME in str(caught.value)
    return violated(caught.value)


@pytest.mark.django_db
def test_a_row_is_neither_changed_nor_removed() -> None:
    note = Note.objects.create(text="first")
    note.text = "second"
    assert refusal(note.save) == NAME
    assert refusal(note.delete) == NAME
    assert refusal(Note.objects.update, text="second") == NAME
    assert refusal(Note.objects.all().delete) == NAME
    assert refusal(Note.objects.bulk_update, [note], ["text"]) == NAME
    with connection.cursor() as cursor:
        assert refusal(cursor.execute, "UPDATE guarded_note SET number = 3") == NAME
        assert refusal(cursor.execute, "DELETE FROM guarded_note") == NAME
    assert [row.text for row in Note.objects.all()] == ["first"]


@pytest.mark.django_db
def test_a_write_that_meets_no_row_is_no_change() -> None:
    assert Note.objects.filter(text="absent").update(text="second") == 0
    assert Note.objects.filter(text="absent").delete()[0] == 0


@pytest.mark.django_db
def test_an_insert_that_would_update_is_refused() -> None:
    note = Note.objects.create(text="first", number=1)
    again = Note(pk=note.pk, text="second", number=1)
    assert (
        refusal(Note.objects.bulk_create, [again], update_conflicts=True, unique_fields=["id"], update_fields=["text"])
        == NAME
    )


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own word")
@pytest.mark.parametrize("values", ["(1, 'second', 7)", "(9, 'second', 1)"], ids=["same key", "same number"])
def test_an_insert_that_replaces_is_refused(values: str) -> None:
    """It removes the old row, which fires triggers only because the profile asks for it."""
    Note.objects.create(pk=1, text="first", number=1)
    with connection.cursor() as cursor:
        sql = f"INSERT OR REPLACE INTO guarded_note (id, text, number) VALUES {values}"
        assert refusal(cursor.execute, sql) == NAME


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [nullcontext, filled_tables_alone], ids=["as an owner does", "as the suite does"])
def test_the_whole_table_can_be_flushed_for_tests_and_is_guarded_afterwards(
    how: Callable[[], AbstractContextManager[None]],
) -> None:
    Note.objects.create(text="first")
    with how():
        call_command("flush", interactive=False, verbosity=0)
    assert not Note.objects.exists()
    Note.objects.create(text="second")
    assert refusal(Note.objects.update, text="third") == NAME
    assert refusal(Note.objects.all().delete) == NAME
