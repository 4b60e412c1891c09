"""Two companies with everything in them, once for all tests here: what a test writes is taken back with it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from anjia.kernel.clock import clock_at
from tests.architecture.world import Company, a_company
from tests.moments import AT


@dataclass(frozen=True)
class World:
    """The company whose things are asked for, and the strangers."""

    ours: Company
    theirs: Company


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        with clock_at(AT):  # the clock stands for each test, and this is made before the first one
            made = World(a_company("anhe", 1), a_company("biejia", 5))
        yield made
        transaction.set_rollback(True)
