"""Two caregivers, a Tuesday on which they work, and English, whatever catalogues are compiled."""

from collections.abc import Iterator
from datetime import datetime, timedelta

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
def tuesday(at: datetime) -> datetime:
    """Tuesday 24 November 2026, 10:00 in Shanghai."""
    return at + timedelta(days=2)
