"""On which dates a series comes: tables for the calendar, properties for everything else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.booking.rules import (
    OnHoliday,
    OnMadeUpDay,
    Pause,
    Rule,
    Skipped,
    horizon,
    occurrences,
    unannounced,
)

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
NINE, TWO_HOURS = 540, 120


def weekly(from_on: date, *weekdays: int, **more: object) -> Rule:
    return Rule(from_on, weekdays or (from_on.weekday(),), NINE, TWO_HOURS, **more)  # type: ignore[arg-type]


def days(rule: Rule, until: date, **more: object) -> list[date]:
    return [one.day for one in occurrences([rule], until=until, **more) if one.kept]  # type: ignore[arg-type]


def test_a_weekly_series_skips_the_national_day_week_and_names_it() -> None:
    found = occurrences([weekly(date(2026, 9, 23))], until=date(2026, 10, 21))
    assert [(one.on.day, one.skipped) for one in found] == [
        (23, None),
        (30, None),
        (7, Skipped.HOLIDAY),
        (14, None),
        (21, None),
    ]
    holiday = found[2].holiday
    assert holiday is not None
    assert (holiday.zh, holiday.first, holiday.last) == ("国庆节", date(2026, 10, 1), date(2026, 10, 7))


def test_a_sunday_in_the_middle_of_a_holiday_is_holiday_too() -> None:
    found = occurrences([weekly(date(2026, 9, 27))], until=date(2026, 10, 11))
    assert [(one.on, one.skipped) for one in found][1] == (date(2026, 10, 4), Skipped.HOLIDAY)


def test_a_make_up_day_counts_as_the_day_it_makes_up_when_wished() -> None:
    rule = weekly(date(2026, 9, 30), on_made_up=OnMadeUpDay.WORKDAY)
    found = occurrences([rule], until=date(2026, 10, 14))
    assert [(one.on, one.kept) for one in found] == [
        (date(2026, 9, 30), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # Saturday, worked for Wednesday 7 October
        (date(2026, 10, 14), True),
    ]
    assert found[2].made_up_for == date(2026, 10, 7)


@pytest.mark.parametrize(("counts_as", "skipped"), [(OnMadeUpDay.ITSELF, None), (OnMadeUpDay.WORKDAY, Skipped.MADE_UP)])
def test_a_saturday_series_may_leave_out_a_saturday_of_work(counts_as: OnMadeUpDay, skipped: Skipped | None) -> None:
    found = occurrences([weekly(date(2026, 10, 10), on_made_up=counts_as)], until=date(2026, 10, 10))
    assert [one.skipped for one in found] == [skipped]


def test_a_holiday_pushes_to_the_next_working_day_but_never_onto_another_visit() -> None:
    rule = weekly(date(2026, 10, 5), 0, 2, 3, on_holiday=OnHoliday.NEXT_WORKING_DAY)
    found = {one.on: one for one in occurrences([rule], until=date(2026, 10, 8))}
    assert found[date(2026, 10, 5)].skipped is Skipped.TAKEN
    assert found[date(2026, 10, 8)].kept
    rule = weekly(date(2026, 10, 5), 0, 2, on_holiday=OnHoliday.NEXT_WORKING_DAY)
    found = {one.on: one for one in occurrences([rule], until=date(2026, 10, 8))}
    assert (found[date(2026, 10, 5)].day, found[date(2026, 10, 5)].kept) == (date(2026, 10, 8), True)
    assert found[date(2026, 10, 7)].skipped is Skipped.TAKEN


def test_a_holiday_is_kept_when_wished() -> None:
    assert date(2026, 10, 7) in days(weekly(date(2026, 10, 7), on_holiday=OnHoliday.KEEP), date(2026, 10, 7))


def test_every_second_week_counts_from_the_first_one() -> None:
    rule = weekly(date(2026, 3, 6), every_weeks=2)
    assert days(rule, date(2026, 4, 20)) == [date(2026, 3, 6), date(2026, 3, 20), date(2026, 4, 3), date(2026, 4, 17)]


def test_the_turn_of_a_month_and_a_leap_day_are_days_like_others() -> None:
    assert days(weekly(date(2028, 2, 29)), date(2028, 3, 7)) == [date(2028, 2, 29), date(2028, 3, 7)]
    assert days(weekly(date(2026, 7, 31)), date(2026, 8, 14))[1:] == [date(2026, 8, 7), date(2026, 8, 14)]


def test_a_number_of_visits_counts_those_who_come() -> None:
    assert days(weekly(date(2026, 9, 30), visits=2), date(2026, 12, 31)) == [date(2026, 9, 30), date(2026, 10, 14)]


def test_what_is_not_published_yet_is_said() -> None:
    assert unannounced(occurrences([weekly(date(2026, 12, 25))], until=date(2027, 1, 8))) == [2027]


def test_a_pause_skips_and_its_end_gives_back() -> None:
    rule, until = weekly(date(2026, 11, 2)), date(2026, 11, 30)
    away = Pause(date(2026, 11, 9), date(2026, 11, 22))
    assert [day.day for day in days(rule, until, pauses=[away])] == [2, 23, 30]
    back = Pause(date(2026, 11, 16), date(2026, 11, 22), paused=False)
    assert [day.day for day in days(rule, until, pauses=[away, back])] == [2, 16, 23, 30]


def test_the_horizon_is_a_sunday_some_weeks_ahead() -> None:
    assert horizon(date(2026, 11, 30), 8) == date(2027, 1, 31)


some_day = st.dates(FIRST, LAST)
rules = st.builds(
    Rule,
    from_on=some_day,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    starts_minute=st.integers(0, 1439),
    minutes=st.just(TWO_HOURS),
    every_weeks=st.integers(1, 4),
    until_on=st.none(),
    visits=st.none() | st.integers(1, 30),
    on_holiday=st.sampled_from(OnHoliday),
    on_made_up=st.sampled_from(OnMadeUpDay),
)
pauses = st.lists(
    st.builds(
        lambda day, length, on: Pause(day, day + timedelta(days=length), on),
        some_day,
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=3,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(rules, min_size=1, max_size=4), pauses)
def test_nobody_comes_twice_on_a_day_and_no_date_stands_twice(agreed: list[Rule], paused: list[Pause]) -> None:
    found = occurrences(agreed, until=LAST, pauses=paused)
    kept = [one.day for one in found if one.kept]
    assert len(kept) == len(set(kept))
    assert [one.on for one in found] == sorted({one.on for one in found})


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(rules, max_size=3), rules, pauses)
def test_this_and_following_is_a_new_series_from_there(before: list[Rule], new: Rule, paused: list[Pause]) -> None:
    both = occurrences([*before, new], until=LAST, pauses=paused)
    alone = occurrences([new], until=LAST, pauses=paused)
    assert [one for one in both if one.on >= new.from_on] == alone
    past = [one for one in both if one.on < new.from_on]
    untouched = (
        [one for one in occurrences(before, until=LAST, pauses=paused) if one.on < new.from_on] if before else []
    )
    # Only a date that a holiday pushed onto a day of the new rule gives way, and says so.
    for one, other in zip(past, untouched, strict=True):
        assert one == other or one.skipped is Skipped.TAKEN or other.day >= new.from_on or other.rule.visits


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(rules, some_day, some_day)
def test_how_far_one_looks_changes_nothing(rule: Rule, near: date, far: date) -> None:
    near, far = sorted((near, far))
    assert [one for one in occurrences([rule], until=far) if one.on <= near] == occurrences([rule], until=near)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(rules)
def test_what_comes_is_as_the_rule_says(rule: Rule) -> None:
    found = occurrences([replace(rule, on_made_up=OnMadeUpDay.ITSELF)], until=LAST)
    weeks = {
        (one.on - timedelta(days=one.on.weekday()) - (rule.from_on - timedelta(days=rule.from_on.weekday()))).days // 7
        for one in found
    }
    assert all(one.on.weekday() in rule.weekdays and one.on >= rule.from_on for one in found)
    assert all(week % rule.every_weeks == 0 for week in weeks)
    if rule.on_holiday is OnHoliday.SKIP:
        assert all(one.kept == (one.holiday is None) for one in found)
