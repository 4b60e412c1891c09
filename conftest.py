"""What every test run begins with, wherever the test lies."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from anjia.kernel.clock import clock_at
from tests import kept, moments


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """On SQLite the tests begin from a database that an earlier run has migrated; on PostgreSQL from a new one."""
    path = kept.kept_path()
    if kept.is_in_memory() and path.exists():
        with django_db_blocker.unblock():
            kept.begin_from(path)
    else:
        request.getfixturevalue("django_db_setup")
        if kept.is_in_memory():
            with django_db_blocker.unblock():
                kept.keep(path)


@pytest.fixture(autouse=True)
def no_wall_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test says the same at any hour and on any day: its clock stands. A journey in the browser has the real one."""
    if request.node.get_closest_marker("browser"):
        yield
    else:
        with clock_at(moments.AT):
            yield
