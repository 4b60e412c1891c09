"""Fixtures for every test: a fixed instant, a company in scope, and a stranger company."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from anjia.company.operations import found_company
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from tests.moments import AT


@pytest.fixture(autouse=True)
def default_language() -> None:
    """A page asked for in another language leaves that language to the thread; no test inherits it."""
    translation.deactivate()


@pytest.fixture
def at() -> datetime:
    """Sunday 22 November 2026, 10:00 in Shanghai."""
    return AT


@pytest.fixture
def company_id(db: None, at: datetime) -> int:
    return found_company(name="安和家政", slug="anhe", city="上海", phone="02150000000", at=at, by=SYSTEM)


@pytest.fixture
def stranger_id(db: None, at: datetime) -> int:
    return found_company(name="别家家政", slug="biejia", city="上海", phone="02150000001", at=at, by=SYSTEM)


@pytest.fixture
def scope(company_id: int) -> Iterator[int]:
    with company_scope(company_id):
        yield company_id
