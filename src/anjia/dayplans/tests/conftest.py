"""Two caregivers, a Tuesday on which they work, and English, whatever catalogues are compiled."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from anjia.dayplans.testing import PLACES
from anjia.dispatch.testing import caregiver


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def west(scope: int, at: datetime) -> int:
    """Who lives in the west."""
    return caregiver("王芳", at=at, number=1, place=PLACES[0])


@pytest.fixture
def east(scope: int, at: datetime) -> int:
    """Who lives in the east."""
    return caregiver("李敏", at=at, number=2, place=PLACES[5])


@pytest.fixture
def tuesday(at: datetime) -> datetime:
    """Tuesday 24 November 2026, 10:00 in Shanghai."""
    return at + timedelta(days=2)
