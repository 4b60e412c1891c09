"""The family reads its own story and what is remembered about it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from anjia.households import operations
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.households.testing import a_home, a_household
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope

ADVISER = Actor("staff", 3, "周宁")


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def phone(company_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        household_id = a_household(at)
        a_home(at, household_id)
        entries = [NewEntry(EntryKind.TABOO, "不用漂白水"), NewEntry(EntryKind.NOTE, "话多，回电要快")]
        operations.record_dossier(household_id=household_id, entries=entries, at=at, by=ADVISER)
        operations.reveal_phone(household_id=household_id, purpose="call", at=at, by=ADVISER)
        other = a_household(at, name="王先生", phone="13700000001")
        operations.record_dossier(household_id=other, entries=[NewEntry(EntryKind.TABOO, "怕狗")], at=at, by=ADVISER)
        token = operations.issue_key(household_id=household_id, at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.get(reverse("household-link", args=[token]))
    return client


def test_the_family_sees_what_is_remembered_and_who_looked_and_no_notes_of_the_desk(phone: Client) -> None:
    page = phone.get(reverse("household:story")).content.decode()
    for shown in ("不用漂白水", "Somebody of the company looked at your phone number: to call back.", "徐汇区"):
        assert shown in page
    for hidden in ("话多", "怕狗", "周宁"):
        assert hidden not in page


def test_without_a_link_there_is_no_story(db: None) -> None:
    assert Client().get(reverse("household:story")).status_code == 403
