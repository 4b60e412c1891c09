"""The caregiver's pay on her phone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import plan_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.scope import company_scope
from anjia.payroll import operations, queries
from anjia.workforce.operations import open_login
from anjia.workforce.testing import a_caregiver


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def caregiver_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return a_caregiver(at)


def phone_of(company_id: int, caregiver_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        user_id = open_login(caregiver_id=caregiver_id, password="warm-kettle-7", at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(pk=user_id))
    return client


def earn(company_id: int, caregiver_id: int, at: datetime) -> None:
    with company_scope(company_id):
        visit_id = plan_visit(at=at, starts_at=at)
        operations.earn_for_visit(visit_id=visit_id, caregiver_id=caregiver_id, at=at, by=SYSTEM)


def test_what_is_earned_shows_at_once_and_then_on_a_slip(company_id: int, caregiver_id: int, at: datetime) -> None:
    phone = phone_of(company_id, caregiver_id, at)
    assert "No pay slip yet." in phone.get(reverse("caregiver:payslips")).content.decode()
    earn(company_id, caregiver_id, at - timedelta(days=7))
    page = phone.get(reverse("caregiver:payslips")).content.decode()
    assert "¥114.00" in page
    assert "3 h × ¥38.00" in page
    with company_scope(company_id):
        operations.issue_payslips(week_on=day_of(at - timedelta(days=7)), at=at, by=SYSTEM)
        (slip,) = queries.payslips_of_caregiver(caregiver_id)
    page = phone.get(reverse("caregiver:payslip", args=[slip.id])).content.decode()
    assert "not paid yet" in page
    assert "3 h × ¥38.00" in page


def test_nobody_sees_the_slip_of_a_colleague(company_id: int, caregiver_id: int, at: datetime) -> None:
    earn(company_id, caregiver_id, at - timedelta(days=7))
    with company_scope(company_id):
        operations.issue_payslips(week_on=day_of(at - timedelta(days=7)), at=at, by=SYSTEM)
        (slip,) = queries.payslips_of_caregiver(caregiver_id)
        colleague = a_caregiver(at, name="张阿姨", phone="13812340009")
    phone = phone_of(company_id, colleague, at)
    assert phone.get(reverse("caregiver:payslip", args=[slip.id])).status_code == 404
    assert "¥114.00" not in phone.get(reverse("caregiver:payslips")).content.decode()


def test_without_log_in_there_is_no_pay(db: None) -> None:
    assert Client().get(reverse("caregiver:payslips")).status_code == 302
