"""Three caregivers free on a Tuesday, and English, whatever catalogues are compiled."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from anjia.dispatch.testing import caregiver


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at, number=2)


@pytest.fixture
def zhao(scope: int, at: datetime) -> int:
    return caregiver("赵琴", at=at, number=3)
