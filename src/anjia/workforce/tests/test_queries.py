from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from anjia.catalog.rules import Trade
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import midnight, minute_of
from anjia.workforce import operations, queries
from anjia.workforce.rules import Status
from anjia.workforce.testing import a_caregiver

MONDAY = date(2026, 11, 23)


@pytest.fixture
def three(scope: int, at: datetime) -> list[int]:
    return [
        a_caregiver(at, trades={Trade.DAILY_CLEANING: 4, Trade.COOKING: 2}),
        a_caregiver(at, name="张师傅", phone="13812340001", trades={Trade.WINDOW_CLEANING: 5}),
        a_caregiver(at, name="孙阿姨", phone="13812340002", trades={Trade.DAILY_CLEANING: 1}),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [0, 1, 2]),
        ({"query": "师傅"}, [1]),
        ({"query": "13812340002"}, [2]),
        ({"query": "5678"}, [0]),
        ({"trade": "daily_cleaning"}, [0, 2]),
        ({"status": "left"}, []),
        ({"query": "\x00%"}, []),
    ],
)
def test_caregivers_are_found_by_name_phone_trade_and_status(
    three: list[int], asked: dict[str, str], found: list[int]
) -> None:
    page = queries.caregivers_page(**asked)
    assert [summary.id for summary in page.caregivers] == [three[i] for i in found]
    assert queries.count_caregivers(**asked) == len(found)


def test_pages_follow_one_another_without_gap(three: list[int]) -> None:
    first = queries.caregivers_page(limit=2)
    second = queries.caregivers_page(limit=2, after_id=first.next_after_id)
    assert [c.id for c in (*first.caregivers, *second.caregivers)] == three
    assert second.next_after_id is None


def test_who_is_able_is_ready_and_does_the_trade(three: list[int], at: datetime) -> None:
    assert [c.id for c in queries.caregivers_able("daily_cleaning")] == [three[0], three[2]]
    operations.set_status(caregiver_id=three[2], status=Status.LEFT, at=at, by=SYSTEM)
    assert [c.id for c in queries.caregivers_able("daily_cleaning")] == [three[0]]
    assert [c.id for c in queries.ready_caregivers()] == three[:2]


def test_availability_tells_the_week_and_the_leave_that_touches_the_days(three: list[int], at: datetime) -> None:
    before, inside = midnight(MONDAY) - timedelta(days=1), midnight(MONDAY) + timedelta(hours=9)
    for starts_at in (before - timedelta(hours=9), inside, midnight(MONDAY) + timedelta(days=7)):
        operations.record_leave(
            caregiver_id=three[0], starts_at=starts_at, ends_at=starts_at + timedelta(hours=8), at=at, by=SYSTEM
        )
    cancelled = operations.record_leave(
        caregiver_id=three[0], starts_at=inside, ends_at=inside + timedelta(days=2), at=at, by=SYSTEM
    )
    operations.cancel_leave(leave_id=cancelled, at=at, by=SYSTEM)
    first, second = queries.availability("daily_cleaning", from_day=MONDAY, days=7)
    assert (first.id, first.name, first.level, first.latitude) == (three[0], "李阿姨", 4, 31.188464)
    assert first.hours == tuple((weekday, 480, 1080) for weekday in range(6))
    assert first.leaves == ((minute_of(inside), minute_of(inside) + 480),)
    assert (second.id, second.leaves) == (three[2], ())


def test_availability_of_one_who_does_not_do_the_trade_is_nobody(three: list[int]) -> None:
    assert queries.availability("daily_cleaning", from_day=MONDAY, days=7, caregiver_id=three[1]) == []
    (only,) = queries.availability("daily_cleaning", from_day=MONDAY, days=7, caregiver_id=three[2])
    assert only.id == three[2]


def test_availability_takes_five_queries_however_many(three: list[int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        queries.availability("daily_cleaning", from_day=MONDAY, days=14)


def test_many_are_asked_at_once(three: list[int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        assert queries.names_of([three[0], None, 404]) == {three[0]: "李阿姨"}
        assert queries.known_phones(["+8613812340001", "+8613900000000"]) == {"+8613812340001": three[1]}
        assert set(queries.caregivers(three)) == set(three)


def test_a_user_without_a_caregiver_is_nobody(db: None) -> None:
    assert queries.caregiver_of_user(404) is None


def test_every_status_has_a_name() -> None:
    assert set(queries.status_names()) == set(Status)


def test_leave_is_told_latest_first(three: list[int], at: datetime) -> None:
    late, early = datetime(2027, 1, 2, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    for starts_at in (early, late):
        operations.record_leave(
            caregiver_id=three[0], starts_at=starts_at, ends_at=starts_at + timedelta(hours=8), at=at, by=SYSTEM
        )
    assert [leave.starts_at for leave in queries.leaves_of(three[0])] == [late, early]
