from datetime import datetime, timedelta

import pytest

from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit
from anjia.inspections.testing import spot_check, visit_ahead
from anjia.kernel.actors import Actor
from anjia.quality.testing import staff


@pytest.fixture
def at(at: datetime) -> datetime:
    """Thursday 19 November 2026, 10:00: some of the week is still to come."""
    return at - timedelta(days=3)


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    """The quality lead, who inspects."""
    return staff(Role.QUALITY_LEAD, at=at, name="周敏", phone="13800000001")


@pytest.fixture
def other(scope: int, at: datetime) -> Actor:
    """The owner, who looks again."""
    return staff(Role.OWNER, at=at, name="沈安", phone="13800000003")


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    """A visit that begins in three hours."""
    return visit_ahead(at=at)


@pytest.fixture
def check(visit: AssignedVisit, at: datetime) -> int:
    """Its spot check."""
    return spot_check(at=at)
