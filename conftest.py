"""What every test run begins with, wherever the test lies."""

import gc
from collections.abc import Iterator

import hypothesis
import pytest

from anjia.kernel.clock import clock_at
from tests import emptying, engines, moments

# Found examples count, not how long a busy machine took for one: hypothesis would call that a fault of the test.
hypothesis.settings.register_profile("anjia", deadline=None)
hypothesis.settings.load_profile("anjia")


# What is loaded stays to the end: to look through it for garbage again and again costs a tenth of the time.
gc.disable()


def pytest_collection_finish() -> None:
    """Of whoever collects: of two processes that share a run, not of the one that only hands out."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "leave out what says the same on every database engine: for the second engine of a run"
    parser.addoption("--second-engine", action="store_true", help=words)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is not the other engine's today; on the second one only what depends on it. pytest counts the rest."""
    _refuse_journeys_out_of_sight(items)
    run = [item for item in items if not engines.is_left_to_the_other_engine(item)]
    if config.getoption("--second-engine"):
        run = [item for item in run if engines.depends_on_engine(item) and not engines.is_left_to_another_day(item)]
    config.hook.pytest_deselected(items=list(set(items) - set(run)))
    items[:] = run


def _refuse_journeys_out_of_sight(items: list[pytest.Item]) -> None:
    """`tools/test.py` finds journeys by the marker's name in their file; one marked from elsewhere would never run."""
    files = {item.path for item in items if item.get_closest_marker("browser")}
    unseen = sorted(str(path) for path in files if "mark.browser" not in path.read_text())
    if unseen:
        raise pytest.UsageError(f"Write pytest.mark.browser itself into {', '.join(unseen)}")


@pytest.fixture(autouse=True)
def no_wall_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test says the same at any hour and on any day: its clock stands. A journey in the browser has the real one."""
    if request.node.get_closest_marker("browser"):
        moments.let_midnight_pass()
        yield
    else:
        with clock_at(moments.AT):
            yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that is left out on the second engine fails as soon as it asks for an engine."""
    if engines.depends_on_engine(item) or item.get_closest_marker("once"):
        return (yield)
    with engines.no_engine():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """What a test has committed is taken away."""
    with emptying.filled_tables_alone():
        return (yield)
