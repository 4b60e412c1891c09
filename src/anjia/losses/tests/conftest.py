from datetime import datetime

import pytest

from anjia.company.rules import Role
from anjia.kernel.actors import Actor
from anjia.quality.testing import staff


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    """The quality lead."""
    return staff(Role.QUALITY_LEAD, at=at)
