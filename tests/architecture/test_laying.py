"""A database laid at once is the one that the migrations build, and two who lay it at once do not collide."""

import time
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from anjia.kernel.alone import StillBusy, alone
from tests.databases import begun, connected_to, drawn, manage, own_database


@pytest.mark.slow
@pytest.mark.in_turn
def test_a_database_laid_at_once_is_the_one_that_the_migrations_build(tmp_path: Path) -> None:
    with own_database(tmp_path) as laid, own_database(tmp_path) as built:
        manage(laid, "migrate", "-v0")
        manage(built, "migrate", "-v0", "--one-by-one")
        assert len(drawn(laid)) > 1000
        assert drawn(laid) == drawn(built)
        manage(laid, "migrate", "--check")


@pytest.mark.slow
@pytest.mark.in_turn
def test_two_who_lay_an_empty_database_at_once_both_end_well(tmp_path: Path) -> None:
    with own_database(tmp_path) as address:
        both = [begun(address, "migrate", "-v0") for _one in range(2)]
        assert [one.wait(timeout=300) for one in both] == [0, 0]
        manage(address, "migrate", "--check")


@pytest.mark.slow
@pytest.mark.in_turn
@pytest.mark.django_db
def test_whoever_is_killed_at_it_lets_the_next_one_begin(tmp_path: Path) -> None:
    with own_database(tmp_path) as address:
        first, look = begun(address, "migrate", "-v0"), connected_to(address)
        while not _is_busy(look):
            assert first.poll() is None, "it ended before it was seen at work"
            time.sleep(0.02)
        first.kill()
        first.wait()
        look.close()
        manage(address, "migrate", "-v0")
        manage(address, "migrate", "--check")


def _is_busy(connection: BaseDatabaseWrapper) -> bool:
    try:
        with alone(connection, patience_seconds=0):
            return False
    except StillBusy:
        return True


@pytest.mark.django_db
def test_a_second_one_says_that_it_waits_and_does_not_wait_for_ever(tmp_path: Path) -> None:
    said: list[str] = []
    with own_database(tmp_path) as address:
        first, second = connected_to(address), connected_to(address)
        with (
            alone(first),
            pytest.raises(StillBusy, match="Wait until it has ended"),
            alone(second, patience_seconds=0.5, waits=lambda: said.append("waits")),
        ):
            pytest.fail("both were alone at once")
        assert said == ["waits"]
        with alone(second):
            assert _is_busy(first)
        first.close()
        second.close()
