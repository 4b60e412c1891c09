"""The terms everybody may read: what is in force, since when, and every version as it was published."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.queries import company
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_clause, publish_standard_clauses, withdraw_clause
from anjia.promises.rules import Form, Remedy

HOUR = timedelta(hours=1)
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def slug(company_id: int, at: datetime) -> str:
    with company_scope(company_id):
        publish_standard_clauses(at=at, by=SYSTEM)
        return company().slug


def publish(company_id: int, at: datetime, **terms: Any) -> int:
    given: dict[str, Any] = {"kind": "complaint_answered", "minutes": 240, "most_fen": 0, "sentence": "", **terms}
    with company_scope(company_id):
        return publish_clause(effective_from=at + HOUR, at=at + HOUR, by=SYSTEM, **given)


def read(name: str, *given: object) -> str:
    answered = Client(headers=ENGLISH).get(reverse(name, args=given))
    assert answered.status_code == 200
    return answered.content.decode()


def test_terms_in_force_are_read_without_logging_in(slug: str, company_id: int, at: datetime) -> None:
    publish(company_id, at, remedy=Remedy(Form.FIXED, amount_fen=1500), source="contract", source_words="HF-2025-02")
    text = read("public:terms", slug)
    assert "A complaint gets a first answer within 4 h; if we fail, we pay ¥15.00." in text
    assert "Version 2, since 2026-11-22" in text
    assert "HF-2025-02" in text
    assert "Inspection round" not in text


def test_a_version_stays_readable_after_it_was_followed(slug: str, company_id: int, at: datetime) -> None:
    publish(company_id, at, sentence="<b>Four</b> hours, promised.")
    first = read("public:term", slug, "complaint_answered", 1)
    assert "not in force" in first
    assert "within 1 day" in first
    second = read("public:term", slug, "complaint_answered", 2)
    assert "&lt;b&gt;Four&lt;/b&gt; hours, promised." in second
    assert "In figures: A complaint gets a first answer within 4 h." in second


@pytest.mark.parametrize(
    ("kind", "version"),
    [("inspection", 1), ("nonsense", 1), ("complaint_answered", 9), ("complaint_answered", 10**12)],
)
def test_what_is_not_published_is_not_there(slug: str, kind: str, version: int) -> None:
    assert Client().get(reverse("public:term", args=[slug, kind, version])).status_code == 404


def test_a_version_that_was_taken_back_is_not_shown(slug: str, company_id: int, at: datetime) -> None:
    clause_id = publish(company_id, at)
    with company_scope(company_id):
        withdraw_clause(clause_id=clause_id, effective_to=at + HOUR, at=at + HOUR, by=SYSTEM)
    assert Client().get(reverse("public:term", args=[slug, "complaint_answered", 2])).status_code == 404
    assert "Version 2" not in read("public:terms", slug)


def test_another_company_has_its_own_terms(slug: str, stranger_id: int) -> None:
    with company_scope(stranger_id):
        other = company().slug
    assert "Standard terms" in read("public:terms", other)
    assert Client().get(reverse("public:term", args=[other, "complaint_answered", 1])).status_code == 404
