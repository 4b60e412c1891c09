from datetime import datetime

import pytest

from anjia.company.rules import Role
from anjia.kernel.actors import Actor
from anjia.quality.testing import Scene, answer, staff, visit_done


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    """The quality lead."""
    return staff(Role.QUALITY_LEAD, at=at, name="周敏", phone="13800000001")


@pytest.fixture
def adviser(scope: int, at: datetime) -> Actor:
    """An adviser."""
    return staff(Role.ADVISER, at=at, name="顾青", phone="13800000002")


@pytest.fixture
def owner(scope: int, at: datetime) -> Actor:
    """The owner."""
    return staff(Role.OWNER, at=at, name="沈安", phone="13800000003")


@pytest.fixture
def scene(scope: int, at: datetime) -> Scene:
    """A visit of 150 yuan that is done and asked about."""
    return visit_done(at=at)


@pytest.fixture
def complaint(adviser: Actor, lead: Actor, owner: Actor, scene: Scene, at: datetime) -> int:
    """A serious complaint from an answer of 3 in everything; the adviser's."""
    complaint_id = answer(scene, 3, at=at, improve="窗台没有擦")
    assert complaint_id is not None
    return complaint_id
