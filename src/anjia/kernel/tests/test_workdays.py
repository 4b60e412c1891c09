"""Working days and working time by the Chinese calendar, against dates that were announced."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.kernel import workdays
from anjia.kernel.clock import SHANGHAI

CALENDAR = Path(__file__).resolve().parents[5] / "shared/data/calendar"
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-09-28", True),  # Sunday, made up for 7 October
        ("2025-10-01", False),
        ("2025-10-04", False),
        ("2025-10-06", False),  # Mid-Autumn
        ("2025-10-08", False),
        ("2025-10-09", True),
        ("2025-10-11", True),  # Saturday, made up for 8 October
        ("2025-10-12", False),
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-09-20", True),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
    ],
)
def test_days_off_and_made_up_days_are_known(day: str, works: bool) -> None:
    assert workdays.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.skipif(
    not CALENDAR.is_dir(), reason=f"needs the announced calendars: lay them beside the clone at {CALENDAR}"
)
def test_whole_years_agree_with_the_announced_calendars() -> None:
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CALENDAR.glob("holiday_cn_*.json"))]
    assert files
    announced = {date.fromisoformat(day["date"]): not day["isOffDay"] for one in files for day in one["days"]}
    years = {one["year"] for one in files}
    wrong = [
        day
        for day in _days(date(min(years), 1, 1), date(max(years), 12, 31))
        if workdays.is_working_day(day) is not announced.get(day, day.weekday() < 5)
    ]
    assert wrong == []


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2025-09-29 10:00", 60, "2025-09-29 11:00"),
        ("2025-09-29 17:30", 60, "2025-09-30 09:30"),
        ("2025-09-29 22:15", 60, "2025-09-30 10:00"),
        ("2025-09-30 17:00", 120, "2025-10-09 10:00"),  # over eight days off
        ("2025-09-27 12:00", 540, "2025-09-28 18:00"),  # a Saturday; the Sunday is made up
        ("2025-10-10 18:00", 60, "2025-10-11 10:00"),  # into a Saturday that is made up
        ("2025-10-11 17:59", 2, "2025-10-13 09:01"),
        ("2026-02-13 17:00", 120, "2026-02-14 10:00"),
        ("2026-02-14 18:00", 540, "2026-02-24 18:00"),  # over the Spring Festival
        ("2026-09-30 17:59", 1, "2026-09-30 18:00"),  # closing time is that day, not the next
        ("2026-09-30 17:59", 2, "2026-10-08 09:01"),
        ("2026-11-22 05:00", 0, "2026-11-22 05:00"),
    ],
)
def test_working_minutes_pass_in_opening_hours_of_working_days(start: str, minutes: int, due: str) -> None:
    assert workdays.add_working_minutes(at(start), minutes) == at(due)


def test_other_opening_hours_give_other_times() -> None:
    assert workdays.add_working_minutes(at("2026-11-20 21:00"), 90, opens=480, closes=1320) == at("2026-11-23 08:30")


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (700, 600), (-1, 600), (0, 1441)])
def test_hours_that_are_none_are_an_error(opens: int, closes: int) -> None:
    with pytest.raises(ValueError):
        workdays.add_working_minutes(at("2026-11-20 21:00"), 90, opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-09-30", 3, "2025-10-11"),
        ("2025-10-09", -1, "2025-09-30"),
        ("2025-10-04", 0, "2025-10-09"),
        ("2025-10-09", 0, "2025-10-09"),
        ("2026-02-13", 5, "2026-02-27"),
    ],
)
def test_working_days_are_counted_over_days_off(day: str, count: int, found: str) -> None:
    assert workdays.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(found)


def test_a_day_off_has_its_name() -> None:
    assert workdays.holiday_name(date(2025, 10, 1)) == "国庆节"
    assert workdays.holiday_name(date(2025, 10, 1), "en") == "National Day"
    assert workdays.holiday_name(date(2025, 9, 29)) == ""
    assert workdays.is_made_up(date(2025, 9, 28))


def test_the_longest_wait_spans_the_longest_holiday() -> None:
    wait = workdays.longest_wait(timedelta(minutes=1), since=date(2026, 1, 1))
    assert wait == at("2026-02-24 09:01") - at("2026-02-14 18:00")


INSTANTS = st.integers(0, 8 * 365 * 1440).map(lambda minutes: at("2018-02-01") + timedelta(minutes=minutes))


@settings(max_examples=60, deadline=None)
@given(start=INSTANTS, minutes=st.integers(1, 20_000))
def test_what_was_added_is_what_lies_between_and_can_be_taken_back(start: datetime, minutes: int) -> None:
    span = timedelta(minutes=minutes)
    due = workdays.add_working_time(start, span)
    assert workdays.working_time_between(start, due) == span
    back = workdays.add_working_time(due, -span)
    assert workdays.working_time_between(back, start) + workdays.working_time_between(start, back) == timedelta()
