"""A visit tried everywhere: exactly what a naive reading allows, with the way that it adds, in a few questions."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from anjia.dispatch import queries
from anjia.dispatch.rules import DAY_MINUTES, Job, WorkingTime, obstacle, roster_of, trials, work_of
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.dispatch.tests.oracle import Row, is_free, way
from anjia.dispatch.tests.test_free_slots import jobs, people_with_work
from anjia.kernel.clock import day_of, minute_of
from anjia.kernel.errors import Missing
from anjia.kernel.scope import company_scope

World = tuple[list[WorkingTime], list[Row]]


def within(stretches: tuple[tuple[int, int], ...], start: int) -> bool:
    return any(first <= start <= last for first, last in stretches)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(world=people_with_work(), job=jobs)
def test_a_trial_allows_what_a_naive_reading_allows_and_says_why_not(world: World, job: Job) -> None:
    people, rows = world
    by_id = {person.caregiver_id: person for person in people}
    for trial in trials(roster_of(people), work_of(rows), job):
        person = by_id[trial.caregiver_id]
        for start in range(max(job.origin, job.earliest), job.origin + job.days * DAY_MINUTES, 97):
            fits = within(tuple((fit.first, fit.last) for fit in trial.fits), start)
            assert fits == is_free(person, rows, job, start)
            if not fits:
                why = obstacle(roster_of([person]), work_of(rows), job, start)
                said = next((name for name, starts in trial.layers if not within(starts, start)), None)
                busy = not within(trial.unrested, start)
                assert said == why if said else (why in ("taken", "way")) == busy


def test_the_way_added_is_counted_from_home_to_home() -> None:
    job = Job(60, 31.20, 121.44, datetime(2026, 3, 2).date())  # noqa: DTZ001  (a date)
    her = WorkingTime(1, 31.23, 121.47, hours=[(0, 480, 1080)])
    before = (1, job.origin + 480, job.origin + 540, 31.30, 121.52)
    behind = (1, job.origin + 960, job.origin + 1020, 31.231, 121.471)
    (trial,) = trials(roster_of([her]), work_of([before, behind]), job)
    (middle,) = [fit for fit in trial.fits if fit.first < job.origin + 900]
    here = (job.latitude, job.longitude)
    assert middle.way_in == way(*before[3:], *here)
    assert middle.way_on == way(*here, *behind[3:])
    assert middle.added == middle.way_in + middle.way_on - way(*before[3:], *behind[3:])
    (alone,) = trials(roster_of([her]), work_of([]), job)
    assert alone.fits[0].added == 2 * way(her.latitude, her.longitude, *here)


def test_a_visit_is_tried_as_if_it_had_no_place(scope: int, at: datetime) -> None:
    tuesday = at + timedelta(days=2)
    wang, li = (caregiver(name, at=at, number=number) for number, name in enumerate(("王芳", "李敏"), 1))
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    hold(li, at=at, starts_at=tuesday)
    trial = queries.trial_of(visit_id, from_day=day_of(tuesday), at=at)
    assert trial.caregiver_id == wang
    assert trial.added_now is not None
    start = minute_of(tuesday)
    allowed = {
        one.trial.caregiver_id: within(tuple((fit.first, fit.last) for fit in one.trial.fits), start)
        for one in trial.caregivers
    }
    assert allowed == {wang: True, li: False}


def test_a_stranger_s_visit_is_missing(scope: int, stranger_id: int, at: datetime) -> None:
    visit_id = visit_with(caregiver(at=at), at=at)
    with company_scope(stranger_id), pytest.raises(Missing):
        queries.trial_of(visit_id, from_day=day_of(at), at=at)


@pytest.mark.slow
def test_it_asks_the_database_equally_often_for_few_and_many(scope: int, at: datetime) -> None:
    visit_id = visit_with(caregiver(at=at), at=at)
    asked = []
    for more in (20, 180):
        for number in range(more):
            caregiver(f"阿姨{number}", at=at, number=more * 1000 + number)
        with CaptureQueriesContext(connection) as caught:
            trial = queries.trial_of(visit_id, from_day=day_of(at + timedelta(days=2)), days=7, at=at)
        asked.append(len(caught))
    assert len(trial.caregivers) == 201
    assert asked[0] == asked[1] <= 21
