from datetime import UTC, datetime, timedelta

import pytest

from anjia.workforce.rules import (
    USUAL_WEEK,
    Hours,
    clock_of,
    hours_are_possible,
    hours_in_words,
    leave_is_possible,
    level_is_possible,
    overlapping,
    stretches_in,
    week_minutes,
)

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("level", "possible"), [(0, False), (1, True), (5, True), (6, False), (-1, False)])
def test_a_level_is_one_to_five(level: int, possible: bool) -> None:
    assert level_is_possible(level) is possible


@pytest.mark.parametrize(
    ("hours", "possible"),
    [
        (Hours(0, 480, 1080), True),
        (Hours(6, 0, 1440), True),
        (Hours(0, 1200, 1800), True),
        (Hours(0, 480, 480), False),
        (Hours(0, 480, 479), False),
        (Hours(0, 1440, 1500), False),
        (Hours(0, 1, 1442), False),
        (Hours(7, 480, 1080), False),
        (Hours(-1, 480, 1080), False),
        (Hours(0, -1, 1080), False),
    ],
)
def test_hours_begin_within_their_day_and_last_no_longer_than_one(hours: Hours, possible: bool) -> None:
    assert hours_are_possible(hours) is possible


@pytest.mark.parametrize(
    ("week", "clash"),
    [
        ([], None),
        ([Hours(0, 480, 720), Hours(0, 720, 1080)], None),
        ([Hours(0, 480, 720), Hours(1, 480, 720)], None),
        ([Hours(0, 700, 1080), Hours(0, 480, 720)], Hours(0, 700, 1080)),
    ],
)
def test_stretches_of_one_day_may_touch_and_not_overlap(week: list[Hours], clash: Hours | None) -> None:
    assert overlapping(week) == clash


def test_the_usual_week_is_six_days_of_ten_hours() -> None:
    assert week_minutes(USUAL_WEEK) == 6 * 10 * 60
    assert overlapping(USUAL_WEEK) is None


@pytest.mark.parametrize(
    ("length", "possible"),
    [(timedelta(), False), (timedelta(hours=-1), False), (timedelta(minutes=1), True), (timedelta(days=401), False)],
)
def test_a_leave_ends_after_it_starts_and_within_400_days(length: timedelta, possible: bool) -> None:
    assert leave_is_possible(AT, AT + length) is possible


@pytest.mark.parametrize(("minute", "shown"), [(0, "00:00"), (510, "08:30"), (1440, "24:00"), (1500, "25:00")])
def test_minutes_of_a_day_are_written_as_a_clock(minute: int, shown: str) -> None:
    assert clock_of(minute) == shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("8:00-12:00, 13:00-18:00", [(480, 720), (780, 1080)]),
        ("8-12，13–18", [(480, 720), (780, 1080)]),
        ("08：30～17：30", [(510, 1050)]),
        ("8点到18点", [(480, 1080)]),
        ("0830-1730", [(510, 1050)]),
        ("20:00-8:00", [(1200, 1920)]),
        ("0-24", [(0, 1440)]),
        ("8:00", None),
        ("全天", None),
        ("25-26", None),
        ("8:75-9", None),
        ("8-12-18", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, read: list[tuple[int, int]] | None) -> None:
    assert stretches_in(typed) == read


@pytest.mark.parametrize("stretch", [(480, 1080), (0, 1440), (1200, 1920), (510, 511)])
def test_hours_are_read_back_as_they_are_written(stretch: tuple[int, int]) -> None:
    assert stretches_in(hours_in_words(Hours(0, *stretch))) == [stretch]
