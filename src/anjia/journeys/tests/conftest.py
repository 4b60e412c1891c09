"""Two caregivers who clean, and English, whatever catalogues are compiled."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM
from anjia.promises.operations import publish_standard_clauses


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    publish_standard_clauses(at=at - timedelta(days=300), by=SYSTEM)
    return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at, number=2, level=1)
