"""The desk's page of the figures of dispatch."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import assigned_visit
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope


@pytest.fixture(autouse=True)
def later(at: datetime) -> Iterator[None]:
    """Four days on: the visits lie in the past."""
    with clock_at(at + timedelta(days=4)):
        yield


@pytest.fixture
def dispatcher(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


def shown(client: Client, **asked: str) -> str:
    return client.get(reverse("desk:figures"), asked).content.decode()


def test_an_empty_time_says_what_to_do(dispatcher: Client) -> None:
    assert "No visit in this time." in shown(dispatcher)


def test_the_visits_of_the_time_are_counted_for_their_company_alone(
    dispatcher: Client, company_id: int, stranger_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        assigned_visit(at=at)
    text = shown(dispatcher, days="7")
    assert "王芳" in text
    assert "3.0" in text
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    assert "王芳" not in shown(stranger, days="7")


def test_the_file_says_the_same(dispatcher: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        assigned_visit(at=at)
    answer = dispatcher.get(reverse("desk:figures-file"), {"days": "7", "kind": "csv"})
    assert "王芳,1,3.0,0.0," in answer.content.decode("utf-8-sig")


def test_the_page_asks_as_often_for_five_as_for_one(dispatcher: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        assigned_visit(at=at)
    shown(dispatcher)
    few = queries_of(lambda: shown(dispatcher))
    with company_scope(company_id):
        for number in range(4):
            who = caregiver(f"阿姨{number}", at=at, number=number + 2)
            assigned_visit(at=at, caregiver_id=who, phone=f"1391234560{number}")
    assert queries_of(lambda: shown(dispatcher)) == few


def test_the_first_ten_stand_open_who_lies_farthest_from_all_first(
    dispatcher: Client, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        assigned_visit(at=at)
        for number in range(11):
            caregiver(f"阿姨{number}", at=at, number=number + 2)
    page = shown(dispatcher, days="7")
    opened, _summary, folded = page.partition('<details class="more more-flush"><summary>2 more</summary>')
    assert opened.index("王芳") < opened.index("阿姨0")
    assert (opened.count('class="cell-link" href="/desk/caregivers/'), folded.count("阿姨")) == (10, 2)


def test_an_adviser_is_sent_away(company_id: int, at: datetime) -> None:
    adviser = client_of(company_id, at, "13900000002", Role.ADVISER)
    assert adviser.get(reverse("desk:figures")).status_code == 403
