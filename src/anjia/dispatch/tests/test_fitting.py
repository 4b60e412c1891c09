"""Which of several visits one caregiver could take: the same answer as when she is sent to each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch.operations import assign_visit, refuse_caregiver
from anjia.dispatch.queries import Fitting, visits_that_fit
from anjia.dispatch.testing import hold, visit_with
from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.workforce import operations as workforce

DAY = timedelta(days=1)
Way = Callable[[int, datetime, datetime], object]


def in_return(caregiver_id: int, swap_id: int, own: list[int], at: datetime) -> tuple[set[int], bool]:
    """Which of her own visits, given for that one, are enough; and whether it would take several."""
    visits = list(booking.visits([swap_id]).values())
    homes = households.homes(visit.home_id for visit in visits)
    hers = list(booking.visits(own).values())
    found = visits_that_fit(caregiver_id, visits, homes, at=at, own=hers, swaps={swap_id})
    return set(found.in_return.get(swap_id, ())), swap_id in found.several


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
def test_one_of_her_visits_in_return_clears_that_visit_away_and_nothing_else(
    wang: int, at: datetime, tuesday: datetime, stands_in_the_way: Way
) -> None:
    swap_id = plan_visit(at=at, starts_at=tuesday)
    hers = [visit_with(wang, at=at, starts_at=tuesday + hours) for hours in (-timedelta(hours=1), 2 * DAY)]
    assert in_return(wang, swap_id, hers, at) == ({hers[0]}, False)
    if stands_in_the_way not in (work_before, work_so_near_that_the_way_does_not_fit):
        stands_in_the_way(wang, at, tuesday)
        assert in_return(wang, swap_id, hers, at) == (set(), False)


def test_what_more_than_one_of_her_visits_stands_against_is_named_so(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    swap_id = plan_visit(at=at, starts_at=tuesday, minutes=360)
    first = visit_with(wang, at=at, starts_at=tuesday)
    assert in_return(wang, swap_id, [first], at) == ({first}, False)
    second = visit_with(wang, at=at, starts_at=tuesday + timedelta(hours=4))
    assert in_return(wang, swap_id, [first, second], at) == (set(), True)
    assert in_return(wang, swap_id, [first], at) == (set(), False)


def test_a_visit_that_is_no_swap_asks_for_nothing_in_return(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    own = booking.visits([visit_with(wang, at=at, starts_at=tuesday)]).values()
    (visit,) = booking.visits([visit_id]).values()
    homes = households.homes([visit.home_id])
    assert visits_that_fit(wang, [visit], homes, at=at, own=list(own)) == Fitting()


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
