"""No two rows of one owner overlap, on whichever engine ANJIA_DATABASE_URL names and on every path of a write."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from anjia.kernel.clock import now
from anjia.kernel.constraints import violated
from anjia.kernel.models import Journal
from anjia.kernel.scope import company_scope
from tests.guarded.models import Chair, Taking

pytestmark = pytest.mark.django_db
NAME = "taking_one_at_a_time"


@pytest.fixture
def chair() -> Chair:
    return Chair.objects.create(name="one")


def take(chair: Chair, starts: int | None, ends: int, **other: object) -> Taking:
    return Taking.objects.create(chair=chair, busy_from=starts, busy_until=ends, **other)


def refusal(write: object, *arguments: object, **named: object) -> str | None:
    """The name of the guard that refuses the write; the transaction stays usable."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write(*arguments, **named)
    return violated(caught.value)


@pytest.mark.parametrize(("starts", "ends"), [(10, 20), (9, 11), (19, 21), (12, 15), (0, 99), (10, 11), (19, 20)])
def test_minutes_taken_are_not_taken_twice(chair: Chair, starts: int, ends: int) -> None:
    take(chair, 10, 20)
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        take(chair, starts, ends)
    assert refusal(take, chair, starts, ends) == NAME


def test_a_taking_may_begin_where_another_ends(chair: Chair) -> None:
    take(chair, 10, 20)
    take(chair, 20, 30)
    take(chair, 0, 10)


def test_another_owner_is_not_in_the_way(chair: Chair) -> None:
    take(chair, 10, 20)
    take(Chair.objects.create(name="two"), 10, 20)
    take(chair, 10, 20, company_id=2)


def test_released_minutes_are_free(chair: Chair) -> None:
    take(chair, 10, 20, state="released")
    take(chair, 10, 20)


def test_an_old_long_taking_is_seen_behind_many_others(chair: Chair) -> None:
    take(Chair.objects.create(name="two"), 0, 10_000)
    take(chair, 0, 10_000)
    assert refusal(take, chair, 9_998, 9_999) == NAME


@pytest.mark.parametrize("ends", [10, 9])
def test_a_taking_ends_after_it_begins(chair: Chair, ends: int) -> None:
    assert refusal(take, chair, 10, ends) == f"{NAME}_order"


def test_a_bulk_insert_clashes_with_the_table(chair: Chair) -> None:
    take(chair, 10, 20)
    rows = [Taking(chair=chair, busy_from=at, busy_until=at + 8) for at in (0, 15, 30)]
    assert refusal(Taking.objects.bulk_create, rows) == NAME
    assert Taking.objects.count() == 1


def test_a_bulk_insert_clashes_within_itself(chair: Chair) -> None:
    rows = [Taking(chair=chair, busy_from=at, busy_until=at + 8) for at in (0, 30, 35)]
    assert refusal(Taking.objects.bulk_create, rows) == NAME


def test_an_insert_that_updates_its_own_row_does_not_clash_with_it(chair: Chair) -> None:
    row = take(chair, 10, 20)
    again = Taking(pk=row.pk, chair=chair, busy_from=12, busy_until=22)
    Taking.objects.bulk_create(
        [again], update_conflicts=True, unique_fields=["id"], update_fields=["busy_from", "busy_until"]
    )
    assert Taking.objects.get().busy_from == 12


def test_a_move_onto_another_taking_is_refused(chair: Chair) -> None:
    take(chair, 10, 20)
    row = take(chair, 30, 40)
    moved = Taking.objects.filter(pk=row.pk)
    assert refusal(moved.update, busy_from=15, busy_until=25) == NAME
    assert refusal(moved.update, busy_from=F("busy_from") - 15, busy_until=F("busy_until") - 15) == NAME
    row.busy_from = 19
    assert refusal(row.save) == NAME
    assert refusal(Taking.objects.bulk_update, [row], ["busy_from"]) == NAME
    assert moved.update(busy_from=F("busy_from") - 10) == 1


def test_a_change_of_owner_is_a_move(chair: Chair) -> None:
    take(chair, 10, 20)
    other = take(Chair.objects.create(name="two"), 15, 25)
    assert refusal(Taking.objects.filter(pk=other.pk).update, chair=chair) == NAME


def test_a_released_taking_comes_back_only_if_its_minutes_are_free(chair: Chair) -> None:
    gone = take(chair, 10, 20, state="released")
    now = take(chair, 15, 25)
    assert refusal(Taking.objects.filter(pk=gone.pk).update, state="held") == NAME
    now.delete()
    assert Taking.objects.filter(pk=gone.pk).update(state="held") == 1


def test_a_taking_may_be_moved_within_its_own_minutes(chair: Chair) -> None:
    row = take(chair, 10, 20)
    assert Taking.objects.filter(pk=row.pk).update(busy_from=12, busy_until=25) == 1


def test_raw_sql_is_refused_too(chair: Chair) -> None:
    take(chair, 10, 20)
    values = [1, chair.pk, 15, 16, "taken", ""]
    sql = "INSERT INTO guarded_taking (company_id, chair_id, busy_from, busy_until, state, remark) VALUES "
    with connection.cursor() as cursor:
        assert refusal(cursor.execute, f"{sql} (%s, %s, %s, %s, %s, %s)", values) == NAME


def test_two_slots_cannot_be_swapped_in_one_update(chair: Chair) -> None:
    """The same on both engines: free one of them first."""
    take(chair, 10, 20)
    take(chair, 20, 30)
    assert refusal(Taking.objects.update, busy_from=40 - F("busy_until"), busy_until=40 - F("busy_from")) == NAME


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL names the columns in its own way")
def test_the_probe_is_one_step_in_the_index() -> None:
    """The cost of a write does not grow with the past: no scan, no sort."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT busy_until FROM guarded_taking AS other WHERE company_id = 1 AND chair_id = 1 "
            "AND state IN ('held', 'taken') AND busy_from < 9 AND rowid <> 7 ORDER BY busy_from DESC LIMIT 1"
        )
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert f"INDEX {NAME}_probe (company_id=? AND chair_id=? AND busy_from<?)" in plan
    assert "TEMP B-TREE" not in plan


def test_a_rule_of_djangos_own_is_told_by_name_as_well() -> None:
    with company_scope(1):
        Journal.objects.create(key="visit:1", at=now(), memo="first")
        assert refusal(Journal.objects.create, key="visit:1", at=now(), memo="second") == "journal_key_once"


def test_what_has_no_name_is_told_as_nothing(chair: Chair) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        take(chair, None, 20)
    assert violated(caught.value) is None
