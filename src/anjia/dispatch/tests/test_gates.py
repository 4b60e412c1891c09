"""Nobody is sent without rest, without a paper that counts, or farther than she goes; each gate says its name."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.booking.testing import lay_ground
from anjia.company.operations import set_company_jurisdiction
from anjia.dispatch import queries
from anjia.dispatch.rules import (
    DAY_MINUTES,
    Job,
    Obstacle,
    Rest,
    WorkingTime,
    free_slots,
    midnight_minute,
    no_record,
    obstacle,
    roster_of,
    work_of,
)
from anjia.dispatch.testing import NEAR, caregiver, hold
from anjia.dispatch.tests.oracle import Row, free_starts, is_free
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.workforce import operations
from anjia.workforce.rules import Hours
from tests.shares import WHOLE

MONDAY = date(2026, 3, 2)
MIDNIGHT = midnight_minute(MONDAY)
PLACES = [(31.23, 121.47), (31.20, 121.44), (31.05, 121.75)]
ALWAYS = tuple((weekday, 0, DAY_MINUTES) for weekday in range(7))
place = st.sampled_from(PLACES)
rests = st.builds(Rest, st.integers(120, 900), st.integers(300, 3600), st.integers(0, 720), st.integers(1, 6))


@st.composite
def people_with_weeks(draw: st.DrawFn) -> tuple[list[WorkingTime], list[Row]]:
    people, rows = [], []
    for caregiver_id in draw(st.lists(st.integers(1, 9), unique=True, max_size=3)):
        barred = [
            (MIDNIGHT + begin, MIDNIGHT + begin + 2000) for begin in draw(st.lists(st.integers(0, 4000), max_size=1))
        ]
        farthest = draw(st.none() | st.integers(5, 120))
        outside = draw(st.integers(0, 3)) == 0
        people.append(WorkingTime(caregiver_id, *draw(place), 3, ALWAYS, (), farthest, barred, outside))
        minute = MIDNIGHT - 8 * DAY_MINUTES
        for wait, length in draw(st.lists(st.tuples(st.integers(60, 1900), st.integers(15, 500)), max_size=20)):
            rows.append((caregiver_id, minute + wait, minute + wait + length, *draw(place)))
            minute += wait + length
    return people, rows


jobs = st.builds(
    lambda minutes, place, days, rest: Job(minutes, *place, MONDAY + timedelta(days=days % 3), days, 0, 45, rest),
    st.integers(15, 600),
    place,
    st.integers(1, 8),
    rests,
)


@pytest.mark.slow
@settings(max_examples=200 if WHOLE else 50, deadline=None)  # other ones in each run
@given(people_with_weeks(), jobs)
def test_with_rest_papers_and_area_the_starts_are_those_of_the_naive_reading(
    company: tuple[list[WorkingTime], list[Row]], job: Job
) -> None:
    people, rows = company
    roster, work = roster_of(people), work_of(rows)
    days = free_slots(roster, work, no_record(roster, job), job)
    assert [(s.minute, s.caregivers) for day in days for s in day.starts] == list(free_starts(people, rows, job))


@settings(max_examples=60, deadline=None)
@given(people_with_weeks(), jobs, st.integers(0, DAY_MINUTES - 1))
def test_an_obstacle_is_named_exactly_when_she_is_not_free(
    company: tuple[list[WorkingTime], list[Row]], job: Job, minute: int
) -> None:
    people, rows = company
    for person in people:
        start = job.origin + minute
        found = obstacle(roster_of([person]), work_of(rows), job, start)
        assert (found is None) == is_free(person, rows, job, start)


def at_work(*stretches: tuple[int, int]) -> list[Row]:
    return [(1, MIDNIGHT + begin, MIDNIGHT + end, *PLACES[0]) for begin, end in stretches]


DAY = DAY_MINUTES
LAW = Rest(660, 3180, 600, 6)


@pytest.mark.parametrize(
    ("rows", "start", "minutes", "found"),
    [
        (at_work((480, 900)), 960, 240, None),
        (at_work((480, 900)), 960, 241, Obstacle.DAY_FULL),
        (at_work(*((day * DAY + 480, day * DAY + 1080) for day in range(5))), 5 * DAY + 480, 180, None),
        (at_work(*((day * DAY + 480, day * DAY + 1080) for day in range(5))), 5 * DAY + 480, 181, Obstacle.WEEK_FULL),
        (at_work(*((day * DAY + 480, day * DAY + 540) for day in range(6))), 6 * DAY + 480, 60, Obstacle.DAY_OFF),
        (at_work(*((day * DAY + 480, day * DAY + 540) for day in (-3, -2, -1, 1, 2, 3))), 480, 60, Obstacle.DAY_OFF),
        (at_work((-DAY + 1200, -DAY + 1380)), 480, 60, Obstacle.REST),
        (at_work((-DAY + 1200, -DAY + 1380)), 540, 60, None),
        # A night that began on the day before belongs to it: no rest is asked in its middle.
        (at_work((-DAY + 1320, -DAY + 1430)), 30, 120, None),
        (at_work((DAY + 400, DAY + 460)), 1200, 60, Obstacle.REST),
    ],
)
def test_rest_case_by_case(rows: list[Row], start: int, minutes: int, found: Obstacle | None) -> None:
    person = roster_of([WorkingTime(1, *PLACES[0], 3, ALWAYS)])
    day = MONDAY + timedelta(days=start // DAY)
    job = Job(minutes, *PLACES[0], day, 1, rest=LAW)
    assert obstacle(person, work_of(rows), job, MIDNIGHT + start) == found


def starts(at: datetime, day: date, *, place: Place = NEAR, days: int = 1) -> int:
    found = queries.free_slots("daily_cleaning", minutes=120, place=place, from_day=day, days=days, at=at)
    return sum(len(one.starts) for one in found)


def paper(caregiver_id: int, at: datetime, until: date, **more: object) -> int:
    values = {"kind": "health", "issued_on": day_of(at) - timedelta(days=300), "valid_until": until} | more
    return operations.record_credential(caregiver_id=caregiver_id, at=at, by=SYSTEM, **values)  # type: ignore[arg-type]


def test_nobody_is_offered_or_held_after_her_health_certificate_has_run_out(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    set_company_jurisdiction(jurisdiction="CN-31", at=at, by=SYSTEM)
    assert starts(at, day_of(tuesday))
    paper(wang, at, day_of(tuesday))
    assert starts(at, day_of(tuesday))
    assert not starts(at, day_of(tuesday) + timedelta(days=1), days=4)
    with pytest.raises(Refusal, match=r"health certificate ran out on 24 November 2026,.*Shanghai.*article 8"):
        hold(wang, at=at, starts_at=tuesday + timedelta(days=1))
    hold(wang, at=at, starts_at=tuesday)


def test_a_paper_counts_once_seen_and_until_it_is_withdrawn(wang: int, at: datetime, tuesday: datetime) -> None:
    set_company_jurisdiction(jurisdiction="CN-31", at=at, by=SYSTEM)
    operations.demand_paper(kind="health", from_on=day_of(at), at=at, by=SYSTEM)
    assert not starts(at, day_of(tuesday))
    key = paper(wang, at, day_of(tuesday) + timedelta(days=30), verified=False)
    assert not starts(at, day_of(tuesday))
    operations.verify_credential(credential_id=key, at=at, by=SYSTEM)
    assert starts(at, day_of(tuesday))
    operations.withdraw_credential(credential_id=key, reason="体检不合格", at=at, by=SYSTEM)
    assert not starts(at, day_of(tuesday))
    with pytest.raises(Refusal, match="health certificate"):
        hold(wang, at=at, starts_at=tuesday)


def test_what_the_company_asks_for_binds_from_its_day_on_and_can_be_dropped(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    later = day_of(tuesday) + timedelta(days=1)
    operations.demand_paper(kind="clean_record", trade="daily_cleaning", from_on=later, at=at, by=SYSTEM)
    assert starts(at, day_of(tuesday))
    assert not starts(at, later)
    operations.demand_paper(kind="clean_record", trade="daily_cleaning", from_on=None, at=at, by=SYSTEM)
    assert starts(at, later)


def test_she_is_not_sent_farther_than_she_goes(wang: int, at: datetime, tuesday: datetime) -> None:
    far = Place(31.26, 121.52)
    assert starts(at, day_of(tuesday), place=far)
    operations.set_service_area(caregiver_id=wang, farthest_minutes=30, at=at, by=SYSTEM)
    assert not starts(at, day_of(tuesday), place=far)
    with pytest.raises(Refusal, match="30 minutes from home at most"):
        hold(wang, at=at, starts_at=tuesday, place=far)
    assert starts(at, day_of(tuesday))


def test_she_is_not_sent_out_of_the_districts_that_she_keeps_to(wang: int, at: datetime, tuesday: datetime) -> None:
    area = {"caregiver_id": wang, "farthest_minutes": None, "at": at, "by": SYSTEM}
    operations.set_service_area(**area, only_in=["静安", "黄浦区"])  # type: ignore[arg-type]
    assert not starts(at, day_of(tuesday))
    with pytest.raises(Refusal, match="王芳 works in 静安区, 黄浦区 only; this home is in 徐汇区"):
        hold(wang, at=at, starts_at=tuesday)
    assert starts(at, day_of(tuesday), place=SHANGHAI_CENTRES["静安区"])
    with pytest.raises(Refusal, match="in which district this home is, nobody has noted"):
        hold(wang, at=at, starts_at=tuesday, place=Place(39.9, 116.4))
    operations.set_service_area(**area)  # type: ignore[arg-type]
    assert not starts(at, day_of(tuesday))
    operations.set_service_area(**area, only_in=[])  # type: ignore[arg-type]
    assert starts(at, day_of(tuesday))


def test_where_nobody_keeps_to_districts_none_is_looked_up(wang: int, at: datetime, tuesday: datetime) -> None:
    household_id = lay_ground(at=at).household_id

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.free_slots(
                "daily_cleaning", minutes=60, place=NEAR, from_day=day_of(tuesday), at=at, household_id=household_id
            )
        return len(caught)

    before = asked()
    operations.set_service_area(caregiver_id=wang, farthest_minutes=None, only_in=["静安区"], at=at, by=SYSTEM)
    assert asked() == before + 1
    li = caregiver("李敏", at=at, number=2)
    operations.set_service_area(caregiver_id=li, farthest_minutes=None, only_in=["徐汇区"], at=at, by=SYSTEM)
    assert asked() == before + 1


def test_a_day_has_eleven_hours_of_work_at_most(scope: int, at: datetime, tuesday: datetime) -> None:
    long_days = [Hours(weekday, 0, DAY_MINUTES) for weekday in range(7)]
    lin = caregiver("林姐", at=at, number=7, hours=long_days)
    hold(lin, at=at, starts_at=tuesday, minutes=480)
    with pytest.raises(Refusal, match="more than 11 hours"):
        hold(lin, at=at, starts_at=tuesday + timedelta(hours=9), minutes=240)


def test_the_way_from_the_visit_before_midnight_counts(scope: int, at: datetime, tuesday: datetime) -> None:
    """Travel from the neighbours of the day before and after: a home far away leaves no start right after midnight."""
    night = caregiver("夜班", at=at, number=8, hours=[Hours(weekday, 1200, 2000) for weekday in range(7)])
    late = tuesday.replace(hour=14, minute=30)  # 22:30 in Shanghai
    hold(night, at=at, starts_at=late, minutes=60, place=Place(31.26, 121.52))
    found = queries.free_slots(
        "daily_cleaning",
        minutes=60,
        place=NEAR,
        from_day=day_of(late) + timedelta(days=1),
        days=1,
        at=at,
        caregiver_id=night,
    )
    first = found[0].starts[0].minute - midnight_minute(found[0].day)
    assert first > 0
    hold(night, at=at, starts_at=found[0].starts[0].at, minutes=60)
