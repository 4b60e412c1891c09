"""The areas' own tests share the fixtures of tests/."""

import threading
from collections.abc import Iterator

import pytest

from tests.conftest import at, company_id, default_language, scope, stranger_id

__all__ = ["at", "company_id", "default_language", "scope", "stranger_id"]


@pytest.fixture(autouse=True)
def nothing_under_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a browser asked for last may still be answered when its test is over: the database is emptied after that."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # is taken down after this
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=20)
            assert not thread.is_alive(), "a request that the browser has left behind does not end"
