from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit
from anjia.guarantees.testing import at_desk, awaited_visit
from anjia.kernel.actors import Actor


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    """A visit of 150 yuan that begins tomorrow at ten."""
    return awaited_visit(at=at)


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    """The quality lead."""
    return at_desk(Role.QUALITY_LEAD, at=at)


@pytest.fixture
def owner(scope: int, at: datetime) -> Actor:
    """The owner."""
    return at_desk(Role.OWNER, at=at)


@pytest.fixture
def finance(scope: int, at: datetime) -> Actor:
    """Who pays."""
    return at_desk(Role.FINANCE, at=at)


@pytest.fixture
def dispatcher(scope: int, at: datetime) -> Actor:
    """Who sends caregivers."""
    return at_desk(Role.DISPATCHER, at=at)
