from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from anjia.company.operations import found_company
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def company(db: None) -> Iterator[int]:
    """A company, in whose scope the test runs."""
    company_id = found_company(name="First", slug="first", city="上海", phone="", at=AT, by=SYSTEM)
    with company_scope(company_id):
        yield company_id


@pytest.fixture
def other_company(db: None) -> int:
    """Another company, which must see nothing."""
    return found_company(name="Other", slug="other", city="上海", phone="", at=AT, by=SYSTEM)
