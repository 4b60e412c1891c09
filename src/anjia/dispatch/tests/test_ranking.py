"""The score is the sum of reasons that can be shown."""

from datetime import date

import numpy as np
import pytest

from anjia.dispatch.rules import (
    Ground,
    Job,
    Reason,
    Record,
    WorkingTime,
    candidates,
    midnight_minute,
    record_of,
    roster_of,
    trials,
    work_of,
)

MONDAY = date(2026, 3, 2)
MIDNIGHT = midnight_minute(MONDAY)
ALL_WEEK = [(weekday, 480, 1200) for weekday in range(7)]
JOB = Job(120, 31.23, 121.47, MONDAY, 7)


def person(caregiver_id: int, level: int = 3, latitude: float = 31.23) -> WorkingTime:
    return WorkingTime(caregiver_id, latitude, 121.47, level, ALL_WEEK)


def record(*, visits: list[int], minutes: list[int]) -> Record:
    return Record(np.array(visits), np.array([minutes]))


def test_each_reason_names_its_value_and_its_points() -> None:
    here = (31.23, 121.47)
    rows = [(1, MIDNIGHT + 480, MIDNIGHT + 540, *here), (1, MIDNIGHT + 690, MIDNIGHT + 780, *here)]
    roster = roster_of([person(1, level=5)])
    [best] = candidates(roster, work_of(rows), record(visits=[2], minutes=[1500]), JOB, MIDNIGHT + 555)
    assert best.reasons == (
        Reason(Ground.FROM_VISIT, 5, 55),
        Reason(Ground.KNOWN, 2, 12),
        Reason(Ground.WEEK, 1500, 7),
        Reason(Ground.LEVEL, 5, 20),
        Reason(Ground.FIT, 10, 9),
    )
    assert best.score == 55 + 12 + 7 + 20 + 9


def test_a_free_day_and_a_new_face_give_no_points_but_are_said() -> None:
    [best] = candidates(roster_of([person(1)]), work_of([]), record(visits=[0], minutes=[0]), JOB, MIDNIGHT + 600)
    assert best.reasons[1] == Reason(Ground.NEW_FACE, 0, 0)
    assert best.reasons[4] == Reason(Ground.FREE_DAY, 0, 0)
    assert best.reasons[0] == Reason(Ground.FROM_HOME, 5, 55)


def test_after_a_night_she_comes_from_home_and_within_it_from_the_visit_before() -> None:
    nights = [(weekday, 1200, 1800) for weekday in range(7)]
    her = WorkingTime(1, 31.23, 121.47, 3, nights)
    far = (31.30, 121.60)
    for begins, ends, start, ground in (
        (1320, 1680, 1440 + 1320, Ground.FROM_HOME),  # until 04:00, and again at 22:00
        (1200, 1320, 1440 + 60, Ground.FROM_VISIT),  # until 22:00, and on at 01:00
        (1440 + 60, 1440 + 180, 1200, Ground.FROM_HOME),
    ):
        work = work_of([(1, MIDNIGHT + begins, MIDNIGHT + ends, *far)])
        [best] = candidates(roster_of([her]), work, record(visits=[0], minutes=[0]), JOB, MIDNIGHT + start)
        assert best.reasons[0].ground == ground
        (trial,) = trials(roster_of([her]), work, JOB)
        added = next(fit for fit in trial.fits if fit.first <= MIDNIGHT + start <= fit.last)
        assert (added.way_in == best.reasons[0].value) and (best.reasons[0].value > 5) == (ground == Ground.FROM_VISIT)


@pytest.mark.parametrize(
    ("people", "visits", "minutes"),
    [
        ([person(1), person(2, latitude=31.20)], [0, 0], [0, 0]),
        ([person(1), person(2)], [1, 0], [0, 0]),
        ([person(1), person(2)], [0, 0], [600, 1200]),
        ([person(1, level=4), person(2)], [0, 0], [0, 0]),
        ([person(1), person(2)], [0, 0], [0, 0]),
    ],
    ids=["nearer", "knows the household", "worked less this week", "higher level", "lower id among equals"],
)
def test_the_first_is_preferred_to_the_second(people: list[WorkingTime], visits: list[int], minutes: list[int]) -> None:
    ranked = candidates(roster_of(people), work_of([]), record(visits=visits, minutes=minutes), JOB, MIDNIGHT + 600)
    assert [one.caregiver_id for one in ranked] == [1, 2]


def test_the_week_of_the_start_counts_not_the_week_of_the_question() -> None:
    sunday = Job(120, 31.23, 121.47, date(2026, 3, 8), 2)
    both_weeks = Record(np.array([0]), np.array([[2400], [0]]))
    next_monday = midnight_minute(date(2026, 3, 9)) + 600
    [best] = candidates(roster_of([person(1)]), work_of([]), both_weeks, sunday, next_monday)
    assert best.reasons[2] == Reason(Ground.WEEK, 0, 20)


def test_the_record_counts_each_weeks_work_of_those_on_the_roster() -> None:
    thursday_to_tuesday = Job(120, 31.23, 121.47, date(2026, 3, 5), 6)
    here = (31.23, 121.47)
    starts = [(1, -60), (1, 540), (1, 3 * 1440), (1, 8 * 1440), (2, 7 * 1440), (3, 540), (2, 14 * 1440)]
    rows = [(one, MIDNIGHT + start, MIDNIGHT + start + 60, *here) for one, start in starts]
    found = record_of(roster_of([person(1), person(2)]), work_of(rows), thursday_to_tuesday, [(2, 4), (3, 9)])
    assert found.week_minutes.tolist() == [[120, 0], [60, 60]]
    assert found.visits_before.tolist() == [0, 4]
