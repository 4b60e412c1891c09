"""What the second engine of a run leaves out says the same on both: it cannot come near an engine unnoticed."""

from importlib import import_module
from pathlib import Path

import django.db
import pytest

from tests import shares
from tests.engines import (
    AREAS,
    ONE_AREA_IN,
    ONE_SCREEN_IN,
    EngineAsked,
    depends_on_engine,
    is_left_to_another_day,
    is_left_to_the_other_engine,
)
from tools import test as suite


@pytest.fixture
def behind_the_scenes(django_db_setup: None) -> None:
    """Needs the database without requesting `db`."""


def test_a_test_without_a_database_is_left_out(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    assert not depends_on_engine(request.node)


def test_a_test_that_requests_the_database_is_run(request: pytest.FixtureRequest, company_id: int) -> None:
    assert depends_on_engine(request.node)


@pytest.mark.django_db
def test_a_test_that_is_marked_for_the_database_is_run(request: pytest.FixtureRequest) -> None:
    assert depends_on_engine(request.node)


def test_a_test_with_the_database_behind_a_fixture_is_run(
    request: pytest.FixtureRequest, behind_the_scenes: None
) -> None:
    assert depends_on_engine(request.node)


@pytest.mark.engine
def test_a_test_that_is_marked_is_run(request: pytest.FixtureRequest) -> None:
    assert depends_on_engine(request.node)


@pytest.mark.skipif(False, reason="a condition may depend on the engine")
def test_a_test_that_may_skip_is_run(request: pytest.FixtureRequest) -> None:
    assert depends_on_engine(request.node)


@pytest.mark.parametrize("door", ["connection", "subprocess", "own_database", "Client"])
def test_a_test_whose_module_has_a_door_is_run(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    monkeypatch.setattr(request.module, door, object(), raising=False)
    assert depends_on_engine(request.node)


@pytest.mark.once
@pytest.mark.django_db
def test_a_test_with_an_engine_of_its_own_is_left_out(request: pytest.FixtureRequest) -> None:
    assert not depends_on_engine(request.node)


def test_who_is_left_out_may_not_ask_which_engine_it_is() -> None:
    with pytest.raises(EngineAsked, match="mark it `engine`"):
        assert django.db.connection.vendor


def test_who_is_left_out_may_not_start_a_process() -> None:
    with pytest.raises(EngineAsked, match="Popen"):
        import_module("subprocess").run(["true"], check=True)


FOLDERS = [
    ("interfaces/desk", shares.SHARES // ONE_SCREEN_IN),
    ("interfaces/household", shares.SHARES // ONE_SCREEN_IN),
    ("interfaces/caregiver", shares.SHARES // ONE_SCREEN_IN),
    ("interfaces/public", shares.SHARES // ONE_SCREEN_IN),
    ("interfaces/shared", shares.SHARES),
    ("quality", shares.SHARES // ONE_AREA_IN),
    ("kernel", shares.SHARES),
]


@pytest.mark.parametrize(("folder", "days"), FOLDERS, ids=lambda value: str(value))
def test_each_file_has_its_turn_and_what_speaks_to_the_engine_is_run_each_day(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, folder: str, days: int
) -> None:
    def taken(path: Path) -> int:
        monkeypatch.setattr(request.node, "path", path)
        found = 0
        for share in range(shares.SHARES):
            monkeypatch.setattr(shares, "TAKEN", [share])
            found += not is_left_to_another_day(request.node)
        return found

    monkeypatch.setattr(shares, "WHOLE", False)
    files = list((AREAS / folder / "tests").glob("test_*.py"))
    assert {taken(path) for path in files} == {days}
    assert taken(Path(__file__)) == shares.SHARES
    request.node.add_marker(pytest.mark.django_db(transaction=True))
    assert taken(AREAS / "quality" / "tests" / "test_cases.py") == shares.SHARES, "what commits is run each day"
    monkeypatch.setattr(shares, "WHOLE", True)
    assert taken(files[0]) == shares.SHARES


@pytest.mark.parametrize("size", [1, 2, 9, 10, 11, 16, 25])
def test_each_case_has_its_turn_at_each_place(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(shares, "WHOLE", False)
    for place in range(30):
        seen = set()
        for share in range(shares.SHARES):
            monkeypatch.setattr(shares, "TAKEN", [share])
            seen |= set(shares.turn_of(range(size), place))
        assert seen == set(range(size))


def test_what_takes_long_is_run_on_one_engine_each_day(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "WHOLE", False)
    request.node.add_marker("in_turn")
    for day in range(2 * shares.SHARES):
        monkeypatch.setenv("ANJIA_SHARE", str(day))
        run = []
        for _name, _command, environment in suite.tests("postgres://second")[:2]:
            monkeypatch.setattr(shares, "TAKEN", [int(environment["ANJIA_SHARE"])])
            run.append(not is_left_to_the_other_engine(request.node))
        assert sorted(run) == [False, True], day


def test_the_first_engine_leaves_nothing_out() -> None:
    parts = {name: "--second-engine" in command for name, command, _environment in suite.tests("postgres://second")}
    assert [name for name, second in parts.items() if second] == ["tests on PostgreSQL", "browser journeys on SQLite"]
    assert {"tests on SQLite", "browser journeys on PostgreSQL"} < set(parts)
