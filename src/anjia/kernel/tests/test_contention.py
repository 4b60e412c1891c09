"""Eight processes fight for the same slots on real files and a real server, as `make bench` does at full size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.contention import Fight, fight_out, fights
from tools.postgres import running_postgres

pytestmark = pytest.mark.slow
SLOTS = 80


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A fresh database on the suite's engine."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/fight.sqlite3"
    else:
        with running_postgres(fast=True) as server:
            yield server


def chosen(address: str, word: str) -> Fight:
    engine = "sqlite" if connection.vendor == "sqlite" else "postgres"
    return next(fight for fight in fights(engine, address, processes=8, slots=SLOTS) if word in fight.name)


def test_each_slot_is_given_once_and_nothing_fails(address: str) -> None:
    outcome = fight_out(chosen(address, ""))
    assert (outcome.taken, outcome.doubles, outcome.errors) == (SLOTS, 0, {})
    assert outcome.refused == 7 * SLOTS


def test_without_the_guard_the_same_fight_gives_slots_twice(address: str) -> None:
    """The control: if it fails, the test above proves nothing."""
    fight = Fight(**{**vars(chosen(address, "no guard")), "slots": 4 * SLOTS})
    assert fight_out(fight).doubles > 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_without_the_profile_sqlite_loses_transactions(address: str) -> None:
    assert fight_out(chosen(address, "defaults")).errors["database is locked"] > SLOTS
