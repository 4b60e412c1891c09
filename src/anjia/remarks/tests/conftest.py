from datetime import datetime

import pytest

from anjia.company.rules import Role
from anjia.kernel.actors import Actor
from anjia.quality.testing import Scene, staff, visit_done


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    """The quality lead."""
    return staff(Role.QUALITY_LEAD, at=at)


@pytest.fixture
def scene(scope: int, at: datetime) -> Scene:
    """A visit that is done and asked about."""
    return visit_done(at=at)
