"""The household's account on its phone."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from anjia.billing import operations as billing
from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.households.operations import issue_key
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def household_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        visit_id = plan_visit(at=at)
        billing.charge_visit(visit_id=visit_id, at=at, by=SYSTEM)
        return visit(visit_id).household_id


def phone_of(company_id: int, household_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.get(reverse("household-link", args=[token]))
    return client


def test_the_account_says_what_is_to_pay_and_why(company_id: int, household_id: int, at: datetime) -> None:
    phone = phone_of(company_id, household_id, at)
    page = phone.get(reverse("household:account")).content.decode()
    for shown in ("To pay", "¥150.00", "日常保洁", "at the agreed price"):
        assert shown in page
    with company_scope(company_id):
        billing.record_payment(household_id=household_id, amount_fen=20000, method="cash", at=at, by=SYSTEM)
    page = phone.get(reverse("household:account")).content.decode()
    assert "In credit" in page
    assert "¥50.00" in page


def test_an_empty_account_says_what_will_stand_there(company_id: int, household_id: int, at: datetime) -> None:
    with company_scope(company_id):
        other = visit(plan_visit(at=at, phone="13700000001")).household_id
    page = phone_of(company_id, other, at).get(reverse("household:account")).content.decode()
    assert "Everything is settled" in page
    assert "¥150.00" not in page


def test_without_a_link_there_is_no_account(db: None) -> None:
    assert Client().get(reverse("household:account")).status_code == 403
