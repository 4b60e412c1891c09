"""Reading visits by page."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.booking import queries
from anjia.booking.operations import cancel_visit
from anjia.booking.queries import VisitFilter
from anjia.booking.testing import lay_ground, plan_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of

pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def visit_ids(at: datetime) -> list[int]:
    """Seven visits on three days, two of them at the same minute."""
    hours = (24, 26, 26, 48, 50, 72, 74)
    return [plan_visit(at=at, starts_at=at + timedelta(hours=h)) for h in hours]


def walk(wanted: VisitFilter, size: int) -> list[int]:
    seen: list[int] = []
    key = None
    while True:
        page = queries.visits_page(wanted, key=key, size=size)
        seen += [visit.id for visit in page.visits]
        key = page.next_key
        if key is None:
            return seen


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_show_every_visit_once_in_order(visit_ids: list[int], size: int) -> None:
    assert walk(VisitFilter(), size) == visit_ids
    assert walk(VisitFilter(newest_first=True), size) == visit_ids[::-1]


def test_days_are_shanghai_days_and_both_count(at: datetime, visit_ids: list[int]) -> None:
    tomorrow = day_of(at) + timedelta(days=1)
    wanted = VisitFilter(from_day=tomorrow, until_day=tomorrow + timedelta(days=1))
    assert walk(wanted, 50) == visit_ids[:5]
    assert [visit.id for visit in queries.visits_between(tomorrow, tomorrow)] == visit_ids[:3]


def test_filters_narrow(at: datetime, visit_ids: list[int]) -> None:
    cancel_visit(visit_id=visit_ids[3], reason="计划有变", at=at, by=SYSTEM)
    other = plan_visit(at=at, phone="13800138000")
    household_id = queries.visit(other).household_id
    assert walk(VisitFilter(state="cancelled"), 50) == [visit_ids[3]]
    assert walk(VisitFilter(household_id=household_id), 50) == [other]
    assert walk(VisitFilter(number="20261122-002"), 50) == [visit_ids[1]]
    assert walk(VisitFilter(number="20261122-00"), 2) == sorted(
        [*visit_ids, other], key=lambda i: (queries.visit(i).starts_at, i)
    )
    assert walk(VisitFilter(number="no such"), 50) == []


def test_a_page_costs_one_query_whatever_its_size(visit_ids: list[int], django_assert_num_queries: Any) -> None:
    for size in (1, 7):
        with django_assert_num_queries(1):
            queries.visits_page(VisitFilter(), size=size)


def test_a_household_sees_what_is_coming_first(at: datetime, visit_ids: list[int]) -> None:
    household_id = lay_ground(at=at).household_id
    coming = queries.coming_visits(household_id, at=at + timedelta(hours=49))
    assert [visit.id for visit in coming] == visit_ids[3:]
    assert [visit.id for visit in queries.visits_of_household(household_id)] == visit_ids[::-1]
