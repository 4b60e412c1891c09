"""What may happen to a visit."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anjia.booking.rules import (
    VisitKey,
    is_bookable,
    is_late,
    key_from,
    may_change,
    may_start,
    order_number,
    visit_price,
)

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "late"),
    [
        (timedelta(hours=25), False),
        (timedelta(hours=24), False),
        (timedelta(hours=24, seconds=-1), True),
        (timedelta(0), True),
        (timedelta(hours=-3), True),
    ],
)
def test_a_change_is_late_when_less_than_a_day_is_left(ahead: timedelta, late: bool) -> None:
    assert is_late(AT + ahead, AT) is late


@pytest.mark.parametrize(
    ("ahead", "possible"),
    [
        (timedelta(minutes=-1), False),
        (timedelta(0), True),
        (timedelta(days=366), True),
        (timedelta(days=367), False),
    ],
)
def test_a_visit_starts_ahead_of_now_and_within_a_year(ahead: timedelta, possible: bool) -> None:
    assert may_start(AT + ahead, AT) is possible


@pytest.mark.parametrize(("state", "open_"), [("planned", True), ("done", False), ("cancelled", False)])
def test_only_a_planned_visit_may_change(state: str, open_: bool) -> None:
    assert may_change(state) is open_


@pytest.mark.parametrize(("count", "number"), [(1, "20261122-001"), (999, "20261122-999"), (1000, "20261122-1000")])
def test_an_order_number_is_the_day_and_its_count(count: int, number: str) -> None:
    assert order_number(date(2026, 11, 22), count) == number


@pytest.mark.parametrize("text", ["", "7", "-", "7-", "-7", "a-b", "٣-٤", "9" * 40 + "-1", "1-" + "9" * 40, "1.5-2"])
def test_a_page_key_that_is_none_asks_for_the_first_page(text: str) -> None:
    assert key_from(text) is None


def test_a_page_key_survives_the_address() -> None:
    assert key_from(str(VisitKey(29700000, 17))) == VisitKey(29700000, 17)


@pytest.mark.parametrize(
    ("unit", "price_fen", "minutes", "square_metres", "costs"),
    [
        ("per_hour", 5000, 150, None, 12500),
        ("per_visit", 28000, 150, None, 28000),
        ("per_square_metre", 600, 240, 89, 53400),
        ("per_square_metre", 600, 240, None, 600),
        ("per_month", 680000, 480, 89, 680000),
    ],
)
def test_a_visit_costs_what_its_unit_says(
    unit: str, price_fen: int, minutes: int, square_metres: int | None, costs: int
) -> None:
    assert visit_price(unit, price_fen, minutes, square_metres) == costs


def test_months_and_days_are_not_booked_by_the_visit() -> None:
    assert [is_bookable(unit) for unit in ("per_hour", "per_visit", "per_square_metre", "per_month", "per_day")] == [
        True,
        True,
        True,
        False,
        False,
    ]
