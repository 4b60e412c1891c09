"""What every test run begins with, wherever the test lies."""

from collections.abc import Iterator

import pytest

from anjia.kernel.clock import clock_at
from tests import moments


@pytest.fixture(autouse=True)
def no_wall_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test says the same at any hour and on any day: its clock stands. A journey in the browser has the real one."""
    if request.node.get_closest_marker("browser"):
        yield
    else:
        with clock_at(moments.AT):
            yield
