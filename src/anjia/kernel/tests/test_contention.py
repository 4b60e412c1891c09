"""Eight processes fight for the same slots on real files and a real server, as `make bench` does at full size."""

import pytest
from django.db import connection

from benchmarks.contention import Fight, Outcome, fight_out, fights, fresh_database

pytestmark = pytest.mark.slow
SQLITE = connection.vendor == "sqlite"
ENGINE = "sqlite" if SQLITE else "postgres"
SLOTS = 80


def outcome_of(control: str, ground: str = "chairs", slots: int = SLOTS) -> Outcome:
    chosen: Fight = next(
        fight for fight in fights(ENGINE, slots=slots) if (fight.control, fight.ground) == (control, ground)
    )
    with fresh_database(ENGINE) as address:
        return fight_out(chosen, address)


def test_each_slot_is_given_once_and_nothing_fails() -> None:
    outcome = outcome_of("")
    assert (outcome.taken, outcome.doubles, outcome.errors) == (SLOTS, 0, {})
    assert outcome.refused == 7 * SLOTS


def test_each_slot_of_a_caregiver_is_held_once_and_nothing_fails() -> None:
    outcome = outcome_of("", "diaries", 2 * SLOTS)
    assert outcome.orderly, outcome


def test_without_the_guard_the_same_fight_gives_slots_twice() -> None:
    """The control: if it fails, the tests above prove nothing."""
    assert outcome_of("no guard, look first", slots=12 * SLOTS).doubles > 0


@pytest.mark.skipif(not SQLITE, reason="about SQLite")
def test_without_the_profile_sqlite_loses_transactions() -> None:
    assert outcome_of("Django's defaults", slots=4 * SLOTS).errors["database is locked"] > 0
