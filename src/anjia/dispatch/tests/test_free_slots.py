"""The free starts are those that a naive reading of the rule finds, and they are found fast."""

import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.dispatch.rules import (
    DAY_MINUTES,
    Job,
    SlotDay,
    WorkingTime,
    candidates,
    free_slots,
    midnight_minute,
    no_record,
    roster_of,
    work_of,
)
from anjia.dispatch.tests.oracle import Row, free_starts, is_free

MONDAY = date(2026, 3, 2)
MIDNIGHT = midnight_minute(MONDAY)
PLACES = [(31.23, 121.47), (31.20, 121.44), (31.30, 121.52), (31.231, 121.471), (31.05, 121.75)]

hours = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1300), st.integers(30, 900)).map(
        lambda row: (row[0], row[1], row[1] + row[2])
    ),
    max_size=5,
)
leave = st.lists(
    st.tuples(st.integers(-600, 3 * DAY_MINUTES), st.integers(10, 2000)).map(
        lambda pair: (MIDNIGHT + pair[0], MIDNIGHT + sum(pair))
    ),
    max_size=2,
)
place = st.sampled_from(PLACES)


@st.composite
def people_with_work(draw: st.DrawFn) -> tuple[list[WorkingTime], list[Row]]:
    people, rows = [], []
    for caregiver_id in draw(st.lists(st.integers(1, 40), unique=True, max_size=4)):
        outside = draw(st.integers(0, 4)) == 0
        people.append(WorkingTime(caregiver_id, *draw(place), 3, draw(hours), draw(leave), outside=outside))
        minute = MIDNIGHT - 900
        for wait, length in draw(st.lists(st.tuples(st.integers(0, 700), st.integers(15, 500)), max_size=6)):
            rows.append((caregiver_id, minute + wait, minute + wait + length, *draw(place)))
            minute += wait + length
    return people, draw(st.permutations([*rows, (99, MIDNIGHT, MIDNIGHT + 60, *PLACES[0])]))


jobs = st.builds(
    lambda minutes, place, days, wait, step: Job(minutes, *place, MONDAY, days, MIDNIGHT + wait, step),
    st.integers(15, 700),
    place,
    st.integers(1, 3),
    st.integers(-100, 900),
    st.sampled_from([15, 30, 45]),
)


def found(days: tuple[SlotDay, ...]) -> list[tuple[int, int]]:
    return [(start.minute, start.caregivers) for day in days for start in day.starts]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(people_with_work(), jobs)
def test_the_free_starts_are_those_of_the_naive_reading(company: tuple[list[WorkingTime], list[Row]], job: Job) -> None:
    people, rows = company
    roster = roster_of(people)
    days = free_slots(roster, work_of(rows), no_record(roster, job), job)
    assert found(days) == list(free_starts(people, rows, job))
    assert [day.day.toordinal() - MONDAY.toordinal() for day in days] == list(range(job.days))
    assert all(
        midnight_minute(day.day) <= start.minute < midnight_minute(day.day) + DAY_MINUTES
        for day in days
        for start in day.starts
    )


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(people_with_work(), jobs)
def test_the_best_of_a_start_is_the_first_of_its_candidates_and_all_of_them_are_free(
    company: tuple[list[WorkingTime], list[Row]], job: Job
) -> None:
    people, rows = company
    roster, work = roster_of(people), work_of(rows)
    record = no_record(roster, job)
    for day in free_slots(roster, work, record, job):
        for start in day.starts[::5]:
            ranked = candidates(roster, work, record, job, start.minute)
            assert ranked[0].caregiver_id == start.best_id
            assert len(ranked) == start.caregivers
            assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
            by_id = {person.caregiver_id: person for person in people}
            assert all(is_free(by_id[one.caregiver_id], rows, job, start.minute) for one in ranked)


def one_person(**changes: object) -> WorkingTime:
    usual = {"caregiver_id": 1, "latitude": 31.23, "longitude": 121.47, "hours": [(0, 480, 720)]}
    return WorkingTime(**{**usual, **changes})  # type: ignore[arg-type]


def starts_of(person: WorkingTime, rows: list[Row], minutes: int = 60) -> list[int]:
    roster = roster_of([person])
    job = Job(minutes, 31.23, 121.47, MONDAY, 1)
    days = free_slots(roster, work_of(rows), no_record(roster, job), job)
    return [start.minute - MIDNIGHT for start in days[0].starts]


@pytest.mark.parametrize(
    ("person", "rows", "expected"),
    [
        (one_person(), [], [480, 510, 540, 570, 600, 630, 660]),
        (one_person(hours=[]), [], []),
        (one_person(hours=[(1, 480, 720)]), [], []),
        (one_person(hours=[(0, 480, 540), (0, 540, 600)]), [], [480, 510, 540]),
        (one_person(leave=[(MIDNIGHT + 500, MIDNIGHT + 600)]), [], [600, 630, 660]),
        # Next door: five minutes at the door on either side.
        (one_person(), [(1, MIDNIGHT + 540, MIDNIGHT + 600, 31.23, 121.47)], [630, 660]),
        (one_person(), [(1, MIDNIGHT + 545, MIDNIGHT + 595, 31.23, 121.47)], [480, 600, 630, 660]),
        # Eight kilometres north: 48 minutes each way.
        (one_person(), [(1, MIDNIGHT + 720, MIDNIGHT + 780, 31.302, 121.47)], [480, 510, 540, 570, 600]),
    ],
)
def test_the_rule_of_a_free_start_case_by_case(person: WorkingTime, rows: list[Row], expected: list[int]) -> None:
    assert starts_of(person, rows) == expected


def test_a_night_shift_runs_over_midnight() -> None:
    night = one_person(hours=[(0, 22 * 60, 30 * 60), (6, 22 * 60, 30 * 60)])
    assert starts_of(night, [], minutes=6 * 60) == [0, 1320, 1350, 1380, 1410]


def big_company(caregivers: int = 1000, days: int = 7) -> tuple[list[WorkingTime], list[Row]]:
    chance = np.random.default_rng(7)
    people, rows = [], []
    for caregiver_id in range(1, caregivers + 1):
        latitude, longitude = 31.23 + chance.normal(0, 0.06), 121.47 + chance.normal(0, 0.08)
        people.append(WorkingTime(caregiver_id, latitude, longitude, 3, [(weekday, 480, 1200) for weekday in range(7)]))
        for day in range(days):
            for begin in (540, 840):
                start = MIDNIGHT + day * DAY_MINUTES + begin + int(chance.integers(0, 8)) * 15
                home = 31.23 + chance.normal(0, 0.06), 121.47 + chance.normal(0, 0.08)
                rows.append((caregiver_id, start, start + 120, *home))
    return people, rows


def test_a_week_of_a_thousand_caregivers_takes_less_than_forty_milliseconds_of_cpu() -> None:
    people, rows = big_company()
    roster, work = roster_of(people), work_of(rows)
    job = Job(120, 31.22, 121.46, MONDAY, 7)
    record = no_record(roster, job)
    spent = []
    for _ in range(7):
        begun = time.process_time()
        days = free_slots(roster, work, record, job)
        spent.append(time.process_time() - begun)
    assert sum(len(day.starts) for day in days) > 50
    assert min(spent) < 0.040
