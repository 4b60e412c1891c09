"""The largest series that can be asked for, of two on seven days of 26 weeks: asked and booked in few questions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.booking.operations import Agreed
from anjia.booking.rules import ChangeKind
from anjia.dispatch import queries as dispatch
from anjia.dispatch.testing import caregiver
from anjia.households import queries as households
from anjia.journeys import operations as journeys
from anjia.journeys.queries import plan_of_start, preview_of
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import DAY, TUESDAY, check_no_ghosts, days, people, planned, whole_ground
from anjia.kernel.actors import SYSTEM
from anjia.promises.operations import publish_standard_clauses
from anjia.workforce.operations import set_service_area
from anjia.workforce.rules import Hours

pytestmark = pytest.mark.usefixtures("scope", "english")
EVERY_DAY = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))


@pytest.fixture
def four(scope: int, at: datetime) -> list[int]:
    publish_standard_clauses(at=at - timedelta(days=300), by=SYSTEM)
    return [caregiver(f"王{n}", at=at, number=n, hours=EVERY_DAY) for n in range(1, 5)]


def of_every_day(weeks: int, starts_minute: int = 540) -> Agreed:
    until_on = TUESDAY + (7 * weeks - 1) * DAY
    return agreed_on(TUESDAY, *range(7), people=2, until_on=until_on, starts_minute=starts_minute)


def questions(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_whoever_keeps_most_comes_to_all_but_her_days_off_on_which_two_others_come(
    four: list[int], at: datetime
) -> None:
    series_id = a_series(at=at, agreed=of_every_day(2))
    crews = dispatch.crews_of_visits(visit.id for visit in planned(series_id))
    sent = [{one.caregiver_id for one in crews[visit.id]} for visit in planned(series_id)]
    usual, other = sent[0], set(four) - sent[0]
    assert sent == [other if number in (6, 13) else usual for number in range(14)]


def test_one_alone_has_her_days_off_and_nobody_else_loses_a_date_by_it(scope: int, at: datetime) -> None:
    both = [caregiver(f"李{n}", at=at, number=n, hours=EVERY_DAY) for n in (1, 2)]
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY, *range(7), until_on=TUESDAY + 13 * DAY))
    assert len(days(series_id)) == 14
    assert set(people(series_id)) == set(both)


@pytest.mark.slow
def test_asked_for_and_booked_its_questions_do_not_grow_with_its_dates(four: list[int], at: datetime) -> None:
    def asked(weeks: int) -> int:
        plan = plan_of_start(**whole_ground(at), agreed=of_every_day(weeks), at=at)
        return questions(lambda: preview_of(plan, {}, at=at))

    asked(2)
    assert asked(2) == asked(26)

    ids = []
    few = questions(lambda: ids.append(a_series(at=at, agreed=of_every_day(2))))
    many = questions(lambda: ids.append(a_series(at=at, agreed=of_every_day(26, starts_minute=840))))
    assert len(planned(ids[1])) > 150
    # SQLite takes so many values in one statement: some forty assignments, a hundred facts.
    assert many - few < 30


@pytest.mark.slow
def test_whoever_keeps_to_other_districts_costs_no_question_for_each_date(four: list[int], at: datetime) -> None:
    set_service_area(caregiver_id=four[0], farthest_minutes=None, only_in=["崇明区"], at=at, by=SYSTEM)

    def asked(weeks: int) -> int:
        ground, starts = whole_ground(at), [at + timedelta(days=day + 2) for day in range(7 * weeks)]
        home = households.home(ground["home_id"])
        wish = {"minutes": 120, "place": home.place, "household_id": home.household_id, "caregiver_id": four[0]}
        found: list[dispatch.SeriesDate] = []
        few = questions(lambda: found.extend(dispatch.series_dates("daily_cleaning", starts, **wish, at=at)))
        assert {one.why for one in found} == {found[0].why}
        assert "崇明区" in found[0].why
        return few

    asked(2)
    assert asked(2) == asked(20)


@pytest.mark.slow
def test_changed_paused_and_ended_its_questions_do_not_grow_with_its_dates(four: list[int], at: datetime) -> None:
    few_weeks = 2

    def asked(weeks: int, starts_minute: int) -> list[int]:
        series_id = a_series(at=at, agreed=of_every_day(weeks, starts_minute))
        later = {"series_id": series_id, "at": at, "by": SYSTEM}
        new = of_every_day(weeks, starts_minute + 30)
        away = {"from_on": TUESDAY + 2 * DAY, "until_on": TUESDAY + 7 * weeks * DAY}
        found = [
            questions(lambda: journeys.change_series(**later, agreed=new, kind=ChangeKind.ALL, client_id=uuid4())),
            questions(lambda: journeys.pause_series(**later, **away, client_id=uuid4())),
            questions(lambda: journeys.pause_series(**later, **away, paused=False, client_id=uuid4())),
            questions(lambda: journeys.end_series(**later, from_on=TUESDAY + DAY, client_id=uuid4())),
        ]
        if weeks == few_weeks:  # to hear all the facts of many takes longer than all other tests here
            check_no_ghosts(series_id, at)
        return found

    few, many = asked(few_weeks, 540), asked(10, 840)  # of 112 assignments more
    assert all(more - less < 30 for less, more in zip(few, many, strict=True)), (few, many)
