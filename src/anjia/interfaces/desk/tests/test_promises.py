"""The desk's pages of promises and clauses."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.operations import keep_promise, make_promise, publish_standard_clauses

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        publish_standard_clauses(at=at, by=SYSTEM)
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


def promised(company_id: int, at: datetime, count: int, first: int = 1) -> None:
    with company_scope(company_id):
        for number in range(first, first + count):
            make_promise(kind="complaint_answered", subject=f"complaint:{number}", made_at=at, by=SYSTEM)


def test_the_page_shows_clauses_record_and_what_is_open(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    text = lead.get(reverse("desk:promises")).content.decode()
    for words in ("A complaint gets a first answer within 1 day.", "23 h left", "Where we are at fault", "¥500.00"):
        assert words in text


def test_kept_and_broken_ones_are_found_by_page(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 52)
    with company_scope(company_id):
        for number in range(1, 53):
            keep_promise(
                kind="complaint_answered", subject=f"complaint:{number}", evidence=f"No. {number}.", at=at, by=SYSTEM
            )
    text = lead.get(reverse("desk:promises"), {"state": "kept"}).content.decode()
    assert "No. 52." in text
    assert "No. 2." not in text
    older = text.split("&amp;before=")[1].split('"')[0]
    rest = lead.get(reverse("desk:promises"), {"state": "kept", "before": older}).content.decode()
    assert "No. 2." in rest
    assert "No. 52." not in rest


@pytest.mark.parametrize("asked", [{"state": "nonsense"}, {"state": "kept", "before": "x-y"}, {"state": "broken"}])
def test_odd_addresses_show_a_page_all_the_same(lead: Client, asked: dict[str, str]) -> None:
    assert lead.get(reverse("desk:promises"), asked).status_code == 200


def test_the_page_asks_the_same_for_one_and_for_many(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    few = queries_of(lambda: lead.get(reverse("desk:promises")))
    promised(company_id, at, 9, first=2)
    assert queries_of(lambda: lead.get(reverse("desk:promises"))) == few


def test_the_next_version_of_a_clause_is_published(lead: Client, company_id: int, at: datetime) -> None:
    here = reverse("desk:clause", args=["complaint_answered"])
    assert lead.get(here).status_code == 200
    answered = lead.post(here, {"amount": "4", "unit": "hours", "sentence": "四小时内答复", "effective_on": ""})
    assert answered.status_code == 302
    with company_scope(company_id):
        clause = queries.clause_in_force("complaint_answered", at=at + 2 * HOUR)
    assert (clause.version, clause.minutes, clause.sentence) == (2, 240, "四小时内答复")


def test_the_bound_of_compensation_is_an_amount(lead: Client, company_id: int, at: datetime) -> None:
    here = reverse("desk:clause", args=["compensation"])
    assert lead.post(here, {"most": "300"}).status_code == 302
    with company_scope(company_id):
        assert queries.clause_in_force("compensation", at=at + 2 * HOUR).most_fen == 30000
    assert lead.post(here, {"most": "很多"}).status_code == 422


def test_a_version_for_the_past_is_refused_at_its_field(lead: Client) -> None:
    here = reverse("desk:clause", args=["complaint_answered"])
    answered = lead.post(here, {"amount": "4", "unit": "hours", "effective_on": "2020-01-01"})
    assert answered.status_code == 422


def test_only_the_quality_lead_and_the_owner_publish(company_id: int, at: datetime) -> None:
    adviser = client_of(company_id, at, "13900000002", Role.ADVISER)
    assert adviser.get(reverse("desk:promises")).status_code == 200
    assert adviser.post(reverse("desk:clause", args=["arrival"]), {"amount": "1", "unit": "days"}).status_code == 403


def test_an_unknown_kind_is_not_there(lead: Client) -> None:
    assert lead.get(reverse("desk:clause", args=["nonsense"])).status_code == 404


def test_nobody_looks_without_logging_in() -> None:
    assert "/accounts/" in Client().get(reverse("desk:promises"))["Location"]


def test_another_company_sees_none_of_them(lead: Client, company_id: int, stranger_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    assert "23 h left" not in stranger.get(reverse("desk:promises")).content.decode()
