"""The search in the desk's head."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking import queries as booking_queries
from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.workforce.testing import a_caregiver


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.FINANCE)


@pytest.fixture
def number(company_id: int, at: datetime) -> str:
    """The number of an order of 陈女士, beside a caregiver of the same family name."""
    with company_scope(company_id):
        a_caregiver(at, name="陈阿姨")
        return booking_queries.visit(plan_visit(at=at)).number


def found(client: Client, query: str) -> str:
    return client.get(reverse("desk:search"), {"q": query}).content.decode()


def test_one_name_finds_households_caregivers_and_visits(desk: Client, number: str) -> None:
    page = found(desk, "陈")
    assert "陈女士" in page
    assert "陈阿姨" in page
    assert number in page


@pytest.mark.parametrize("said", ["13912345678", "139 1234 5678", "5678"])
def test_a_phone_or_its_last_four_digits_find_the_household(desk: Client, number: str, said: str) -> None:
    page = found(desk, said)
    assert "陈女士" in page
    assert number in page
    assert "139****5678" in page


def test_an_order_number_or_its_day_finds_the_visit(desk: Client, number: str) -> None:
    assert number in found(desk, number)
    assert number in found(desk, number[:8])


def test_what_matches_nothing_says_how_to_search(desk: Client, number: str) -> None:
    assert "Nothing matches." in found(desk, "没有这个人")
    assert "Who is calling?" in found(desk, "")
    assert "Who is calling?" in found(desk, "\x00 ")


def test_another_company_and_a_passer_by_find_nothing(
    client: Client, stranger_id: int, number: str, at: datetime
) -> None:
    stranger = client_of(stranger_id, at, "13900000002", Role.OWNER)
    for said in ("陈", "13912345678", number):
        assert "Nothing matches." in found(stranger, said)
    assert client.get(reverse("desk:search"), {"q": "陈"}).status_code == 302


def test_few_and_many_matches_cost_the_same_questions(desk: Client, company_id: int, number: str, at: datetime) -> None:
    few = queries_of(lambda: found(desk, "陈"))
    with company_scope(company_id):
        for count in range(12):
            plan_visit(at=at, phone=f"137{count:08d}")
            a_caregiver(at, name=f"陈{count}", phone=f"136{count:08d}")
    assert queries_of(lambda: found(desk, "陈")) == few
    assert found(desk, "陈").count("Show all") == 3
