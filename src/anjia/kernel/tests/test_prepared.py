"""Reads whose SQL is made once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler

from anjia.kernel.errors import NoCompany
from anjia.kernel.models import Fact, FactSubject, PrivateFile
from anjia.kernel.prepared import BEYOND, MOST_PREPARED, Given, Prepared, PreparedAmong, insert
from anjia.kernel.scope import company_scope

BY_NAME = Prepared(lambda: Fact.objects.filter(name=Given("name")).order_by("id"))
SINCE = Prepared(
    lambda: Fact.objects.filter(at__gte=Given("since"), depth__in=[0, 1]).order_by("-at").values_list("name", "at")
)


def fact(name: str, at: datetime) -> Fact:
    return Fact.objects.create(name=name, body={"words": ["安", 1]}, at=at, by="system")


def test_rows_come_as_a_query_of_djangos_brings_them(scope: int, at: datetime) -> None:
    one, two = fact("test.Told", at), fact("test.Told", at)
    assert BY_NAME.rows(name="test.Told") == [one, two]
    assert BY_NAME.first(name="test.Told").body == {"words": ["安", 1]}
    assert BY_NAME.first(name="test.Told").at == at
    assert BY_NAME.first(name="' OR 1=1 --") is None
    one.refresh_from_db()


def test_columns_come_as_tuples_and_instants_go_in_and_out(scope: int, at: datetime) -> None:
    fact("test.Early", at - timedelta(seconds=1))
    fact("test.Late", at + timedelta(days=1))
    assert SINCE.rows(since=at)[0] == ("test.Late", at + timedelta(days=1))
    assert [name for name, _at in SINCE.rows(since=at - timedelta(seconds=1))][:2] == [
        "test.Late",
        "company.CompanyFounded",
    ]


def test_each_company_sees_its_own(scope: int, stranger_id: int, at: datetime) -> None:
    fact("test.Told", at)
    assert len(BY_NAME.rows(name="test.Told")) == 1
    with company_scope(stranger_id):
        assert BY_NAME.rows(name="test.Told") == []


def test_without_a_company_nothing_is_shown(company_id: int) -> None:
    with pytest.raises(NoCompany):
        BY_NAME.rows(name="test.Told")


def test_the_sql_is_made_once(
    scope: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], Any]
) -> None:
    made: list[object] = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *rest, **more: made.append(self) or as_sql(self, *rest, **more)
    )
    by_size = Prepared(lambda: PrivateFile.objects.filter(size__gt=Given("size")))
    with django_assert_num_queries(3):
        assert [by_size.first(size=size) for size in (1, 2, 3)] == [None, None, None]
    assert len(made) == 1


def test_a_number_beyond_every_column_finds_nothing(scope: int) -> None:
    by_id = Prepared(lambda: Fact.objects.filter(pk=Given("id")))
    assert [by_id.first(id=number) for number in (2**63, -(2**63) - 1, 10**30, 2**63 - 1)] == [None] * 4


def test_rows_among_ids_come_each_once_from_one_company(
    scope: int, stranger_id: int, at: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    among = PreparedAmong(lambda ids: Fact.objects.filter(pk__in=ids).order_by("id"))
    facts = [fact("test.Told", at) for _number in range(MOST_PREPARED + 1)]
    for count in (1, 2, 3, 5, MOST_PREPARED, MOST_PREPARED + 1):
        with django_assert_num_queries(1):
            assert among.rows([*(one.pk for one in facts[:count]), facts[0].pk, BEYOND]) == facts[:count]
    with django_assert_num_queries(0):
        assert among.rows([]) == []
    with company_scope(stranger_id):
        assert among.rows([facts[0].pk, facts[1].pk]) == []


def test_a_forgotten_value_is_a_fault(scope: int) -> None:
    with pytest.raises(KeyError, match="name"):
        BY_NAME.rows()


def test_rows_are_written_in_one_statement(
    scope: int, at: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    told = fact("test.Told", at)
    with django_assert_num_queries(1):
        insert(FactSubject, ("company_id", "fact", "subject"), [(scope, told.pk, f"visit:{n}") for n in (1, 2)])
    assert list(told.subjects.order_by("id").values_list("company_id", "subject")) == [
        (scope, "visit:1"),
        (scope, "visit:2"),
    ]
    with django_assert_num_queries(0):
        insert(FactSubject, ("company_id", "fact", "subject"), [])
