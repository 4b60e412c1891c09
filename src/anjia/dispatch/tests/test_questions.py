"""What others may ask: free slots and days, in a fixed number of queries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.dispatch import queries
from anjia.dispatch.testing import NEAR, caregiver, hold, visit_with
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.workforce.operations import set_suiting

Count = Callable[[int], Any]


def slots(at: datetime, tuesday: datetime, **changes: Any) -> tuple[queries.SlotDay, ...]:
    asked: dict[str, Any] = {
        "minutes": 120,
        "place": NEAR,
        "from_day": day_of(tuesday),
        "days": 2,
        "at": at,
    }
    return queries.free_slots("daily_cleaning", **(asked | changes))


def test_a_free_day_has_every_half_hour_and_says_who(wang: int, at: datetime, tuesday: datetime) -> None:
    days = slots(at, tuesday)
    assert [len(day.starts) for day in days] == [17, 17]
    first = days[0].starts[0]
    assert (first.at, first.caregivers, first.best_id) == (tuesday - timedelta(hours=2), 1, wang)


def test_holds_and_visits_take_time_and_run_out_holds_do_not(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    hold(wang, at=at, starts_at=tuesday)
    visit_with(li, at=at, starts_at=tuesday)
    assert tuesday not in [start.at for start in slots(at, tuesday)[0].starts]
    later = slots(at + timedelta(minutes=10), tuesday)[0].starts
    assert next(start.best_id for start in later if start.at == tuesday) == wang


def test_a_start_sooner_than_the_lead_time_is_not_offered(wang: int, tuesday: datetime) -> None:
    first = slots(tuesday, tuesday)[0].starts[0]
    assert first.at == tuesday + timedelta(minutes=queries.LEAD_MINUTES)


def test_one_caregiver_alone_can_be_asked_for(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    days = slots(at, tuesday, caregiver_id=li)
    assert {(start.caregivers, start.best_id) for day in days for start in day.starts} == {(1, li)}


@pytest.mark.parametrize("changes", [{"minutes": 5}, {"minutes": 1441}, {"days": 0}, {"days": 32}])
def test_impossible_questions_are_refused(wang: int, at: datetime, tuesday: datetime, changes: dict[str, int]) -> None:
    with pytest.raises(Refusal):
        slots(at, tuesday, **changes)


def test_nobody_at_all_is_an_empty_answer(scope: int, at: datetime, tuesday: datetime) -> None:
    assert [day.starts for day in slots(at, tuesday)] == [(), ()]


def test_the_number_of_queries_does_not_grow_with_the_company(
    wang: int, at: datetime, tuesday: datetime, django_assert_num_queries: Count
) -> None:
    household_id = 1
    with django_assert_num_queries(11):
        slots(at, tuesday, household_id=household_id)
    for number in range(2, 8):
        hold(caregiver(f"阿姨{number}", at=at, number=number), at=at, starts_at=tuesday)
    with django_assert_num_queries(11):
        slots(at, tuesday, household_id=household_id)
    with django_assert_num_queries(10):
        slots(at, tuesday, household_id=household_id, before=[])


def test_a_home_is_asked_about_only_where_somebody_is_good_with_something(
    wang: int, li: int, at: datetime, tuesday: datetime, django_assert_num_queries: Count
) -> None:
    suiting: dict[str, Any] = {"strengths": [], "limits": [], "districts": [], "at": at, "by": SYSTEM}
    set_suiting(caregiver_id=wang, **(suiting | {"districts": ["徐汇区"]}))
    with django_assert_num_queries(12):
        slots(at, tuesday, household_id=1)
    set_suiting(caregiver_id=li, **(suiting | {"limits": ["dogs"]}))
    with django_assert_num_queries(14):
        slots(at, tuesday, household_id=1)


def test_a_day_lists_each_caregivers_time_in_order(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    late = hold(wang, at=at, starts_at=tuesday + timedelta(hours=4))
    early = hold(wang, at=at, starts_at=tuesday)
    hers = hold(li, at=at, starts_at=tuesday)
    hold(li, at=at, starts_at=tuesday + timedelta(days=1))
    day = day_of(tuesday)
    assert [one.id for one in queries.day_assignments(day, at=at)] == [early, late, hers]
    assert [one.id for one in queries.caregiver_day(wang, day, at=at)] == [early, late]
    assert len(queries.coming_of_caregiver(li, from_day=day, days=7, at=at)) == 2


def test_the_time_of_a_visit_does_not_stand_in_its_own_way(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    half_an_hour_later = tuesday + timedelta(minutes=30)
    assert half_an_hour_later not in [start.at for start in slots(at, tuesday)[0].starts]
    own = slots(at, tuesday, visit_id=visit_id)[0].starts
    assert half_an_hour_later in [start.at for start in own]
