"""Two companies with everything in them, once per module."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from tests.architecture.world import Company, a_company


@dataclass(frozen=True)
class World:
    """The company whose things are asked for, and the strangers."""

    ours: Company
    theirs: Company


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield World(a_company("anhe", 1), a_company("biejia", 5))
        transaction.set_rollback(True)
