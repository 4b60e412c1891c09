"""Which tests depend on the database engine. The others are run on one engine only and may not come near one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from tests.shares import engine_has_its_turn, has_its_turn

DATABASE = {"db", "transactional_db", "client"}
BEHIND = {"django_db_setup", "django_db_blocker"}  # every test has these by a fixture of pytest-django itself
# A module that has one of these asks for the engine, or starts what asks for it. Pages look after connections.
DOORS = {"Client", "connection", "connections", "subprocess", "psycopg", "own_database"}
PROCESSES = {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec"}

AREAS = Path(__file__).resolve().parents[1] / "src/anjia"
WITHOUT_SQL = ("desk", "household", "caregiver", "public")  # `shared` looks up who is asking by itself
ONE_SCREEN_IN, ONE_AREA_IN = 5, 2

_forbidden = False


class EngineAsked(AssertionError):
    """A test came near an engine that is run on one engine only."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: let the test request `db`, or mark it `engine`, so that it is run on both engines")


def depends_on_engine(item: pytest.Item) -> bool:
    """Whether a test may say something else on another engine.

    It requests the database, skips on a condition, or its module has a door to an engine. `engine` marks what reaches
    one by another way; `once` what brings an engine of its own along, the same in every run, or asks pages that need
    none (pytest-django refuses every query of a test without `db`), or is about what a page looks like or chance draws.
    """
    if item.get_closest_marker("once"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("engine", "django_db", "skipif", "browser"))
    return bool(marked or _requests_database(item) or DOORS & set(vars(getattr(item, "module", item))))


def is_left_to_the_other_engine(item: pytest.Item) -> bool:
    """Whether a test that the engines take in turns, day by day, is the other one's today."""
    return item.get_closest_marker("in_turn") is not None and not engine_has_its_turn()


def is_left_to_another_day(item: pytest.Item) -> bool:
    """Whether a test is not run on the second engine today, as its file has its turn every fifth or every other day.

    Screens have no SQL of their own (`test_screens_write_no_sql`): every fifth. What they ask of areas and have them do
    is said by the areas' own tests, and each address is asked on both engines by the access matrix every day, so that a
    query which an engine does not understand is found at once. Areas: every other day, but for the kernel, for what
    commits, and for files with a door to the engine. `tests/` is run every day, and so is a file that takes shares of
    lists itself, or some of them would never have their turn; `ANJIA_SHARE=all` leaves out nothing.
    """
    if item.get_closest_marker("browser") or not item.path.is_relative_to(AREAS):
        return False
    if "turn_of" in vars(getattr(item, "module", item)):
        return False
    area, room = item.path.relative_to(AREAS).parts[:2]
    if area == "interfaces":
        return room in WITHOUT_SQL and not has_its_turn(item.path, of=ONE_SCREEN_IN)
    return not _speaks_to_the_engine(area, item) and not has_its_turn(item.path, of=ONE_AREA_IN)


def _speaks_to_the_engine(area: str, item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db")
    commits = bool(marked and marked.kwargs.get("transaction")) or "transactional_db" in getattr(
        item, "fixturenames", ()
    )
    return area == "kernel" or commits or bool(DOORS & set(vars(getattr(item, "module", item))))


def _requests_database(item: pytest.Item) -> bool:
    if DATABASE & set(getattr(item, "fixturenames", ())):
        return True
    made = getattr(item, "_fixtureinfo", None)
    fixtures = [one for some in made.name2fixturedefs.values() for one in some] if made else []
    ours = [one for one in fixtures if not one.func.__module__.startswith("pytest_django")]
    return any(BEHIND & set(one.argnames) for one in ours) or bool(made and BEHIND & set(made.argnames))


@contextmanager
def no_engine() -> Iterator[None]:
    """Whoever starts a process or asks for a connection meanwhile is refused."""
    global _forbidden
    before, _forbidden = _forbidden, True
    try:
        yield
    finally:
        _forbidden = before


def _hear(event: str, _arguments: Any) -> None:
    if _forbidden and event in PROCESSES:
        raise EngineAsked(event)


def _ask(handler: ConnectionHandler, alias: str) -> Any:
    if _forbidden:
        raise EngineAsked("a connection was asked for")
    return _asked(handler, alias)


_asked = ConnectionHandler.__getitem__
ConnectionHandler.__getitem__ = _ask
sys.addaudithook(_hear)
