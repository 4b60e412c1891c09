"""How far a visit has come, what is late or far, what is still missing."""

from datetime import UTC, datetime, timedelta

import pytest

from anjia.fieldwork.rules import (
    Lack,
    State,
    Step,
    Timing,
    When,
    coarse_metres,
    is_far,
    is_on_earth,
    lacks,
    late_minutes,
    state_of,
    timing_of,
)
from anjia.kernel.places import Place

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
END = START + timedelta(hours=3)


@pytest.mark.parametrize(
    ("set_out", "checked_in", "completed", "begun", "state"),
    [
        (False, False, False, False, State.PLANNED),
        (True, False, False, False, State.ON_THE_WAY),
        (True, True, False, False, State.AT_THE_DOOR),
        (False, True, False, False, State.AT_THE_DOOR),
        (True, True, False, True, State.WORKING),
        (True, True, True, True, State.DONE),
        (False, False, True, False, State.DONE),
    ],
)
def test_the_state_follows_from_what_happened(
    set_out: bool, checked_in: bool, completed: bool, begun: bool, state: State
) -> None:
    found = state_of(
        set_out_at=START if set_out else None,
        checked_in_at=START if checked_in else None,
        completed_at=END if completed else None,
        begun=begun,
    )
    assert found is state


@pytest.mark.parametrize(
    ("at", "timing"),
    [
        (START - timedelta(hours=12, seconds=1), Timing.EARLY),
        (START - timedelta(hours=12), Timing.POSSIBLE),
        (END + timedelta(hours=72), Timing.POSSIBLE),
        (END + timedelta(hours=72, seconds=1), Timing.LATE),
    ],
)
def test_acts_are_possible_from_12_hours_before_to_72_hours_after(at: datetime, timing: Timing) -> None:
    assert timing_of(START, END, at) is timing


@pytest.mark.parametrize(("seconds", "minutes"), [(-3600, 0), (0, 0), (59, 0), (60, 1), (1859, 30), (1860, 31)])
def test_lateness_counts_whole_minutes_after_the_agreed_start(seconds: int, minutes: int) -> None:
    assert late_minutes(START, START + timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(("metres", "far"), [(0, False), (500, False), (510, True), (None, True)])
def test_far_begins_beyond_500_metres_or_without_a_place(metres: int | None, far: bool) -> None:
    assert is_far(metres) is far


def test_the_distance_is_kept_to_ten_metres_only() -> None:
    home = Place(31.1953, 121.4365)
    assert coarse_metres(home, home) == 0
    assert coarse_metres(home, Place(31.1998, 121.4365)) == 500
    assert coarse_metres(home, Place(31.19531, 121.43651)) == 0


@pytest.mark.parametrize(
    ("place", "is_there"),
    [
        (Place(31.2, 121.4), True),
        (Place(91, 0), False),
        (Place(0, 181), False),
        (Place(float("nan"), 0), False),
        (Place(float("inf"), 0), False),
    ],
)
def test_a_place_beyond_the_poles_is_none(place: Place, is_there: bool) -> None:
    assert is_on_earth(place) is is_there


STEPS = (Step(1, "厨房", photo="both"), Step(2, "地面"), Step(3, "窗", photo="after"))


@pytest.mark.parametrize(
    ("ticked", "photos", "missing"),
    [
        ((1, 2, 3), ((1, "before"), (1, "after"), (3, "after")), ()),
        ((1, 3), ((1, "before"), (1, "after"), (3, "after")), (Lack(2, "地面"),)),
        ((1, 2, 3), ((1, "before"), (3, "after")), (Lack(1, "厨房", When.AFTER),)),
        ((1, 2, 3), ((1, "before"), (1, "after"), (3, "before")), (Lack(3, "窗", When.AFTER),)),
    ],
)
def test_every_step_and_wanted_photo_is_asked_for(ticked: tuple, photos: tuple, missing: tuple) -> None:
    assert lacks(STEPS, ticked, photos) == missing


def test_a_service_without_a_standard_lacks_nothing() -> None:
    assert lacks((), (), ()) == ()
