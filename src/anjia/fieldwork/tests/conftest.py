"""A visit that somebody is assigned to; refusals in English, as the code says them."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from anjia.fieldwork.testing import AssignedVisit, assigned_visit


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return assigned_visit(at=at)
