"""Which of several visits one caregiver could take: the same answer as when she is sent to each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch.operations import assign_visit, refuse_caregiver
from anjia.dispatch.queries import visits_that_fit
from anjia.dispatch.testing import hold
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.workforce import operations as workforce

DAY = timedelta(days=1)
Way = Callable[[int, datetime, datetime], object]


def freed(caregiver_id: int, ids: list[int], at: datetime) -> set[int]:
    visits = list(booking.visits(ids).values())
    homes = households.homes(visit.home_id for visit in visits)
    return set(visits_that_fit(caregiver_id, visits, homes, at=at).freed)


def fitting(caregiver_id: int, ids: list[int], at: datetime) -> set[int]:
    visits = list(booking.visits(ids).values())
    homes = households.homes(visit.home_id for visit in visits)
    return set(visits_that_fit(caregiver_id, visits, homes, at=at).now)


def work_before(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday - timedelta(hours=1))


def work_so_near_that_the_way_does_not_fit(wang: int, at: datetime, tuesday: datetime) -> None:
    hold(wang, at=at, starts_at=tuesday - timedelta(hours=2))


def leave(wang: int, at: datetime, tuesday: datetime) -> None:
    workforce.record_leave(caregiver_id=wang, starts_at=tuesday, ends_at=tuesday + DAY / 2, at=at, by=SYSTEM)


def a_family_that_refuses_her(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday + 9 * DAY)
    household_id = booking.visit(visit_id).household_id
    refuse_caregiver(household_id=household_id, caregiver_id=wang, at=at, by=SYSTEM, until_at=at + DAY)


def other_districts(wang: int, at: datetime, tuesday: datetime) -> None:
    workforce.set_service_area(caregiver_id=wang, farthest_minutes=None, only_in=["静安区"], at=at, by=SYSTEM)


def a_paper_that_she_lacks(wang: int, at: datetime, tuesday: datetime) -> None:
    workforce.demand_paper(kind="clean_record", from_on=day_of(tuesday), at=at, by=SYSTEM)


WAYS: list[Way] = [
    work_before,
    work_so_near_that_the_way_does_not_fit,
    leave,
    a_family_that_refuses_her,
    other_districts,
    a_paper_that_she_lacks,
]


@pytest.mark.parametrize("stands_in_the_way", WAYS, ids=lambda way: way.__name__)
def test_what_is_left_out_is_refused_and_what_is_named_can_be_given(
    wang: int, at: datetime, tuesday: datetime, stands_in_the_way: Way
) -> None:
    ids = [plan_visit(at=at, starts_at=tuesday + days * DAY) for days in (0, 1, 7)]
    assert fitting(wang, ids, at) == set(ids)
    stands_in_the_way(wang, at, tuesday)
    found = fitting(wang, ids, at)
    assert ids[0] not in found
    for visit_id in set(ids) - found:
        with pytest.raises(Refusal):
            assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)
    for visit_id in found:
        assign_visit(visit_id=visit_id, caregiver_id=wang, at=at, by=SYSTEM)


@pytest.mark.parametrize("stands_in_the_way", WAYS, ids=lambda way: way.__name__)
def test_one_of_her_visits_in_return_clears_her_own_work_away_and_nothing_else(
    wang: int, at: datetime, tuesday: datetime, stands_in_the_way: Way
) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    assert freed(wang, [visit_id], at) == {visit_id}
    stands_in_the_way(wang, at, tuesday)
    is_her_work = stands_in_the_way in (work_before, work_so_near_that_the_way_does_not_fit)
    assert freed(wang, [visit_id], at) == ({visit_id} if is_her_work else set())


def test_who_does_not_do_the_work_can_take_none(scope: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    assert fitting(404, [visit_id], at) == set()


def test_many_visits_cost_as_many_queries_as_one(wang: int, at: datetime, tuesday: datetime) -> None:
    ids = [plan_visit(at=at, starts_at=tuesday + days * DAY) for days in range(5)]
    visits = list(booking.visits(ids).values())
    homes = households.homes(visit.home_id for visit in visits)
    counts = []
    for some in (visits[:1], visits):
        with CaptureQueriesContext(connection) as asked:
            assert visits_that_fit(wang, some, homes, at=at).now
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
